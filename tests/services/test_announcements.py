from __future__ import annotations

import asyncio
from datetime import date

import pytest

from aggregates.deeds.practice import KOMMIT, TOLD
from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Role
from aggregates.practice.practice import Practice
from aggregates.readiness.exemption import Exemption
from aggregates.readiness.readiness import Readiness
from aggregates.readiness.scope import NATIONAL
from aggregates.tasks.notice import Notice
from aggregates.tasks.task import Task
from bus.contracts.readiness import ReadinessDeclared
from log.log import Log, upon
from services.announcements import announce
from tests.kit.given import act
from tests.kit.readiness import KS, PROGRAMME, WHY, answered, judged, published, ready, recommended
from tests.services.past import done, happened, hear, recorded
from tests.services.test_reviews import EXEMPTION, resting_on_an_exemption


def reopened(readiness: Readiness) -> Readiness:
    """The next round of the same assessment, ready to be decided."""
    criteria = published().version_for("national_solution", NATIONAL)
    readiness.open_round(act(), programme_owner=PROGRAMME, criteria=criteria, decider=KS)
    return recommended(judged(answered(readiness)))


@pytest.mark.rule("T06", "C22-03")
def test_those_who_plan_rollouts_are_told_once_and_invite_nobody(log: Log) -> None:
    async def story() -> None:
        happened(log, ready())
        await hear(log, announce, ReadinessDeclared)

    asyncio.run(story())
    [notice] = recorded(log, Notice.Sent)
    assert [(each["role"], each["body"]) for each in notice.to] == [
        ("koordineringsgruppe", None), ("regional_kontakt", None), (None, KOMMIT),
    ]  # fmt: skip
    assert notice.facts == {"solution": "pll", "scope": "national", "outcome": "ready"}
    [task] = recorded(log, Task.Opened)
    assert (task.kind, task.for_role) == ("track_assessment", Role.COORDINATING_GROUP)
    assert recorded(log, Participation.Invited) == []


@pytest.mark.rule("T06", "C22-03")
def test_those_whom_ks_has_stated_are_told_of_what_is_declared_from_then_on(log: Log) -> None:
    practice = Practice.begin(act())
    practice.state(
        act(),
        name=TOLD,
        value=["program"],
        default=[],
        since=date(2024, 2, 16),
        decision="KS 26/311",
    )

    async def story() -> None:
        happened(log, practice, ready())
        await hear(log, announce, ReadinessDeclared)

    asyncio.run(story())
    [notice] = recorded(log, Notice.Sent)
    assert notice.to == [{"role": "program", "body": None}]


@pytest.mark.rule("C03-09", "I10")
def test_what_is_ready_under_an_exemption_is_told_too(log: Log) -> None:
    async def story() -> None:
        await resting_on_an_exemption(log)
        await hear(log, announce, ReadinessDeclared)

    asyncio.run(story())
    [notice] = recorded(log, Notice.Sent)
    assert notice.facts["outcome"] == "ready_with_conditions"
    assert [each.kind for each in recorded(log, Task.Opened)].count("track_assessment") == 1


@pytest.mark.rule("C03-09", "I10")
def test_what_rested_on_an_exemption_that_has_ended_meanwhile_is_not_told(log: Log) -> None:
    async def story() -> None:
        await resting_on_an_exemption(log)
        await done(log, act(), upon(Exemption, EXEMPTION, Exemption.revoke, reason="Utrygt."))
        await hear(log, announce, ReadinessDeclared)

    asyncio.run(story())
    assert recorded(log, Notice.Sent) == []


def test_each_declaration_is_told_by_itself(log: Log) -> None:
    async def story() -> None:
        again = reopened(ready())
        again.declare(act(), reason=f"{WHY} Også nå.")
        happened(log, again)
        await hear(log, announce, ReadinessDeclared)

    asyncio.run(story())
    assert len(recorded(log, Notice.Sent)) == 2


def test_a_readiness_taken_back_meanwhile_is_not_announced(log: Log) -> None:
    async def story() -> None:
        again = reopened(ready())
        again.declare_not_ready(act(), reason="Feil i oppslaget.")
        happened(log, again)
        await hear(log, announce, ReadinessDeclared)

    asyncio.run(story())
    assert recorded(log, Notice.Sent) == []
    assert recorded(log, Task.Opened) == []
