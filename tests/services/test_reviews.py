from __future__ import annotations

import asyncio
from datetime import date
from functools import partial
from uuid import UUID

import pytest

from aggregates.deeds.exemptions import request_exemption
from aggregates.deeds.learning import settle
from aggregates.deeds.readiness import declare
from aggregates.evaluation.learning import Learning
from aggregates.execution.issue import Issue
from aggregates.kernel.act import Role
from aggregates.portfolio.modules import Modules
from aggregates.readiness.exemption import Exemption
from aggregates.readiness.readiness import Readiness
from aggregates.tasks.task import Task
from bus.contracts.evaluation import LearningRaised, LearningReclassified
from bus.contracts.execution import IssueRaised, IssueSeverityChanged
from bus.contracts.portfolio import VersionReleased
from bus.contracts.readiness import ExemptionExpired, ExemptionRevoked
from log.log import Log, upon
from projections.deadlines import Deadlines
from projections.projector import Projector
from projections.tables import Tables
from services.reviews import doubt, judge_anew, learn, look_again
from tests.kit.given import act
from tests.kit.readiness import (
    FOR_GPS,
    PROGRAMME,
    VESTLAND,
    WHY,
    answered,
    judged,
    opened,
    recommended,
)
from tests.kit.readiness import ready as declared
from tests.kit.runs import BERGEN, RUN
from tests.kit.runs import opened as run
from tests.services.past import done, happened, hear, recorded
from tests.services.test_clock import ticks

NATIONAL = Readiness.id_of("pll", "national")
HELD = Readiness.id_of("pll", FOR_GPS.code)
EXEMPTION = Exemption.id_of(HELD, "K1")
PROGRAMMES = act(Role.PROGRAMME, by="p-3", body=PROGRAMME)
LAST = date(2099, 4, 30)


def learned(type: str = "criteria") -> Learning:
    return Learning.raise_(
        act(), evaluation=UUID(int=3), key="L1", run=RUN, solution="pll", track="A",
        text="Kriteriet om opplæring er for svakt.", type=type, owner="KS",
    )  # fmt: skip


def broken(severity: str = "severe", run: UUID | None = None) -> Issue:
    return Issue.raise_(
        act(), id=UUID(int=4), solution="pll", run=run, severity=severity,
        title="Oppslaget feiler", text="Hver tiende gang.", affected=[BERGEN],
    )  # fmt: skip


async def resting_on_an_exemption(log: Log) -> None:
    """PLL is declared ready for general practitioners, on a condition and without K1."""
    happened(log, recommended(judged(answered(opened(FOR_GPS), K1="partly"))))
    asking = partial(
        request_exemption, readiness=HELD, criterion="K1", reason="Rettes i mars.", until=LAST
    )
    await done(log, PROGRAMMES, asking)
    grant = upon(Exemption, EXEMPTION, Exemption.grant, reason="Trygt nok.", until=LAST)
    await done(log, act(), grant)
    owed = [{"id": "v1", "text": "Brukerstøtte på plass", "due": "2024-05-01"}]
    await done(log, act(), partial(declare, readiness=HELD, reason=WHY, conditions=owed))


async def ended(log: Log) -> None:
    """What readiness rested upon is taken back."""
    await resting_on_an_exemption(log)
    await done(log, act(), upon(Exemption, EXEMPTION, Exemption.revoke, reason="Utrygt."))
    await hear(log, look_again, ExemptionRevoked)


async def learned_without_readiness(log: Log) -> None:
    """Something is learned of the criteria in a run that rested on no readiness."""
    happened(log, run(), learned())
    await hear(log, learn, LearningRaised)


def asked_for(log: Log, kind: str) -> list[Task.Opened]:
    return [each for each in recorded(log, Task.Opened) if each.kind == kind]


@pytest.mark.rule("C03-12")
def test_a_learning_about_criteria_is_one_review_task_and_changes_no_decision(log: Log) -> None:
    async def story() -> Readiness:
        happened(log, declared(), run(), learned())
        await hear(log, learn, LearningRaised)
        return await log.read(Readiness, NATIONAL)

    readiness = asyncio.run(story())
    [task] = asked_for(log, "readiness_review")
    assert (task.about, task.for_role) == (NATIONAL, "portefoljeeier")
    assert task.facts["trigger"] == "evaluation_finding"
    assert readiness.standing == "ready"


def released(change: str) -> Modules:
    versions = Modules.open(act(), solution="pll")
    versions.release(act(), version_name="3.0", change=change, reduced=False, reason="")
    return versions


@pytest.mark.rule("C03-12")
def test_a_new_major_version_calls_for_a_review_in_each_scope_that_is_ready(log: Log) -> None:
    async def story() -> Readiness:
        happened(log, declared(), declared(FOR_GPS), opened(VESTLAND), released("larger"))
        await hear(log, judge_anew, VersionReleased)
        return await log.read(Readiness, NATIONAL)

    readiness = asyncio.run(story())
    tasks = asked_for(log, "readiness_review")
    assert {each.about for each in tasks} == {NATIONAL, HELD}
    assert {each.facts["reference"] for each in tasks} == {"version/3.0"}
    assert readiness.standing == "ready"


@pytest.mark.rule("C03-12")
def test_a_smaller_version_calls_for_no_review(log: Log) -> None:
    async def story() -> None:
        happened(log, declared(), released("smaller"))
        await hear(log, judge_anew, VersionReleased)

    asyncio.run(story())
    assert asked_for(log, "readiness_review") == []


@pytest.mark.rule("C03-12", "C10-04")
def test_where_a_run_rested_on_no_readiness_ks_looks_at_the_criteria_until_it_is_settled(
    log: Log,
) -> None:
    async def story() -> None:
        await learned_without_readiness(log)
        assert len(asked_for(log, "criteria_review")) == 1
        deciding = partial(settle, learning=learned().id, outcome="improved", reason="Nytt K4.")
        await done(log, act(), deciding)

    asyncio.run(story())
    [task] = asked_for(log, "criteria_review")
    assert (task.about, task.for_role) == (learned().id, "portefoljeeier")
    assert [each.outcome for each in recorded(log, Task.Done)] == ["improved"]


@pytest.mark.rule("C03-12")
@pytest.mark.parametrize("type", ["model", "material"])
def test_a_learning_about_something_else_calls_for_no_review(log: Log, type: str) -> None:
    async def story() -> None:
        happened(log, declared(), run(), learned(type))
        await hear(log, learn, LearningRaised)

    asyncio.run(story())
    assert asked_for(log, "readiness_review") == []


@pytest.mark.rule("C03-12", "C10-04")
def test_a_learning_that_turns_out_to_be_about_criteria_calls_for_a_review(log: Log) -> None:
    async def story() -> None:
        point = learned("material")
        happened(log, declared(), run(), point)
        await hear(log, learn, LearningRaised)
        assert asked_for(log, "readiness_review") == []
        said = upon(
            Learning, point.id, Learning.reclassify, type="criteria", reason="Kravet er for svakt."
        )
        await done(log, act(), said)
        await hear(log, learn, LearningReclassified)

    asyncio.run(story())
    [task] = asked_for(log, "readiness_review")
    assert task.facts["trigger"] == "evaluation_finding"


@pytest.mark.rule("C03-12")
@pytest.mark.parametrize("of", [None, RUN])
def test_a_severe_issue_calls_for_a_review_of_what_it_puts_in_doubt(
    log: Log, of: UUID | None
) -> None:
    async def story() -> None:
        happened(log, declared(), run(), broken(run=of))
        await hear(log, doubt, IssueRaised)

    asyncio.run(story())
    [task] = asked_for(log, "readiness_review")
    assert (task.about, task.facts["trigger"]) == (NATIONAL, "severe_issue")


@pytest.mark.rule("C03-12")
def test_an_issue_calls_for_a_review_once_it_is_found_severe(log: Log) -> None:
    async def story() -> None:
        issue = broken("minor")
        happened(log, declared(), issue)
        await hear(log, doubt, IssueRaised)
        assert asked_for(log, "readiness_review") == []
        worse = upon(
            Issue, issue.id, Issue.change_severity, severity="severe", reason="Feil legemiddel."
        )
        await done(log, act(), worse)
        await hear(log, doubt, IssueSeverityChanged)
        await hear(log, doubt, IssueRaised)

    asyncio.run(story())
    assert len(asked_for(log, "readiness_review")) == 1


@pytest.mark.rule("C03-09")
def test_the_clock_notes_that_an_exemption_has_ended_and_ks_is_to_decide_anew(
    log: Log, tables: Tables
) -> None:
    async def story() -> None:
        await resting_on_an_exemption(log)
        Projector(log.store, tables, [Deadlines]).catch_up()
        await ticks(log, tables, LAST, date(2099, 5, 1), date(2099, 5, 1))
        await hear(log, look_again, ExemptionExpired)

    asyncio.run(story())
    assert [each.until for each in recorded(log, Exemption.Expired)] == [LAST]
    [task] = asked_for(log, "exemption_ended")
    assert (task.about, task.for_role) == (HELD, "portefoljeeier")


@pytest.mark.rule("C03-09")
def test_the_end_of_an_exemption_that_nothing_rests_upon_is_nobodys_task(log: Log) -> None:
    async def story() -> None:
        happened(log, opened(FOR_GPS))
        asking = partial(
            request_exemption, readiness=HELD, criterion="K1", reason="Rettes.", until=LAST
        )
        await done(log, PROGRAMMES, asking)
        grant = upon(Exemption, EXEMPTION, Exemption.grant, reason="Trygt nok.", until=LAST)
        await done(log, act(), grant)
        await done(log, act(), upon(Exemption, EXEMPTION, Exemption.revoke, reason="Utrygt."))
        await hear(log, look_again, ExemptionRevoked)

    asyncio.run(story())
    assert asked_for(log, "exemption_ended") == []


@pytest.mark.rule("C03-09", "C03-05")
def test_an_exemption_taken_back_is_a_task_and_a_condition_is_the_programmes(log: Log) -> None:
    asyncio.run(ended(log))
    assert len(asked_for(log, "exemption_ended")) == 1
    [owed] = asked_for(log, "readiness_condition")
    assert (owed.for_body, owed.due) == (PROGRAMME, date(2024, 5, 1))
