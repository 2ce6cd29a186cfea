"""What every view over HTTP shares: how far it has come, and pages in a stable order."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Query, Request
from pydantic import BaseModel, Field

from api.asking import today
from api.asof import AsOf, day_of, in_time, the_moment
from api.bell import Bell
from api.cursors import FURTHEST, closed, opened
from api.problems import TooEarly
from log.store import Unavailable
from projections.kernel import View
from projections.pasts import Pasts
from projections.tables import Freshness, R, Tables
from projections.trail import Trail

WAIT_SECONDS = 2.0
T = TypeVar("T")
Needed = Sequence[type[View[Any]]]

AtLeast = Annotated[
    int,
    Query(ge=0, le=FURTHEST, description="Answer only once the view has come to this position."),
]
After = Annotated[
    int,
    Query(ge=0, le=FURTHEST, description="Begin behind this position; `next` of a page is one."),
]
Limit = Annotated[int, Query(ge=1, le=500, description="At most so many rows.")]
Cursor = Annotated[
    str | None,
    Query(
        min_length=1,
        max_length=1000,
        description="`next` of the page before this one, whose other parameters stay as they were.",
    ),
]


class Standing(BaseModel):
    """Where a view stands: the log's position it has come to, and when that was recorded."""

    position: int
    recorded: datetime | None


class Page(Standing, Generic[T]):
    """Rows in a stable order; `next` is the cursor of the page that follows, if there is one."""

    items: list[T]
    next: str | None = Field(default=None)


class Item(Standing, Generic[T]):
    """One thing, as the view stands."""

    item: T


class Views(ABC):
    """What an endpoint reads views from: as they stand, or as they stood."""

    @property
    @abstractmethod
    def today(self) -> date:
        """The day it is, or was: what a day that is not given means."""

    @abstractmethod
    async def read(
        self, at_least: int, views: Needed, look: Callable[[Tables], T]
    ) -> tuple[T, Freshness]:
        """What `look` sees once all `views` have come to `at_least`; the least fresh of them.

        Raises `TooEarly` when that takes longer than the bounded wait, `Unavailable` when the
        views do not answer at all, `Unfinished` when a past is not read to its end in time.
        """

    @abstractmethod
    async def told(self, at_least: int, subjects: list[str]) -> tuple[list[int], Freshness]:
        """The positions at which something is told of any of these subjects, in order."""

    async def page(
        self,
        view: type[View[R]],
        at_least: int,
        limit: int,
        cursor: str | None,
        **where: Any,
    ) -> dict[str, Any]:
        """One page of a view, as the body of an answer."""
        after = opened(cursor, view)
        rows, freshness = await self.read(
            at_least, [view], lambda tables: tables.page(view, where, after, limit + 1)
        )
        more = len(rows) > limit
        rows = rows[:limit]
        return {
            "position": freshness.position,
            "recorded": freshness.recorded,
            "items": rows,
            "next": closed(view, rows[-1]) if more else None,
        }


@dataclass(slots=True)
class PresentViews(Views):
    """The tables that views are kept in, and a bell that rings when they move on."""

    tables: Tables
    bell: Bell

    @property
    def today(self) -> date:
        return today()

    async def read(
        self, at_least: int, views: Needed, look: Callable[[Tables], T]
    ) -> tuple[T, Freshness]:
        behind = False
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                while True:
                    ringing = self.bell.ringing
                    seen = await asyncio.to_thread(self._look, at_least, views, look)
                    if seen is not None:
                        return seen
                    behind = True
                    await ringing.wait()
        except TimeoutError:
            if behind:
                raise TooEarly from None
            raise Unavailable("The views did not answer in time.") from None

    async def told(self, at_least: int, subjects: list[str]) -> tuple[list[int], Freshness]:
        rows, freshness = await self.read(
            at_least, [Trail], lambda tables: tables.page(Trail, {"subject": subjects})
        )
        return sorted({row.position for row in rows}), freshness

    def _look(
        self, at_least: int, views: Needed, look: Callable[[Tables], T]
    ) -> tuple[T, Freshness] | None:
        # The position is read first: what is seen then is at least as fresh as it says.
        freshness = min((self.tables.freshness(view) for view in views), key=_how_far)
        return None if freshness.position < at_least else (look(self.tables), freshness)


@dataclass(slots=True)
class PastViews(Views):
    """Views as they stood at a moment. They wait for no position: the past is what it is."""

    pasts: Pasts
    moment: datetime
    present: Views

    @property
    def today(self) -> date:
        return day_of(self.moment)

    async def read(
        self, at_least: int, views: Needed, look: Callable[[Tables], T]
    ) -> tuple[T, Freshness]:
        return await in_time(self.pasts.look(self.moment, views, look))

    async def told(self, at_least: int, subjects: list[str]) -> tuple[list[int], Freshness]:
        # The trail only grows, so its past is its beginning: nothing has to be folded for it.
        freshness = await in_time(self.pasts.freshness(self.moment))
        positions, _ = await self.present.told(freshness.position, subjects)
        return [each for each in positions if each <= freshness.position], freshness


def the_views(request: Request, as_of: AsOf = None) -> Views:
    """The dependency of every endpoint that reads a view; it brings `as_of` with it."""
    views: Views = request.state.views
    moment = the_moment(request, as_of)
    return views if moment is None else PastViews(request.state.pasts, moment, views)


def _how_far(freshness: Freshness) -> int:
    return freshness.position
