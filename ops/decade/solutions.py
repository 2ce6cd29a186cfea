"""Forty solutions, simulated: registered, endorsed, tried out, assessed, and most of them ready."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from random import Random
from uuid import UUID

from aggregates.coordination.group import CoordinatingGroup
from aggregates.deeds import coordination
from aggregates.deeds.judging import give_verdict
from aggregates.deeds.readiness import declare, open_assessment
from aggregates.deeds.solutions import answer_management
from aggregates.kernel.refusals import Missing
from aggregates.portfolio.endorsement import Endorsement
from aggregates.portfolio.management import QUESTIONS
from aggregates.portfolio.solution import Solution
from aggregates.readiness.criteria import CriteriaSet
from aggregates.readiness.readiness import Readiness
from aggregates.readiness.scope import LIMITED, NATIONAL, Scope
from log.log import founding, upon
from ops.decade.cast import ASSESSORS, GROUP, OWNER, PROVIDER, Cast
from ops.decade.texts import text
from ops.decade.world import Actor, World
from ops.journey.cast import KS, NHN

SOLUTIONS, UNENDORSED = 40, 8
CRITERIA = "Klar til bruk"
KINDS = (
    "national_solution", "national_solution", "municipal_system", "welfare_technology",
    "municipal_shared_solution", "national_solution", "method",
)  # fmt: skip
MEMBERS = [
    {"ref": f"p-{number:020x}", "competence": competence, "ties": []}
    for number, competence in enumerate(("clinical", "health_professional", "administrative"), 1)
]


@dataclass(frozen=True, slots=True)
class Simulated:
    """One of them. `scope` is where it becomes ready, from `ready` on; None where it never does."""

    code: str
    kind: str
    scope: Scope
    registered: date
    ready: date | None


def chosen(seed: int, first: date, last: date, count: int) -> list[Simulated]:
    """The solutions of a time from `first` to `last`; they come in the first half of it."""
    days = (last - first).days // 2
    return [_simulated(Random(f"{seed}/solution/{n}"), n, first, days) for n in range(1, count + 1)]


def tell(world: World, several: list[Simulated]) -> None:
    """Put on the calendar what becomes of each, and each half year's endorsed portfolio."""
    for number in range(20):
        day = world.today + timedelta(days=30 + 183 * number)
        world.on(day, partial(_endorse, world, several), phase=3)
    for each in several:
        world.on(each.registered, partial(_register, world, each))
        if each.kind != "method":
            world.on(each.registered + timedelta(days=60), partial(_assess, world, each))


async def constitute(world: World, cast: Cast) -> None:
    """The criteria, the coordinating group, and that KommIT-rådet has endorsed a portfolio."""
    day = world.today
    mandate = text("mandate")
    await world.ask(OWNER, founding(CoordinatingGroup.constitute, mandate=mandate))
    seats = {KS: "ks", NHN: "national_service_provider", cast.groups[0]: "region"}
    for body, kind in seats.items():
        until = day + timedelta(days=365 * 20) if kind == "region" else None
        seat = partial(coordination.give_seat, organisation=body, kind=kind, since=day, until=until)
        await world.ask(OWNER, seat)
        filled = upon(
            CoordinatingGroup, CoordinatingGroup.ID, CoordinatingGroup.fill_seat,
            function=text("function"),
        )  # fmt: skip
        await world.ask(Actor(OWNER.role, body), filled)
    set_ = CriteriaSet.id_of(CRITERIA, 1)
    anchored = upon(CriteriaSet, set_, CriteriaSet.anchor, decision=text("decision"))
    await world.ask(OWNER, anchored)
    await world.ask(OWNER, upon(CriteriaSet, set_, CriteriaSet.publish, on=day))


async def _endorse(world: World, several: list[Simulated]) -> None:
    """KommIT-rådet endorses what is registered by now, but for each eighth (C02-02)."""
    endorsed = [
        each.code
        for n, each in enumerate(several, 1)
        if n % UNENDORSED and each.registered < world.today
    ]
    if not endorsed:
        return
    try:
        await world.log.read(Endorsement, Endorsement.ID)
    except Missing:
        await world.ask(OWNER, founding(Endorsement.open))
    proposing = partial(Endorsement.propose, solutions=endorsed, reason=text("reason"))
    await world.ask(OWNER, upon(Endorsement, Endorsement.ID, proposing))
    known = await world.log.read(Endorsement, Endorsement.ID)
    endorsing = partial(
        Endorsement.endorse, number=len(known.proposed), deciding_body=text("council"),
        decision=text("decision"),
    )  # fmt: skip
    await world.ask(OWNER, upon(Endorsement, Endorsement.ID, endorsing))


async def _register(world: World, each: Simulated) -> None:
    await world.ask(
        OWNER,
        founding(
            Solution.register, code=each.code, name=text("solution", code=each.code),
            kind=each.kind, owner=NHN, source=text("source"),
        ),
    )  # fmt: skip
    await world.ask(
        OWNER,
        upon(
            Solution, Solution.id_of(each.code), Solution.move,
            phase="trial", decision=text("decision"),
        ),
    )  # fmt: skip


async def _assess(world: World, each: Simulated) -> None:
    """The programme answers; the rest follows on the day on which it is ready."""
    criteria = CriteriaSet.id_of(CRITERIA, 1)
    opening = partial(open_assessment, solution=each.code, scope=each.scope, criteria_set=criteria)
    await world.ask(OWNER, opening)
    id = Readiness.id_of(each.code, each.scope.code)
    known = await world.log.read(Readiness, id)
    for criterion in known.round.criteria:
        met = each.ready is not None or criterion["id"] != "K5"
        proof = {"title": text("evidence"), "reference": text("source")}
        evidence = [{"kind": criterion["evidence_type"], **proof}]
        await world.ask(
            PROVIDER,
            upon(
                Readiness, id, Readiness.answer, criterion=criterion["id"],
                answer="met" if met else "partly", reason="" if met else text("partly"),
                evidence=evidence if met else [],
            ),
        )  # fmt: skip
    verdict = partial(
        give_verdict, readiness=id, verdict="sound", members=MEMBERS, point="during_trial"
    )
    await world.ask(ASSESSORS, verdict)
    if each.ready is not None:
        world.on(each.ready, partial(_declare, world, each, id))


async def _declare(world: World, each: Simulated, readiness: UUID) -> None:
    for question in QUESTIONS:
        answer = partial(
            answer_management, solution=each.code, question=question, answer=text("managed"),
            agreement=text("agreement"),
        )  # fmt: skip
        await world.ask(OWNER, answer)
    advice = upon(
        Readiness, readiness, Readiness.recommend, recommendation="ready", reason=text("advice")
    )
    await world.ask(GROUP, advice)
    await world.ask(OWNER, partial(declare, readiness=readiness, reason=text("declared")))


def _simulated(chance: Random, number: int, first: date, days: int) -> Simulated:
    kind = KINDS[number % len(KINDS)]
    code = f"simulert-{number:02}"
    registered = first + timedelta(days=chance.randrange(5, days))
    scope = Scope(NATIONAL)
    if number % 6 == 0:
        words = text("available_for", number=number)
        scope = Scope(LIMITED, available_for=(words,), slug=f"epj-{number:02}")
    never = kind == "method" or number % 10 == 9
    ready = None if never else registered + timedelta(days=chance.randrange(120, 400))
    return Simulated(code, kind, scope, registered, ready)
