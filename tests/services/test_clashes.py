from __future__ import annotations

import asyncio
from functools import partial
from uuid import UUID

import pytest

from aggregates.coordination.calendar import Calendar
from aggregates.deeds.capacity import enter
from aggregates.kernel.desk import Desk
from aggregates.runs.pulje import Pulje
from bus.contracts.runs import PuljeStarted
from log.log import Log
from services.clashes import note
from tests.aggregates.test_calendar import OTHER, pulje_of_other
from tests.kit.runs import BERGEN, LEADER, RUN, SYSTEM, placed, started
from tests.services.past import done, happened, hear, recorded


def entering(desk: Desk, *, run: UUID) -> Calendar:
    return enter(desk, desk.get(Pulje, Pulje.id_of(run, 1)))


@pytest.mark.rule("C13-03")
def test_when_a_pulje_starts_the_municipalities_it_shares_with_others_are_told_once(
    log: Log,
) -> None:
    async def story() -> None:
        bergen, other = placed(), pulje_of_other()
        other.take(SYSTEM, participation=UUID(int=9), municipality=BERGEN)
        happened(log, *started(bergen), bergen, other)
        for run in (RUN, OTHER):
            await done(log, LEADER, partial(entering, run=run))
        await hear(log, note, PuljeStarted)

    asyncio.run(story())
    [clash] = recorded(log, Calendar.ClashDetected)
    assert [each["subject"] for each in clash.clashes] == ["4601"]


@pytest.mark.rule("C13-03")
def test_a_pulje_that_is_in_no_calendar_meets_nobody(log: Log) -> None:
    async def story() -> None:
        happened(log, *started())
        await hear(log, note, PuljeStarted)

    asyncio.run(story())
    assert recorded(log, Calendar.ClashDetected) == []
