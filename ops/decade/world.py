"""A world in which days pass: who is to do what on which day, and all that follows of itself.

Everything is asked of the log as the API asks it, and nothing is written past it. Reactions and
clock are the real ones; they take it to be the day that it is in this world.
"""

from __future__ import annotations

import asyncio
import heapq
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from itertools import count
from uuid import UUID

from aggregates.kernel.act import Act, Role
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import derived
from bus.contracts.kernel import CloudEvent
from bus.told import said
from log.log import Deed, Log
from log.store import Receipt
from projections.deadlines import Deadlines
from projections.memory import MemoryTables
from projections.projector import Projector
from services import clock
from services.app import REACTIONS, Reaction
from services.asking import NOW

logger = logging.getLogger(__name__)

AT_ONCE = 64
BATCH = 5000
MORNING = time(6, tzinfo=UTC)

Step = Callable[[], Awaitable[None]]


async def together(steps: Sequence[Step]) -> None:
    """Begin many steps in their order, so that what they record is stored together."""
    for start in range(0, len(steps), AT_ONCE):
        await asyncio.gather(*(step() for step in steps[start : start + AT_ONCE]))


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: a role of a body, and what the register says that body is."""

    role: Role
    body: str
    municipality: UUID | None = None
    region: str | None = None


def person(who: Actor) -> str:
    """The one person who acts so: an opaque reference, and nobody in life."""
    return f"p-{derived('decade', who.role, who.body).hex[:20]}"


class World:
    """Days from `first` on. Steps of one day are done by their phase, those of one phase at once.

    `refused` counts by rule what somebody asked for in vain.
    """

    def __init__(self, log: Log, seed: int, first: date) -> None:
        self.log, self.seed, self.today = log, seed, first
        self.refused: dict[str, int] = {}
        self._steps: list[tuple[date, int, int, Step]] = []
        self._order, self._asked, self._heard = count(), count(), log.store.head()
        self._tables = MemoryTables()
        self._deadlines = Projector(log.store, self._tables, [Deadlines])
        self._reacting: dict[str, list[Reaction]] = defaultdict(list)
        for each in REACTIONS:
            self._reacting[each[0].subject].append(each)

    def on(self, day: date, step: Step, phase: int = 0) -> None:
        """Let something be done on a day: today at the earliest."""
        heapq.heappush(self._steps, (max(day, self.today), phase, next(self._order), step))

    async def ask(self, who: Actor, deed: Deed) -> Receipt:
        """Ask for something, as one who acts in a role. Raises what is refused."""
        number = next(self._asked)
        act = Act(
            by=person(who), role=who.role, body=who.body,
            at=self._now(number), command=derived("decade", self.seed, number),
            municipality=who.municipality, region=who.region,
        )  # fmt: skip
        return await self.log.ask(act, deed)

    async def try_(self, who: Actor, deed: Deed) -> bool:
        """Ask for something that may be refused; whether it was done."""
        try:
            await self.ask(who, deed)
        except Refused as refusal:
            key = f"{refusal.rule.id} {refusal.reason}"
            self.refused[key] = self.refused.get(key, 0) + 1
            return False
        return True

    async def pass_until(self, last: date) -> None:
        """Let the days pass, up to and with `last`."""
        NOW.set(lambda: self._now(0))
        while self.today <= last:
            await self._live_through_today()
            following = self._steps[0][0] if self._steps else last + timedelta(days=1)
            self.today += timedelta(days=1)
            if following.year > self.today.year:
                logger.info("%s: position %s", self.today, self.log.store.head())

    async def _live_through_today(self) -> None:
        while self._steps and self._steps[0][0] <= self.today:
            phase = self._steps[0][1]
            steps = []
            while self._steps and self._steps[0][:2] <= (self.today, phase):
                steps.append(heapq.heappop(self._steps)[3])
            await together(steps)
        await self._react()
        self._deadlines.catch_up()
        await clock.tick(self.log, self._tables, self.today, self._now(0))
        await self._react()

    async def _react(self) -> None:
        """Let every reaction hear what has been told since it last heard."""
        while batch := self.log.store.read(self._heard, BATCH):
            events = [said(entry, self.log.store.identity, 0) for entry in batch]
            await together([partial(self._hear, each) for each in events if each is not None])
            self._heard = batch[-1].position

    async def _hear(self, heard: CloudEvent) -> None:
        for message, _, reaction in self._reacting.get(heard.type, ()):
            await reaction(message.model_validate(heard.data), heard, self.log)

    def _now(self, number: int) -> datetime:
        return datetime.combine(self.today, MORNING) + timedelta(milliseconds=number % 40_000_000)
