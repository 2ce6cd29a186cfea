"""The passport of a solution in a scope: on what it was decided, for everybody to read (C03-14)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel

from aggregates.kernel.root import ref
from aggregates.readiness.criteria import CriteriaSet
from aggregates.readiness.exemption import Exemption
from aggregates.readiness.readiness import Readiness
from aggregates.readiness.round import Decided
from api.asof import Histories, the_histories
from api.bodies import Code, Scope
from api.reading import Said
from api.routing import commands
from api.views import AtLeast, Views, the_views
from projections.publications import Studies

router = commands("readiness")

Reads = Annotated[Views, Depends(the_views)]
Recalls = Annotated[Histories, Depends(the_histories)]


class Exempted(BaseModel):
    """The exemption that a criterion is under, for the day asked about."""

    until: date | None
    in_force: bool
    grounds: str | None


class Criterion(BaseModel):
    """One criterion, how the programme met it, and what shows that."""

    id: str
    text: str
    mandatory: bool
    answer: str | None
    reason: str
    evidence: list[Said]
    exemption: Exempted | None


class Judgement(BaseModel):
    """What the independent group found; its members are told by their competence alone."""

    verdict: str
    point: str
    competences: list[str]
    dissent: str | None


class Decision(BaseModel):
    """The decision that stands, and all that it was made on. Nothing of what came later."""

    outcome: str
    on: date
    version: int
    reason: str
    round: int
    criteria_name: str
    criteria_version: int
    criteria: list[Criterion]
    verdict: Judgement | None
    conditions: list[Said]


class Studied(BaseModel):
    """A study of what the solution does, and how strong it is as evidence; null is ungraded."""

    title: str
    published: date
    criterion: str
    finding: str
    limits: str
    source: str
    strength: str | None
    partners: list[str]


class Passport(BaseModel):
    """`ready` is what a gate would find on the day asked about. Undecided, there is no decision.

    An assessment that goes on is not shown: only what is decided is. `studies` are what is known
    of the effects of the solution by now, beside the decision and no part of it (C10-09).
    """

    id: UUID
    solution: str
    scope: str
    ready: bool
    suspension: Said | None
    decision: Decision | None
    studies: list[Studied]


@router.get("/passports/{code}/{scope}")
async def passport(
    code: Code, scope: Scope, histories: Recalls, views: Reads, at_least: AtLeast = 0
) -> Passport:
    """Whether a solution is «klar til bruk» in a scope, and on what. Asks for no token."""
    studies, _ = await views.read(
        at_least, [Studies], lambda tables: tables.page(Studies, {"solution": code})
    )
    found = await histories.read(Readiness, Readiness.id_of(code, scope))
    held = await _exemptions(histories, found)
    in_force = {id: ref(each) for id, each in held.items() if each.in_force(histories.today)}
    return Passport(
        id=found.id, solution=found.solution, scope=found.scope_code,
        ready=found.clearance(in_force).ready, suspension=found.suspension,
        decision=await _decision(histories, found, found.decided, held),
        studies=[Studied.model_validate(each, from_attributes=True) for each in studies],
    )  # fmt: skip


async def _exemptions(histories: Histories, found: Readiness) -> dict[str, Exemption]:
    """Those that the decision rests upon, by criterion."""
    read = {
        each: await histories.find(Exemption, Exemption.id_of(found.id, each))
        for each in found.exempted
    }
    return {id: each for id, each in read.items() if each is not None}


async def _decision(
    histories: Histories, found: Readiness, decided: Decided | None, held: dict[str, Exemption]
) -> Decision | None:
    if decided is None or decided.round.decision is None:
        return None
    criteria = await histories.read(CriteriaSet, decided.round.criteria_set)
    return Decision(
        outcome=str(found.outcome), on=decided.on, version=decided.version,
        reason=decided.round.decision["reason"], round=decided.round.number,
        criteria_name=criteria.name, criteria_version=criteria.number,
        criteria=[_criterion(histories, decided, each, held) for each in decided.round.criteria],
        verdict=_judgement(decided.round.verdict), conditions=list(decided.conditions),
    )  # fmt: skip


def _criterion(
    histories: Histories, decided: Decided, criterion: dict[str, Any], held: dict[str, Exemption]
) -> Criterion:
    answer = decided.round.answers.get(criterion["id"], {})
    exempt = held.get(criterion["id"])
    return Criterion(
        id=criterion["id"], text=criterion["text"], mandatory=criterion["mandatory"],
        answer=answer.get("answer"), reason=answer.get("reason", ""),
        evidence=list(answer.get("evidence", [])),
        exemption=exempt and Exempted(
            until=exempt.granted_until, in_force=exempt.in_force(histories.today),
            grounds=exempt.grounds,
        ),
    )  # fmt: skip


def _judgement(verdict: dict[str, Any] | None) -> Judgement | None:
    if verdict is None:
        return None
    return Judgement(
        verdict=verdict["verdict"], point=verdict["point"], dissent=verdict["dissent"],
        competences=sorted({each["competence"] for each in verdict["members"]}),
    )  # fmt: skip
