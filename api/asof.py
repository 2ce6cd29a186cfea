"""Two times: what is asked `as_of` a moment is answered with what was recorded by then."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import Future
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any, TypeVar
from uuid import UUID

from fastapi import Query, Request
from pydantic import BeforeValidator, WithJsonSchema

from aggregates.kernel.act import OSLO
from aggregates.kernel.refusals import Missing
from aggregates.kernel.root import Root
from api.asking import today
from api.problems import Precondition, Unfinished
from log.log import Log
from projections.pasts import Pasts

WAIT_SECONDS = 5.0
WRITTEN = (
    r"^(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}"
    r"(T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2}))?$"
)
R = TypeVar("R", bound=Root)
T = TypeVar("T")


def moment(written: Any) -> datetime:
    """The moment that is meant: a day means its end in Europe/Oslo. Raises ValueError."""
    if not isinstance(written, str) or not re.fullmatch(WRITTEN, written):
        raise ValueError("A moment is written as 2024-11-27 or as 2024-11-27T15:00:00+01:00.")
    if "T" in written:
        return datetime.fromisoformat(written).astimezone(UTC)
    tomorrow = date.fromisoformat(written) + timedelta(days=1)
    midnight = datetime.combine(tomorrow, time(), OSLO).astimezone(UTC)
    return midnight - timedelta(microseconds=1)


AsOf = Annotated[
    Annotated[
        datetime,
        BeforeValidator(moment),
        WithJsonSchema({"type": "string", "pattern": WRITTEN}),
    ]
    | None,
    Query(
        description="As it was known: with what was recorded by this moment (RFC 3339), or by the "
        "end of this day in Europe/Oslo. Not together with `at_least`."
    ),
]


def day_of(moment: datetime) -> date:
    """The day it was at a moment, where the municipalities are."""
    return moment.astimezone(OSLO).date()


def the_moment(request: Request, as_of: datetime | None) -> datetime | None:
    """The moment asked about, or None for the present. Refuses what cannot be known yet."""
    if as_of is None:
        return None
    if "at_least" in request.query_params:
        raise Precondition(422, "as_of_at_least")
    if as_of > datetime.now(UTC):
        raise Precondition(422, "as_of_future")
    return as_of


async def in_time(future: Future[T], seconds: float = WAIT_SECONDS) -> T:
    """What comes of it, in bounded time. Raises `Unfinished`; what has begun then goes on."""
    try:
        async with asyncio.timeout(seconds):
            return await asyncio.wrap_future(future)
    except TimeoutError:
        raise Unfinished from None


class Histories:
    """Aggregates for reading: as they stand, or as they stood."""

    def __init__(self, log: Log, pasts: Pasts, moment: datetime | None) -> None:
        self._log, self._pasts, self._moment = log, pasts, moment

    @property
    def today(self) -> date:
        """The day it is, or was: what a day that is not given means."""
        return today() if self._moment is None else day_of(self._moment)

    async def read(self, kind: type[R], id: UUID) -> R:
        """The aggregate. Raises `Missing`, also where it was founded later than asked about."""
        if self._moment is None:
            return await self._log.read(kind, id)
        freshness = await in_time(self._pasts.freshness(self._moment))
        return await self._log.read_at(kind, id, freshness.position)

    async def find(self, kind: type[R], id: UUID) -> R | None:
        """The aggregate, or None where there is none, or was none then."""
        try:
            return await self.read(kind, id)
        except Missing:
            return None


def the_histories(request: Request, as_of: AsOf = None) -> Histories:
    """The dependency of every endpoint that reads an aggregate; it brings `as_of` with it."""
    state = request.state
    return Histories(state.log, state.pasts, the_moment(request, as_of))
