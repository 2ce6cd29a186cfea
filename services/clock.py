"""Tells aggregates that their day has come; they still decide for themselves.

`python -m services.clock` runs it alone; LOG_URL says where the log and its views are.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import partial
from uuid import UUID

from aggregates.adoption.expectation import UseExpectation
from aggregates.deeds.invitation import remind
from aggregates.deeds.practice import (
    CONTACT_GAP,
    REMINDER_BEFORE,
    SECONDMENT_NOTICE,
    days_on,
)
from aggregates.deeds.regional_people import ask_for_contact, warn_of_end
from aggregates.invitations.intention import Intention
from aggregates.invitations.participation import Participation
from aggregates.kernel.act import OSLO, Act, Role
from aggregates.kernel.refusals import Missing, Refused
from aggregates.kernel.root import derived
from aggregates.practice.practice import Practice
from aggregates.readiness.exemption import Exemption
from aggregates.runs.pulje import Pulje
from log.log import Crowded, Deed, Log, upon
from log.opening import open_store
from log.store import Unavailable
from projections.deadlines import Deadline, Deadlines
from projections.opening import open_tables
from projections.tables import Tables, order_key
from services.asking import KS
from services.running import run

logger = logging.getLogger(__name__)

TICK_SECONDS = 60.0
PAGE = 500


async def tick(log: Log, tables: Tables, today: date, at: datetime) -> None:
    """Put every open deadline that has come by `today` to its aggregate.

    How long before or after the day that it is about, is read of KS's practice once. The view
    proposes and the aggregate decides, so a row that is out of date does no harm, and
    a day that comes twice is recorded once. Raises `Unavailable` and `Crowded`.
    """
    shifts = await log.look(lambda desk: _shifts(desk.find(Practice, Practice.ID), today))
    for deadline in await asyncio.to_thread(_due, tables, today, shifts):
        act = _act(deadline, today, at)
        try:
            await log.ask(act, DEEDS[deadline.kind](deadline, today))
        except (Refused, Missing) as refusal:
            logger.info("The %s of %s: %s", deadline.kind, deadline.aggregate, refusal)


async def go(log: Log, tables: Tables) -> None:
    """Tick now and then every minute, for ever. What time does not mend is raised."""
    await asyncio.to_thread(tables.create, Deadlines)
    while True:
        at = datetime.now(UTC)
        try:
            await tick(log, tables, at.astimezone(OSLO).date(), at)
        except (Unavailable, Crowded) as error:
            logger.warning("The clock ticks again in a minute: %r", error)
        await asyncio.sleep(TICK_SECONDS)


def _act(deadline: Deadline, today: date, at: datetime) -> Act:
    command = derived("clock", deadline.kind, deadline.aggregate, deadline.id, today)
    return Act("system:clock", Role.SYSTEM, KS, at, command)


def _shifts(practice: Practice | None, today: date) -> dict[str, timedelta]:
    """How long after the day that it is about something is asked, by its kind; before, if less."""
    before, gap, notice = (
        days_on(practice, name, today) for name in (REMINDER_BEFORE, CONTACT_GAP, SECONDMENT_NOTICE)
    )
    return {"reminder": -before, "contact": gap, "secondment": -notice}


def _due(tables: Tables, today: date, shifts: Mapping[str, timedelta]) -> list[Deadline]:
    found: list[tuple[date, Deadline]] = []
    for kind in DEEDS:
        shift, where = shifts.get(kind, timedelta()), {"kind": kind, "open": True}
        page = tables.page(Deadlines, where, None, PAGE)
        while page:
            found += [(row.due(shift), row) for row in page if row.due(shift) <= today]
            if page[-1].day + shift > today:
                break
            page = tables.page(Deadlines, where, order_key(Deadlines, page[-1]), PAGE)
    return [row for _, row in sorted(found, key=lambda each: each[0])]


def _remind(deadline: Deadline, today: date) -> Deed:
    return partial(remind, participation=UUID(deadline.aggregate), today=today)


def _expire(deadline: Deadline, today: date) -> Deed:
    return upon(Participation, UUID(deadline.aggregate), Participation.expire, today=today)


def _lapse(deadline: Deadline, today: date) -> Deed:
    """A participation with an offer waits until it accepts, so only the pulje changes."""
    who = UUID(deadline.participation)
    return upon(Pulje, UUID(deadline.aggregate), Pulje.lapse_offer, participation=who, today=today)


def _miss(deadline: Deadline, today: date) -> Deed:
    return upon(UseExpectation, UUID(deadline.aggregate), UseExpectation.miss, today=today)


def _lapse_intention(deadline: Deadline, today: date) -> Deed:
    return upon(Intention, UUID(deadline.aggregate), Intention.lapse, today=today)


def _warn(deadline: Deadline, today: date) -> Deed:
    seconded, number = UUID(deadline.aggregate), int(deadline.participation)
    return partial(warn_of_end, seconded=seconded, number=number, today=today)


def _ask_for_contact(deadline: Deadline, today: date) -> Deed:
    return partial(ask_for_contact, group=UUID(deadline.aggregate), today=today)


def _end(deadline: Deadline, today: date) -> Deed:
    return upon(Exemption, UUID(deadline.aggregate), Exemption.expire, today=today)


DEEDS: dict[str, Callable[[Deadline, date], Deed]] = {
    "reminder": _remind,
    "expiry": _expire,
    "offer": _lapse,
    "measurement": _miss,
    "intention": _lapse_intention,
    "secondment": _warn,
    "contact": _ask_for_contact,
    "exemption": _end,
}


async def _alone() -> None:
    url = os.environ["LOG_URL"]
    tables = await asyncio.to_thread(open_tables, url)
    try:
        with Log(await asyncio.to_thread(open_store, url)) as log:
            await go(log, tables)
    finally:
        tables.close()


if __name__ == "__main__":
    run(_alone())
