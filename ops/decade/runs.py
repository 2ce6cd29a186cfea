"""Some three hundred runs: each planned, asked about, gone through, and learned from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any
from uuid import UUID

from aggregates.deeds import coordination, preparing, sign_up, surveying
from aggregates.deeds import learning as learnings
from aggregates.deeds import run as deeds
from aggregates.deeds.decision import decide
from aggregates.deeds.invitation import invite, set_part
from aggregates.deeds.terms import freeze_basis
from aggregates.invitations.basis import MANDATORY
from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Role
from aggregates.kernel.root import derived
from aggregates.portfolio.endorsement import Endorsement
from aggregates.runs.pulje import Pulje
from aggregates.runs.run import Run
from aggregates.runs.survey import Survey
from aggregates.runs.tracks import COMMON_PROCESS, QUESTIONS, ROLLOUT
from log.log import upon
from ops.decade.cast import GROUP, LEADER, Cast, Town
from ops.decade.following import follow
from ops.decade.solutions import Simulated
from ops.decade.texts import text
from ops.decade.world import Actor, World, person, together
from ops.journey.cast import KS, NHN

RUNS = 300
TRACKS = ("A", "B", "B", "B", "C", "B", "A", "B", "process", "B")
PROPOSED, CHOSEN, PLANNED, REVIEWED, PREPARED, OPENED, INVITING = 0, 3, 10, 20, 24, 30, 35
DAYS_TO_DECIDE, STARTING, BETWEEN_PULJER = 30, 95, 60
WEEKS = timedelta(days=60)
ANSWERS = ("join", "decline", "postpone", "more_information")


@dataclass(slots=True)
class Planned:
    """A run to be: of which solution, on which track, where, and from which day on."""

    number: int
    solution: Simulated
    track: str
    county: str | None
    day: date
    chance: Random
    id: UUID = field(init=False)

    def __post_init__(self) -> None:
        self.id = derived("decade", "runs", self.number, self.day)

    def on(self, offset: int) -> date:
        return self.day + timedelta(days=offset)

    @property
    def leading(self) -> Actor:
        """Who leads it: KS's national leader, or one of the region's own."""
        return LEADER if self.body is None else Actor(Role.ROLLOUT_LEADER, self.body)

    body: str | None = None


def chosen(
    seed: int, several: list[Simulated], cast: Cast, last: date, count: int
) -> list[Planned]:
    """The runs of a decade, in the order of their days. Methods get common processes (I26)."""
    return sorted(
        (_planned(Random(f"{seed}/run/{n}"), n, several, cast, last) for n in range(count)),
        key=lambda each: (each.day, each.number),
    )


def tell(world: World, cast: Cast, run: Planned) -> None:
    """Put a run on the calendar."""
    telling = Telling(world, cast, run)
    for offset, step in (
        (PROPOSED, telling.propose), (CHOSEN, telling.choose), (PLANNED, telling.plan),
        (REVIEWED, telling.review), (PREPARED, telling.prepare), (OPENED, telling.open),
        (INVITING, telling.invite), (STARTING, telling.start),
    ):  # fmt: skip
        world.on(run.on(offset), step)


class Telling:
    """One run, told day by day. A step that is refused ends it, as it would in life."""

    def __init__(self, world: World, cast: Cast, run: Planned) -> None:
        self.world, self.cast, self.run = world, cast, run
        self.given_up = False
        self.invited: list[Town] = []
        self.puljer = 1 if run.track in {"B", "process"} else 2 + run.number % 2

    async def propose(self) -> None:
        run = self.run
        process = run.track == "process"
        await self._ask(
            self._owner(),
            partial(
                deeds.propose, id=run.id, title=text("run", number=run.number),
                kind=COMMON_PROCESS if process else ROLLOUT, solution=run.solution.code,
                scope_code=self._scope(), proposer=text("group"),
            ),
        )  # fmt: skip

    async def choose(self) -> None:
        """Track, leader, working group, and what each track asks for besides."""
        run = self.run
        if run.track != "process":
            choice = partial(
                coordination.choose_track, run=run.id, track=run.track,
                answers=dict.fromkeys(QUESTIONS, text("answer")), deciding_body=text("group"),
            )  # fmt: skip
            await self._ask(self._owner(), choice)
        leader = partial(
            Run.appoint_leader, leader=person(run.leading), body=run.leading.body,
            role=Role.ROLLOUT_LEADER,
        )  # fmt: skip
        await self._ask(self._owner(), upon(Run, run.id, leader))
        await self._ask(run.leading, upon(Run, run.id, Run.accept_leadership))
        await self._seat_working_group()
        if run.track == "C":
            await self._limit()

    async def plan(self) -> None:
        run = self.run
        plan = text("plan", number=run.number)
        await self._ask(run.leading, partial(deeds.draft_plan, run=run.id, plan=plan))
        if run.track in {"B", "process"}:
            notice = partial(
                preparing.notify, run=run.id, starts=run.on(STARTING), ends=run.on(STARTING + 200),
                reason=text("reason"), sketch=text("plan", number=run.number),
            )  # fmt: skip
            await self._ask(self._owner(), notice)
        if run.track == "process":
            await self._survey()

    async def _survey(self) -> None:
        """A common process begins with how far the municipalities are; some never say (C06-06)."""
        towns = self._targets()
        opening = partial(
            surveying.open_survey, run=self.run.id, questions=[text("question")],
            municipalities=[self.cast.number(each, self.world.today) for each in towns],
            deadline=self.run.on(REVIEWED),
        )  # fmt: skip
        await self._ask(self._owner(), opening)
        for town in towns:
            if self.run.chance.random() >= town.silent:
                self.world.on(self.run.on(PLANNED + 3), partial(self._say, town), phase=1)

    async def _say(self, town: Town) -> None:
        saying = partial(Survey.answer, answers=[text("said")])
        who = self.cast.coordinator(town, self.world.today)
        await self.world.try_(who, upon(Survey, Survey.id_of(self.run.id), saying))

    async def review(self) -> None:
        """What was learned before is answered; then the group reviews the plan, or may remark."""
        run = self.run
        await self._answer_what_was_learned()
        if run.track in {"A", "C"}:
            review = partial(deeds.review_plan, run=run.id, outcome="approved")
            await self._ask(GROUP, coordination.by_group(review))

    async def _answer_what_was_learned(self) -> None:
        run = self.run
        left, _ = await self.world.log.look(
            lambda desk: learnings.unanswered(desk, desk.get(Run, run.id))
        )
        for learning in left:
            answer = run.chance.choice(["taken_into_account", "not_relevant", "rejected"])
            given = partial(
                learnings.answer, run=run.id, learning=learning, answer=answer,
                reason=text("reason"),
            )  # fmt: skip
            await self._ask(run.leading, given)

    async def prepare(self) -> None:
        """The decision basis, the puljer, and early word to those whom it concerns."""
        run = self.run
        for part in MANDATORY:
            written = partial(
                set_part, run=run.id, part=part, text=text("part", part=part), sources=[],
                dated=self.world.today,
            )  # fmt: skip
            await self._ask(run.leading, written)
        whom = partial(preparing.freeze_population, run=run.id, as_of=self.world.today)
        await self._ask(run.leading, whom)
        freezing = partial(freeze_basis, run=run.id)
        await self._ask(run.leading, freezing)
        self.invited = self._targets()
        for number in range(1, self.puljer + 1):
            await self._plan_pulje(number)
        numbers = [self.cast.number(each, self.world.today) for each in self.invited]
        notice = partial(
            preparing.send_advance_notice, run=run.id, municipalities=numbers,
            starts=run.on(STARTING),
        )  # fmt: skip
        await self._ask(run.leading, notice)

    async def open(self) -> None:
        """What the sector has not endorsed is opened on a recorded deviation (I27)."""
        endorsement = await self.world.log.read(Endorsement, Endorsement.ID)
        if not endorsement.endorses(self.run.solution.code, self.world.today):
            deviation = partial(
                preparing.record_deviation, run=self.run.id, reason=text("reason"),
                deciding_body=text("group"), decision=text("decision"),
            )  # fmt: skip
            await self._ask(self._owner(), deviation)
        await self._answer_what_was_learned()
        opening = partial(deeds.open_sign_up, run=self.run.id)
        await self._ask(self._owner(), coordination.by_group(opening))

    async def invite(self) -> None:
        """Each is invited by itself, and answers on a day of its own choice, or not at all."""
        if not self.given_up:
            await together([partial(self._invite, each) for each in self.invited])

    async def _invite(self, town: Town) -> None:
        deadline = self.world.today + timedelta(days=DAYS_TO_DECIDE)
        asking = partial(
            invite, run=self.run.id, municipality=town.id,
            puljer=list(range(1, self.puljer + 1)), deadline=deadline,
        )  # fmt: skip
        if await self.world.try_(self.run.leading, asking):
            chance = Random(f"{self.world.seed}/{self.run.number}/{town.id}")
            if chance.random() >= town.silent:
                day = self.world.today + timedelta(days=1 + int(chance.random() ** 2 * 40))
                self.world.on(day, partial(self._answer, town, chance), phase=1)

    async def start(self) -> None:
        await self._ask(self.run.leading, partial(deeds.start, run=self.run.id))
        if not self.given_up:
            follow(self.world, self.cast, self.run, self.invited, self.puljer)

    async def _answer(self, town: Town, chance: Random) -> None:
        decider = self.cast.decider(town, self.world.today)
        weights = (town.eager, 0.15, 0.12, 0.08)
        answer = chance.choices(ANSWERS, weights)[0]
        id = Participation.id_of(self.run.id, town.id)
        said: dict[str, Any] = {"reason": text("reason")} if chance.random() < 0.4 else {}
        if answer == "join":
            said["wished_pulje"] = chance.randrange(1, self.puljer + 1)
        deciding = partial(
            decide, participation=id, answer=answer, basis_version=1, level="kommunedirektor",
            **said,
        )  # fmt: skip
        decided = await self.world.try_(decider, deciding)
        if not decided:
            return
        later = chance.random()
        day = self.world.today + timedelta(days=chance.randrange(5, 60))
        if answer == "join" and later < 0.05:
            self.world.on(day, partial(self._withdraw, town), phase=1)
        elif answer == "join" and later < 0.6:
            self.world.on(day, partial(self._accept, town), phase=2)

    async def _withdraw(self, town: Town) -> None:
        id = Participation.id_of(self.run.id, town.id)
        leaving = partial(sign_up.withdraw, participation=id)
        await self.world.try_(self.cast.decider(town, self.world.today), leaving)

    async def _accept(self, town: Town) -> None:
        """Take a place that was offered meanwhile, if one was."""
        id = Participation.id_of(self.run.id, town.id)
        joining = await self.world.log.read(Participation, id)
        if joining.pulje is None:
            return
        cohort = await self.world.log.read(Pulje, Pulje.id_of(self.run.id, joining.pulje))
        if id in cohort.offered:
            accepting = partial(sign_up.accept_offer, participation=id)
            await self.world.try_(self.cast.decider(town, self.world.today), accepting)

    async def _plan_pulje(self, number: int) -> None:
        run = self.run
        starts = run.on(STARTING + BETWEEN_PULJER * (number - 1))
        capacity = max(4, int(len(self.invited) * run.chance.uniform(0.25, 0.6) / self.puljer))
        planning = partial(
            deeds.plan_pulje, run=run.id, number=number, starts=starts,
            invites_from=run.on(INVITING), decision_days=DAYS_TO_DECIDE,
            capacity=capacity, leader=self._pulje_leader(number),
        )  # fmt: skip
        await self._ask(run.leading, planning)
        opening = partial(deeds.open_pulje, run=run.id, number=number)
        await self._ask(self._owner(), coordination.by_group(opening))

    async def _seat_working_group(self) -> None:
        run, towns = self.run, self.cast.towns(self.world.today)
        ground = text("ground")
        groups = run.chance.sample(list(self.cast.groups), 2)
        seats = {
            "A": [("experienced_region", groups[0]), ("low_spread_region", groups[1]),
                  ("service_provider", NHN), ("ks", KS)],
            "C": [("service_provider", NHN), ("introduced_municipality", towns[0].organisation),
                  ("planning_municipality", towns[1].organisation)],
        }.get(run.track)  # fmt: skip
        if seats is None:
            return
        members = [{"seat": seat, "body": body, "ground": ground} for seat, body in seats]
        appointing = partial(
            preparing.appoint_working_group, run=run.id, mandate=text("mandate"), members=members,
            ends=run.on(720),
        )  # fmt: skip
        await self._ask(GROUP, coordination.by_group(appointing))

    async def _limit(self) -> None:
        """Whom a track C run is for, who completes it, and how it is told of (I20)."""
        run, today = self.run, self.world.today
        towns = run.chance.sample(self.cast.towns(today), 36)
        limits = partial(
            preparing.state_limits, run=run.id, keys={},
            available_for=[text("available_for", number=run.number)],
            municipalities=[self.cast.number(each, today) for each in towns],
        )  # fmt: skip
        await self._ask(run.leading, limits)
        completion = partial(
            preparing.assign_completion, run=run.id, owner=NHN, plan=text("completion"),
            review_on=run.on(400),
        )  # fmt: skip
        await self._ask(run.leading, completion)
        plan = text("communication")
        await self._ask(run.leading, upon(Run, run.id, Run.plan_communication, plan=plan))
        self.invited = towns

    def _targets(self) -> list[Town]:
        run, today = self.run, self.world.today
        if run.track == "C":
            return self.invited
        if run.county is not None:
            return self.cast.of_county(run.county, today)
        towns = self.cast.towns(today)
        return run.chance.sample(towns, min(len(towns), run.chance.randrange(70, 150)))

    def _pulje_leader(self, number: int) -> str:
        if self.run.track == "C":
            return person(Actor(Role.ROLLOUT_LEADER, f"{self.run.leading.body}/{number}"))
        return person(self.run.leading)

    def _owner(self) -> Actor:
        """Who proposes and opens it: the coordinating group, or the region's own contact."""
        if self.run.county is None:
            return GROUP
        return self.cast.contact(self.run.county, self.world.today)

    def _scope(self) -> str:
        if self.run.county is not None:
            return f"regional:{self.run.county}"
        return self.run.solution.scope.code

    async def _ask(self, who: Actor, deed: Callable[..., Any]) -> None:
        if not self.given_up and not await self.world.try_(who, deed):
            self.given_up = True


def _begins(solution: Simulated) -> date:
    """From when a run of it may be proposed: when it is ready, or at hand where nothing decides."""
    return (solution.ready or solution.registered) + timedelta(days=10)


def _planned(
    chance: Random, number: int, several: list[Simulated], cast: Cast, last: date
) -> Planned:
    track = TRACKS[number % len(TRACKS)]
    fits = {
        "process": [each for each in several if each.kind == "method"],
        "C": [each for each in several if each.ready and each.scope.code != "national"],
    }.get(track, [each for each in several if each.ready and each.scope.code == "national"])
    solution = chance.choice([each for each in fits if _begins(each) < last - WEEKS] or fits)
    begins = _begins(solution)
    room = max(1, (last - begins).days - 30)
    day = begins + timedelta(days=chance.randrange(room))
    county = None
    if track in {"B", "process"}:
        county = chance.choice(cast.counties(day))
        # A county of that day that ends before the run would invites nobody any more.
        if county not in cast.counties(min(last, day + timedelta(days=STARTING + 200))):
            county = chance.choice(cast.counties(last))
            day = max(day, date(2024, 1, 2))
    run = Planned(number, solution, track, county, min(day, last), chance)
    run.body = None if county is None else cast.group_of(county, run.day)
    return run
