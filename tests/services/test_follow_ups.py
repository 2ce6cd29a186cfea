from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from functools import partial
from uuid import UUID

import pytest

from aggregates.adoption.adoption import Adoption
from aggregates.adoption.reports import TECHNICALLY_INTRODUCED
from aggregates.adoption.use import UseSeries
from aggregates.deeds.decision import decide
from aggregates.deeds.sign_up import withdraw
from aggregates.execution.follow_up import FollowUp
from aggregates.execution.issue import Issue
from aggregates.execution.local_work import LocalWork
from aggregates.execution.partaking import Partaking
from aggregates.execution.status import Status
from aggregates.execution.terms import Terms
from aggregates.kernel.act import OSLO, Role
from aggregates.tasks.task import Task
from bus.contracts.adoption import StageReached, UseMeasured
from bus.contracts.execution import IssueAffects, IssueAnswered
from bus.contracts.invitations import MunicipalDecisionMade
from bus.contracts.runs import PuljeFollowUpBegun
from log.log import Log, upon
from services import introduced, issues, local_work, measured
from services.follow_ups import follow_up
from tests.kit.given import act
from tests.kit.runs import (
    BERGEN,
    GROUP,
    LEADER,
    VOSS,
    decider,
    joined,
    opened,
    placed,
    pulje,
    started,
)
from tests.services.past import done, happened, hear, recorded

NOW, KINN = datetime.now(UTC), UUID(int=4602)


def day(days: int) -> date:
    return NOW.astimezone(OSLO).date() + timedelta(days=days)


@pytest.mark.rule("I32", "C08-07")
def test_those_who_took_part_are_followed_up_and_asked_for_an_owner_once(log: Log) -> None:
    async def story() -> None:
        both = (placed(), placed(VOSS, "4621"))
        run, cohort = started(*both)
        cohort.begin_follow_up(LEADER)
        happened(log, run, cohort, *both)
        await done(log, decider(VOSS), partial(withdraw, participation=both[1].id))
        await hear(log, follow_up, PuljeFollowUpBegun)

    asyncio.run(story())
    assert [each.municipality for each in recorded(log, FollowUp.Begun)] == [BERGEN]
    [task] = recorded(log, Task.Opened)
    assert (task.kind, task.for_role, task.municipality) == (
        "local_owner", Role.MUNICIPAL_COORDINATOR, BERGEN,
    )  # fmt: skip


@pytest.mark.rule("C08-03")
def test_the_own_part_of_a_municipality_that_joins_begins_once(log: Log) -> None:
    async def story() -> None:
        happened(log, opened(), pulje(), joined(), declined := joined(VOSS, "4621"))
        no = partial(
            decide, participation=declined.id, answer="decline", basis_version=1,
            level="kommunedirektor",
        )  # fmt: skip
        await done(log, decider(VOSS), no)
        await hear(log, local_work.begin, MunicipalDecisionMade)

    asyncio.run(story())
    assert [each.municipality for each in recorded(log, LocalWork.Begun)] == [BERGEN]


def introduce(days: int, stage: str = "technically_introduced") -> Adoption:
    provider = act(Role.SERVICE_PROVIDER, at=NOW)
    adoption = Adoption.begin(provider, municipality=BERGEN, solution="pll")
    adoption.reach(
        provider, stage=stage, reached_on=day(days).isoformat(), precision="day",
        source_kind="measured", source="NHN", evidence="Oppkoblet",
    )  # fmt: skip
    return adoption


def due(log: Log) -> dict[str, list[date | None]]:
    found: dict[str, list[date | None]] = {}
    for each in recorded(log, Task.Opened):
        found.setdefault(each.kind, []).append(each.due)
    return found


def scheduled(log: Log, *terms: Terms, days: int = 0, stage: str = TECHNICALLY_INTRODUCED) -> None:
    async def story() -> None:
        happened(log, introduce(days, stage), *terms)
        await hear(log, introduced.schedule, StageReached)

    asyncio.run(story())


@pytest.mark.rule("I28")
def test_after_the_technical_introduction_it_is_asked_how_it_goes(log: Log) -> None:
    scheduled(log)
    assert due(log) == {"follow_up_check": [day(28), day(84), day(182)]}


@pytest.mark.rule("I32")
def test_the_days_are_those_that_are_agreed_for_the_solution(log: Log) -> None:
    terms = Terms.begin(GROUP, solution="pll")
    terms.agree(
        GROUP, measurements=3, stale_days=60, check_weeks=[1], kept=[],
        decision="NKG 9/24",
    )  # fmt: skip
    scheduled(log, terms)
    assert due(log) == {"follow_up_check": [day(7)]}


def test_days_that_have_passed_are_not_asked_about(log: Log) -> None:
    scheduled(log, days=-90)
    assert due(log) == {"follow_up_check": [day(92)]}


def test_other_stages_ask_for_nothing(log: Log) -> None:
    scheduled(log, stage="available")
    assert due(log) == {}


def broken_issue() -> Issue:
    """Bergen and Voss have it."""
    return Issue.raise_(
        act(Role.SERVICE_PROVIDER), id=UUID(int=7), solution="pll", run=None, severity="severe",
        title="Tregt", text="", affected=[BERGEN, VOSS],
    )  # fmt: skip


def answered_issue() -> Issue:
    """It is answered."""
    issue = broken_issue()
    issue.answer(act(Role.SERVICE_PROVIDER), answer="Rettet i 4.2.")
    return issue


@pytest.mark.rule("C08-08")
def test_an_answer_goes_back_to_every_municipality_that_has_the_issue_once(log: Log) -> None:
    async def story() -> None:
        happened(log, answered_issue())
        await hear(log, issues.send_back, IssueAnswered)

    asyncio.run(story())
    tasks = recorded(log, Task.Opened)
    assert {each.municipality for each in tasks} == {BERGEN, VOSS}
    assert [each.kind for each in tasks] == ["issue_answered"] * 2


@pytest.mark.rule("C08-08")
def test_who_turns_out_to_have_it_after_the_answer_gets_the_answer_too_and_once(log: Log) -> None:
    async def story() -> None:
        happened(log, answered_issue())
        await hear(log, issues.send_back, IssueAnswered)
        await done(log, LEADER, upon(Issue, UUID(int=7), Issue.affect, municipality=KINN))
        await hear(log, issues.send_late, IssueAffects)

    asyncio.run(story())
    asked = [each.municipality for each in recorded(log, Task.Opened)]
    assert sorted(map(str, asked)) == sorted(map(str, (BERGEN, VOSS, KINN)))


@pytest.mark.rule("C08-08")
def test_who_had_it_before_the_answer_gets_it_once_also_where_that_is_heard_late(log: Log) -> None:
    async def story() -> None:
        provider, issue = act(Role.SERVICE_PROVIDER), broken_issue()
        issue.affect(provider, municipality=KINN)
        issue.answer(provider, answer="Rettet i 4.2.")
        happened(log, issue)
        await hear(log, issues.send_back, IssueAnswered)
        await hear(log, issues.send_late, IssueAffects)

    asyncio.run(story())
    asked = [each.municipality for each in recorded(log, Task.Opened)]
    assert asked.count(KINN) == 1


@pytest.mark.rule("C08-08")
def test_without_an_answer_nothing_is_sent(log: Log) -> None:
    async def story() -> None:
        issue = broken_issue()
        issue.affect(LEADER, municipality=KINN)
        happened(log, issue)
        await hear(log, issues.send_late, IssueAffects)

    asyncio.run(story())
    assert recorded(log, Task.Opened) == []


@pytest.mark.rule("I32")
def test_a_measured_month_counts_for_the_follow_up_of_who_takes_part(log: Log) -> None:
    async def story() -> None:
        provider = act(Role.SERVICE_PROVIDER)
        series = UseSeries.begin(
            provider, municipality=BERGEN, solution="pll", service="kommunen", definition=1
        )
        series.measure(provider, period="2024-01", value=3, batch="b", source="NHN")
        belongs = Partaking.begin(
            act(Role.SYSTEM, at=datetime(2023, 12, 1, tzinfo=UTC)), municipality=BERGEN,
            solution="pll", participation=placed().id,
        )  # fmt: skip
        happened(log, placed(), belongs, series)
        await hear(log, measured.note, UseMeasured)

    asyncio.run(story())
    [noted] = recorded(log, Status.Measured)
    assert (noted.on, noted.value, noted.unit) == (date(2024, 1, 31), 3, "kommunen")
