from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime

import pytest

from aggregates.invitations.basis import DecisionBasis
from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Role
from aggregates.tasks.task import Task
from api import texts
from bus.contracts.invitations import InvitationExpired
from log.log import Deed, Log, upon
from services.silence import follow_up
from tests.kit.given import act
from tests.kit.regions import VESTLAND, serving
from tests.kit.runs import BERGEN, DEADLINE, LEADER, RUN, SYSTEM, decider, invited
from tests.services.past import done, happened, hear, recorded
from tests.services.test_material import register

MINE = Participation.id_of(RUN, BERGEN)
AFTER = act(Role.SYSTEM, at=datetime(2024, 3, 16, 8, tzinfo=UTC))


def expiring(today: date = date(2024, 3, 16)) -> Deed:
    return upon(Participation, MINE, Participation.expire, today=today)


def inviting_again(deadline: date) -> Deed:
    return upon(
        Participation, MINE, Participation.invite_again, number="4601", region="46",
        basis=DecisionBasis.id_of(RUN), basis_version=1, puljer=[1], deadline=deadline, trace=[],
    )  # fmt: skip


@pytest.mark.rule("I02", "C07-06")
def test_the_regional_contact_is_asked_once_to_call_who_has_not_answered(log: Log) -> None:
    async def story() -> None:
        happened(log, register(), *serving(), invited())
        await done(log, AFTER, expiring())
        await hear(log, follow_up, InvitationExpired)

    asyncio.run(story())
    [task] = recorded(log, Task.Opened)
    assert (task.kind, task.for_role) == ("contact_follow_up", Role.REGIONAL_CONTACT)
    assert (task.about, task.municipality, task.facts["region"]) == (MINE, BERGEN, "46")
    assert task.for_body == VESTLAND
    assert recorded(log, Participation.DecisionMade) == []
    assert recorded(log, Participation.Withdrawn) == []


def test_who_has_answered_meanwhile_is_not_called(log: Log) -> None:
    async def story() -> None:
        happened(log, register(), *serving(), invited())
        await done(log, AFTER, expiring())
        decided = upon(
            Participation, MINE, Participation.decide,
            answer="decline", basis_version=1, level="kommunedirektor",
        )  # fmt: skip
        await done(log, decider(), decided)
        await hear(log, follow_up, InvitationExpired)

    asyncio.run(story())
    assert recorded(log, Task.Opened) == []


def test_each_invitation_that_stays_unanswered_is_followed_up(log: Log) -> None:
    async def story() -> None:
        happened(log, register(), *serving(), invited())
        await done(log, AFTER, expiring())
        await hear(log, follow_up, InvitationExpired)
        await done(log, LEADER, inviting_again(date(2024, 6, 1)))
        await hear(log, follow_up, InvitationExpired)
        await done(log, AFTER, expiring(date(2024, 6, 2)))
        await hear(log, follow_up, InvitationExpired)

    asyncio.run(story())
    deadlines = [each.facts["deadline"] for each in recorded(log, Task.Opened)]
    assert deadlines == [DEADLINE.isoformat(), "2024-06-01"]


@pytest.mark.rule("I02")
def test_a_contact_reads_that_silence_is_neither_yes_nor_no(log: Log) -> None:
    async def story() -> None:
        happened(log, register(), *serving(), invited())
        await done(log, SYSTEM, expiring())
        await hear(log, follow_up, InvitationExpired)

    asyncio.run(story())
    [task] = recorded(log, Task.Opened)
    assert texts.subject(task.subject_key, task.facts) == (
        "Kommune 4601 har ikke svart på invitasjonen til pll innen 2024-03-15. "
        "Det er verken et ja eller et nei. Ta kontakt."
    )
