from __future__ import annotations

import asyncio
from datetime import date, timedelta
from functools import partial
from uuid import UUID

import pytest

from aggregates.deeds import follow_up
from aggregates.deeds.practice import EVALUATION_CALLED
from aggregates.deeds.sign_up import withdraw
from aggregates.evaluation.evaluation import Evaluation
from aggregates.execution.follow_up import NEEDED
from aggregates.invitations.participation import Participation
from aggregates.tasks.task import Task
from bus.contracts.execution import FollowUpDone
from bus.contracts.runs import PlaceReleased
from log.log import Log
from services.evaluating import call_for
from tests.kit.practice import stated
from tests.kit.runs import BERGEN, GROUP, RUN, VOSS, decider, placed, started
from tests.services.past import done, happened, hear, recorded


def under_way(log: Log, due: date = date(2100, 1, 1)) -> None:
    """Bergen and Voss go through pulje 1 of a national run, which owes an evaluation."""
    both = (placed(), placed(VOSS, "4621"))
    run, cohort = started(*both)
    owed = Evaluation.fall_due(
        GROUP, run=RUN, solution="pll", track="A", responsible_role="innforingsleder", due=due
    )
    happened(log, run, cohort, *both, owed)


async def finished(log: Log, municipality: UUID) -> None:
    """A municipality does without all that it is owed."""
    for lacks in NEEDED:
        without = partial(
            follow_up.do_without, participation=Participation.id_of(RUN, municipality),
            lacks=lacks, reason="Egen.",
        )  # fmt: skip
        await done(log, decider(municipality), without)


@pytest.mark.rule("C10-01")
def test_the_evaluation_is_called_for_once_the_last_participant_is_followed_up(log: Log) -> None:
    async def story() -> None:
        under_way(log)
        await finished(log, BERGEN)
        await hear(log, call_for, FollowUpDone)
        assert recorded(log, Task.Opened) == []
        await finished(log, VOSS)
        await hear(log, call_for, FollowUpDone)

    asyncio.run(story())
    [task] = recorded(log, Task.Opened)
    assert (task.kind, task.for_role) == ("evaluation_called_for", "innforingsleder")
    [moved] = recorded(log, Evaluation.DueMoved)
    assert (moved.due, moved.former_due) == (task.due, date(2100, 1, 1))
    assert moved.due - moved.on == timedelta(days=60)


@pytest.mark.rule("C10-01", "T06")
def test_whose_evaluation_is_called_for_has_as_long_as_the_practice_has_it(log: Log) -> None:
    async def story() -> None:
        under_way(log)
        happened(log, stated(EVALUATION_CALLED, 90))
        for each in (BERGEN, VOSS):
            await finished(log, each)
        await hear(log, call_for, FollowUpDone)

    asyncio.run(story())
    [moved] = recorded(log, Evaluation.DueMoved)
    assert moved.due - moved.on == timedelta(days=90)


@pytest.mark.rule("C10-01", "I03")
def test_the_last_who_is_not_followed_up_may_also_leave_and_the_rest_evaluate(log: Log) -> None:
    async def story() -> None:
        under_way(log)
        await finished(log, BERGEN)
        await hear(log, call_for, FollowUpDone)
        assert recorded(log, Task.Opened) == []
        leaving = partial(withdraw, participation=Participation.id_of(RUN, VOSS))
        await done(log, decider(VOSS), leaving)
        await hear(log, call_for, PlaceReleased)

    asyncio.run(story())
    assert [each.kind for each in recorded(log, Task.Opened)] == ["evaluation_called_for"]


@pytest.mark.rule("C10-01")
def test_where_all_have_left_nobody_is_asked_to_evaluate(log: Log) -> None:
    async def story() -> None:
        under_way(log)
        for each in (BERGEN, VOSS):
            leaving = partial(withdraw, participation=Participation.id_of(RUN, each))
            await done(log, decider(each), leaving)
        await hear(log, call_for, PlaceReleased)

    asyncio.run(story())
    assert recorded(log, Task.Opened) == []


async def all_finished(log: Log) -> None:
    """Both are followed up, after the day on which the evaluation was owed."""
    under_way(log, due=date(2024, 6, 1))
    for each in (BERGEN, VOSS):
        await finished(log, each)
    await hear(log, call_for, FollowUpDone)


@pytest.mark.rule("C10-01")
def test_a_day_that_is_past_is_not_moved_by_calling_for_it(log: Log) -> None:
    asyncio.run(all_finished(log))
    assert recorded(log, Evaluation.DueMoved) == []
    assert [each.due for each in recorded(log, Task.Opened)] == [date(2024, 6, 1)]
