"""What had been recorded by a moment is a beginning of the log, and stays the same one."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from aggregates.kernel.refusals import Missing
from aggregates.portfolio.solution import Solution
from log.log import Log, founding, upon
from log.timeline import Timeline
from tests.kit.given import MORNING, act

KJ = Solution.id_of("kj")


def minute(number: int) -> datetime:
    return MORNING + timedelta(minutes=number)


def told(log: Log, *minutes: int) -> None:
    """A solution is registered, and paused or taken up again, at these minutes, in this order."""

    async def tell() -> None:
        for at in minutes:
            stands = log.store.head()
            phase = "paused" if stands % 2 else "registered"
            deed = (
                upon(Solution, KJ, Solution.move, phase=phase, decision="KS 1/24")
                if stands
                else founding(
                    Solution.register,
                    code="kj", name="KJ", kind="method", owner="1", source="S3",
                )
            )  # fmt: skip
            await log.ask(replace(act(at=minute(at)), command=uuid4()), deed)

    asyncio.run(tell())


def positions(log: Log, *minutes: int) -> list[int]:
    timeline = Timeline(log.store)
    return [timeline.position(minute(each)) for each in minutes]


def test_before_the_first_entry_the_log_is_empty(log: Log) -> None:
    assert positions(log, 0) == [0]
    told(log, 1, 2)
    assert positions(log, 0) == [0]


def test_a_moment_holds_what_was_recorded_at_it_and_before(log: Log) -> None:
    told(log, 1, 2, 2, 5)
    assert positions(log, 5, 1, 4, 2, 9) == [4, 1, 3, 3, 4]


def test_what_follows_on_something_later_was_not_known_although_its_own_time_is_earlier(
    log: Log,
) -> None:
    told(log, 1, 5, 3, 4, 6)
    assert positions(log, 1, 4, 5, 6) == [1, 1, 4, 5]


def test_what_was_known_stays_the_same_whatever_is_recorded_later(log: Log) -> None:
    told(log, 1, 2, 8)
    timeline = Timeline(log.store)
    before = [timeline.position(minute(each)) for each in range(8)]
    told(log, 3, 1, 7, 9)
    assert [timeline.position(minute(each)) for each in range(8)] == before
    assert positions(log, *range(8)) == before


def test_a_timeline_reads_on_where_the_log_has_grown(log: Log) -> None:
    timeline = Timeline(log.store)
    for number in range(1, 4):
        told(log, number)
        assert timeline.position(minute(number)) == number


def test_an_aggregate_is_read_as_it_stood_at_a_position(log: Log) -> None:
    told(log, 1, 2, 3)

    async def phases() -> list[str]:
        return [(await log.read_at(Solution, KJ, each)).phase for each in (1, 2, 3)]

    assert asyncio.run(phases()) == ["registered", "paused", "registered"]


def test_an_aggregate_was_not_there_before_it_was_founded(log: Log) -> None:
    told(log, 1)
    with pytest.raises(Missing):
        asyncio.run(log.read_at(Solution, KJ, 0))
