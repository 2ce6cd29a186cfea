"""What comes of those who take part: how far they come, how that is followed, what is learned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID

from aggregates.adoption.adoption import Adoption
from aggregates.adoption.benefit import Measurement
from aggregates.adoption.services import WHOLE
from aggregates.deeds import follow_up, learning, use
from aggregates.deeds import pulje as puljer
from aggregates.deeds import run as runs
from aggregates.deeds.adoption import reach
from aggregates.deeds.coordination import by_group
from aggregates.deeds.evaluation import deliver
from aggregates.evaluation.evaluation import Evaluation
from aggregates.evaluation.learning import Learning
from aggregates.invitations.participation import Participation
from aggregates.runs.pulje import Pulje
from aggregates.runs.run import Run
from log.log import upon
from ops.decade.cast import GROUP, OWNER, PROVIDER, Cast, Town
from ops.decade.texts import text
from ops.decade.world import World

if TYPE_CHECKING:
    from ops.decade.runs import Planned

FOLLOWING, CLOSING, EVALUATING, RECEIVING, SETTLING = 120, 215, 240, 262, 420
MONTHS = 6


def follow(world: World, cast: Cast, run: Planned, towns: Sequence[Town], count: int) -> None:
    """Put on the calendar what follows from the start of a run with so many puljer."""
    following = Following(world, cast, run, towns)
    for number in range(1, count + 1):
        starts = world.today + timedelta(days=60 * (number - 1))
        for offset, step in (
            (0, following.start), (FOLLOWING, following.begin_follow_up),
            (CLOSING, following.close_pulje),
        ):  # fmt: skip
            world.on(starts + timedelta(days=offset), partial(step, number))
    last = world.today + timedelta(days=60 * (count - 1))
    world.on(last + timedelta(days=EVALUATING), following.evaluate)
    world.on(last + timedelta(days=RECEIVING), following.receive)
    world.on(last + timedelta(days=SETTLING), following.settle)


class Following:
    """Those who take part in one run, from its start on."""

    def __init__(self, world: World, cast: Cast, run: Planned, towns: Sequence[Town]) -> None:
        self.world, self.cast, self.run = world, cast, run
        self._towns = {Participation.id_of(run.id, each.id): each for each in towns}

    async def start(self, number: int) -> None:
        """Those with a place begin; a method leaves nothing technical behind (C06-06)."""
        await self._try(self.run.leading, partial(puljer.start, run=self.run.id, number=number))
        taking = await self._taking(number)
        if self.run.track == "process":
            return
        for town in taking:
            chance = Random(f"{self.world.seed}/follow/{self.run.number}/{town.id}")
            self._on(10, partial(self._reach, town, "available", PROVIDER))
            introduced = chance.randrange(25, 70)
            self._on(introduced, partial(self._reach, town, "technically_introduced", PROVIDER))
            if chance.random() < 0.88:
                self._on(introduced + chance.randrange(20, 60), partial(self._use, town, chance))
        for month in range(3, 3 + MONTHS):
            self._on(31 * month, partial(self._measure, taking))

    async def begin_follow_up(self, number: int) -> None:
        run = self.run
        begun = partial(puljer.begin_follow_up, run=run.id, number=number)
        await self._try(run.leading, begun)
        for town in await self._taking(number):
            self._on(run.chance.randrange(5, 60), partial(self._follow_through, town))

    async def close_pulje(self, number: int) -> None:
        closing = partial(puljer.close, run=self.run.id, number=number)
        if self.run.track != "C":
            await self._try(self.run.leading, closing)

    async def evaluate(self) -> None:
        run = self.run
        await self._try(run.leading, upon(Run, run.id, Run.begin_follow_up))
        if run.chance.random() < 0.12:
            return  # It stays owed: evaluation debt.
        heard = [
            {"party": each.organisation, "kind": "participant", "answered": i % 3 > 0}
            for i, each in enumerate(list(self._towns.values())[:8])
        ]
        points = [
            {"id": f"L{n}", "text": text("learning"), "type": kind, "owner": "KS"}
            for n, kind in enumerate(run.chance.sample(["material", "model", "capacity"], 2), 1)
        ]
        for id in await self._owed():
            delivery = partial(
                deliver, evaluation=id, summary=text("summary"), heard=heard, learnings=points
            )
            await self._try(run.leading, delivery)

    async def receive(self) -> None:
        run = self.run
        for id in await self._owed():
            received = upon(
                Evaluation, id, Evaluation.receive, case=text("case", number=run.number)
            )
            await self._try(GROUP, by_group(received))
        if run.track == "C":
            count = len(await self._owed())
            for number in range(1, count + 1):
                closing = partial(puljer.close, run=run.id, number=number)
                await self._try(run.leading, closing)
        await self._try(GROUP, partial(runs.close, run=run.id))

    async def settle(self) -> None:
        """Most of what was learned changes something; the rest stays open for the next run."""
        for id in await self._owed():
            evaluation = await self.world.log.read(Evaluation, id)
            for point in (evaluation.content or {"learnings": []})["learnings"]:
                if self.run.chance.random() < 0.85:
                    settled = partial(
                        learning.settle, learning=Learning.id_of(id, point["id"]),
                        outcome="improved", reason=text("settled"),
                    )  # fmt: skip
                    await self._try(OWNER, settled)

    async def _reach(self, town: Town, stage: str, by: Any) -> None:
        own = by is not PROVIDER
        told = partial(
            reach, municipality=town.id, solution=self.run.solution.code, stage=stage,
            reached_on=self.world.today.isoformat(), precision="day",
            source_kind="municipality" if own else "measured", source=text("source"),
            evidence=text("evidence"),
        )  # fmt: skip
        await self._try(by, told)

    async def _use(self, town: Town, chance: Random) -> None:
        """The municipality says itself that it uses it; some say later what they got of it."""
        coordinator = self.cast.coordinator(town, self.world.today)
        await self._reach(town, "in_use", coordinator)
        if chance.random() < 0.2:
            self._on(chance.randrange(150, 300), partial(self._benefit, town))

    async def _benefit(self, town: Town) -> None:
        today = self.world.today
        confirmed = upon(
            Adoption, Adoption.id_of(town.id, self.run.solution.code), Adoption.confirm_benefit,
            indicator=text("indicator"), owner=text("owner_role"),
            baseline=Measurement(42, "minutter", today - timedelta(days=200)),
            measured=Measurement(18, "minutter", today),
        )  # fmt: skip
        await self._try(self.cast.coordinator(town, today), confirmed)

    async def _measure(self, towns: Sequence[Town]) -> None:
        """The provider measures the month that is over; of some it hears nothing (I30)."""
        end = self.world.today.replace(day=1) - timedelta(days=1)
        period = f"{end:%Y-%m}"
        rows = [
            use.MeasuredMonth(each.id, WHOLE, period, self.run.chance.randrange(0, 400))
            for each in towns
            if self.run.chance.random() < 0.92
        ]
        batch = f"{self.run.number}/{period}"
        measured = partial(
            use.measure, solution=self.run.solution.code, definition=1, batch=batch,
            source=text("source"), rows=rows,
        )  # fmt: skip
        await self._try(PROVIDER, measured)

    async def _follow_through(self, town: Town) -> None:
        """All that a participant is owed before it is let go (I32)."""
        today, id = self.world.today, Participation.id_of(self.run.id, town.id)
        later = today + timedelta(days=180)
        plan = partial(
            follow_up.plan, participation=id, text=text("follow_up"), until=later, measurements=2
        )
        await self._try(self.run.leading, plan)
        for before in (20, 1):
            measured = partial(
                follow_up.measure, participation=id, on=today - timedelta(days=before),
                value=self.run.chance.randrange(1, 300), unit="oppslag", source=text("source"),
            )  # fmt: skip
            await self._try(PROVIDER, measured)
        owner = partial(
            follow_up.name_owner, participation=id, owner_role=text("owner_role"),
            support_line=text("support_line"), next_review=later,
        )  # fmt: skip
        await self._try(self.cast.coordinator(town, today), owner)
        await self._try(self.run.leading, partial(follow_up.hand_over, participation=id))

    async def _taking(self, number: int) -> list[Town]:
        """Those with a place in a pulje, in an order of their own."""
        cohort = await self.world.log.read(Pulje, Pulje.id_of(self.run.id, number))
        return [self._towns[each] for each in sorted(cohort.taken, key=str)]

    async def _owed(self) -> list[UUID]:
        """The evaluations of the run that have fallen due."""
        ids = [Evaluation.id_of(self.run.id)]
        if self.run.track == "C":
            ids = [Evaluation.id_of(self.run.id, number) for number in range(1, 5)]
        found = await self.world.log.look(
            lambda desk: [each for each in ids if desk.find(Evaluation, each) is not None]
        )
        return list(found)

    async def _try(self, who: Any, deed: Any) -> None:
        await self.world.try_(who, deed)

    def _on(self, days: int, step: Any) -> None:
        self.world.on(self.world.today + timedelta(days=days), step)
