from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

import pytest

from aggregates.coordination.calendar import Calendar
from aggregates.coordination.capacity import Capacity
from aggregates.kernel.act import Role
from bus.contracts.runs import PuljeClosed
from log.log import Log
from services.capacity import free
from tests.kit.given import act
from tests.kit.runs import GROUP, LEADER, RUN, opened, pulje
from tests.services.past import happened, hear, recorded

NHN = "994598759"
FIRST: dict[str, Any] = {"run": RUN, "number": 1}
SPRING: dict[str, Any] = {"since": date(2024, 3, 1), "until": date(2024, 6, 1)}
SLOTS = {"kind": "onboarding_slots", "owner": NHN, "amount": 1, "per_place": True}


def committed() -> Capacity:
    provider = act(Role.SERVICE_PROVIDER, body=NHN)
    ledger = Capacity.begin(provider, kind="onboarding_slots", owner=NHN)
    ledger.commit(provider, key="2024", amount=20, source="NHN 24/44", **SPRING)
    ledger.reserve(GROUP, **FIRST, amount=20, **SPRING)
    return ledger


@pytest.mark.rule("C06-13")
def test_when_a_pulje_is_closed_what_it_had_is_released_once(log: Log) -> None:
    cohort, calendar, ledger = pulje(), Calendar.open(LEADER), committed()
    calendar.enter(LEADER, **FIRST, leader="p-7", since=cohort.starts, until=SPRING["until"])
    calendar.state_needs(LEADER, **FIRST, needs=[SLOTS])
    cohort.start(LEADER, trace=[])
    cohort.begin_follow_up(LEADER)
    cohort.close(LEADER, trace=[])
    happened(log, opened(), cohort, calendar, ledger)
    asyncio.run(hear(log, free, PuljeClosed))
    [released] = recorded(log, Capacity.Released)
    assert (released.number, released.amount) == (1, 20)
    assert len(recorded(log, Calendar.PuljeRemoved)) == 1
