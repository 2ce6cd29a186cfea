from __future__ import annotations

import asyncio

from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Role
from aggregates.readiness.readiness import Readiness
from aggregates.tasks.notice import Notice
from aggregates.tasks.task import Task
from bus.contracts.readiness import ReadinessDeclared
from log.log import Log
from services.announcements import announce
from tests.kit.given import act
from tests.kit.readiness import PROGRAMME, WHY, answered, judged, published, ready, recommended
from tests.services.past import happened, hear, recorded


def reopened(readiness: Readiness) -> Readiness:
    """The next round of the same assessment, ready to be decided."""
    criteria = published().version_for("national_solution")
    readiness.open_round(act(), programme_owner=PROGRAMME, criteria=criteria)
    return recommended(judged(answered(readiness)))


def test_those_who_plan_rollouts_are_told_once_and_invite_nobody(log: Log) -> None:
    async def story() -> None:
        happened(log, ready())
        await hear(log, announce, ReadinessDeclared)

    asyncio.run(story())
    [notice] = recorded(log, Notice.Sent)
    assert {each["role"] for each in notice.to} == {"koordineringsgruppe", "regional_kontakt"}
    assert notice.facts == {"solution": "pll", "scope": "national", "outcome": "ready"}
    [task] = recorded(log, Task.Opened)
    assert (task.kind, task.for_role) == ("track_assessment", Role.COORDINATING_GROUP)
    assert recorded(log, Participation.Invited) == []


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
