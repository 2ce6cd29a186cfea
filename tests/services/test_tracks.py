from __future__ import annotations

import asyncio
from datetime import date

import pytest

from aggregates.kernel.act import Role
from aggregates.runs.run import Run
from aggregates.tasks.task import Task
from bus.contracts.runs import (
    CommunicationPlanned,
    CompletionAssigned,
    PlanReviewed,
    RegionalRunNotified,
    TrackChosen,
)
from log.log import Log, upon
from services.tracks import conclude, require, return_plan
from tests.kit.regions import VESTLAND, serving
from tests.kit.runs import CONTACT, GROUP, LEADER, RUN, chosen, planned, proposed
from tests.services.past import done, happened, hear, recorded


@pytest.mark.rule("I21")
def test_a_track_b_asks_the_regional_contact_once_to_tell_the_group_of_it(log: Log) -> None:
    async def story() -> None:
        happened(log, *serving(), chosen(proposed("regional:46"), "B"))
        await hear(log, require, TrackChosen)

    asyncio.run(story())
    [task] = recorded(log, Task.Opened)
    assert (task.kind, task.for_role) == ("regional_notification", Role.REGIONAL_CONTACT)
    assert task.for_body == VESTLAND
    assert task.facts == {"solution": "pll", "scope": "regional:46"}


@pytest.mark.rule("I20", "C05-07")
def test_a_track_c_asks_its_leader_for_what_it_is_not_reviewed_without(log: Log) -> None:
    async def story() -> None:
        happened(log, chosen(proposed("limited:vkp"), "C"))
        await hear(log, require, TrackChosen)

    asyncio.run(story())
    tasks = recorded(log, Task.Opened)
    assert {each.kind for each in tasks} == {"completion_owner", "communication_plan"}
    assert {each.for_role for each in tasks} == {Role.ROLLOUT_LEADER}


def test_nothing_is_asked_for_that_is_done_already_or_that_the_track_does_not_need(
    log: Log,
) -> None:
    async def story() -> None:
        happened(log, chosen(proposed()))
        await hear(log, require, TrackChosen)

    asyncio.run(story())
    assert recorded(log, Task.Opened) == []


def test_what_was_asked_for_is_closed_when_it_is_done(log: Log) -> None:
    async def story() -> None:
        happened(log, chosen(proposed("limited:vkp"), "C"))
        await hear(log, require, TrackChosen)
        completing = upon(
            Run, RUN, Run.assign_completion, owner="994598759", plan="NHN 24/14",
            review_on=date(2025, 1, 15),
        )  # fmt: skip
        await done(log, LEADER, completing)
        await done(log, LEADER, upon(Run, RUN, Run.plan_communication, plan="KS 24/31"))
        await hear(log, conclude, CompletionAssigned)
        await hear(log, conclude, CommunicationPlanned)

    asyncio.run(story())
    assert len(recorded(log, Task.Done)) == 2


@pytest.mark.rule("I21")
def test_a_region_that_has_told_is_not_asked_to_any_more(log: Log) -> None:
    async def story() -> None:
        happened(log, chosen(proposed("regional:46"), "B"))
        await hear(log, require, TrackChosen)
        telling = upon(
            Run, RUN, Run.notify, starts=date(2024, 9, 1), ends=date(2025, 3, 1), reason="Samtidig"
        )
        await done(log, CONTACT, telling)
        await hear(log, conclude, RegionalRunNotified)

    asyncio.run(story())
    [closed] = recorded(log, Task.Done)
    assert closed.role == Role.SYSTEM


@pytest.mark.rule("C06-12")
def test_a_plan_that_is_sent_back_or_remarked_on_goes_to_its_leader(log: Log) -> None:
    async def story() -> None:
        run = planned(chosen(proposed()))
        run.review_plan(GROUP, outcome="adjust", remark="Kolliderer i mai")
        happened(log, run)
        await hear(log, return_plan, PlanReviewed)

    asyncio.run(story())
    [task] = recorded(log, Task.Opened)
    assert (task.kind, task.for_role, task.for_body) == (
        "plan_remarks", "innforingsleder", "983544622",
    )  # fmt: skip


@pytest.mark.rule("C06-12")
def test_remarks_that_another_plan_has_met_by_then_are_not_given_back(log: Log) -> None:
    async def story() -> None:
        run = planned(chosen(proposed()))
        run.review_plan(GROUP, outcome="adjust", remark="Kolliderer i mai")
        run.draft_plan(GROUP, plan="24/00417-5")
        run.review_plan(GROUP, outcome="approved")
        happened(log, run)
        await hear(log, return_plan, PlanReviewed)

    asyncio.run(story())
    assert recorded(log, Task.Opened) == []
