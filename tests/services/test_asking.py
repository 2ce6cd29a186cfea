from __future__ import annotations

import asyncio
from datetime import date
from uuid import UUID

import pytest

from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Missing
from aggregates.runs.pulje import Pulje
from bus.contracts.invitations import InvitationSent
from bus.contracts.kernel import CloudEvent
from log.log import Deed, Log, upon
from log.store import Receipt, Unavailable
from services.asking import ask
from tests.kit.runs import BERGEN, RUN, invited, pulje
from tests.services.past import happened, recorded, told

MINE = Participation.id_of(RUN, BERGEN)


def heard(log: Log) -> CloudEvent:
    """Bergen is invited, and pulje 1 is there; a reaction hears of the invitation."""
    happened(log, invited(), pulje())
    [(_, envelope)] = told(log, InvitationSent)
    return envelope


def expiring(today: date) -> Deed:
    return upon(Participation, MINE, Participation.expire, today=today)


def room_for(capacity: int) -> Deed:
    return upon(Pulje, Pulje.id_of(RUN, 1), Pulje.change_capacity, capacity=capacity)


@pytest.mark.rule("I65")
def test_what_one_message_leads_to_is_recorded_once(log: Log) -> None:
    async def story() -> None:
        message = heard(log)
        for capacity in (8, 9):
            await ask(log, "offers", message, room_for(capacity))

    asyncio.run(story())
    assert [each.capacity for each in recorded(log, Pulje.CapacityChanged)] == [8]


@pytest.mark.rule("I65")
def test_the_parts_of_what_one_message_leads_to_are_told_apart(log: Log) -> None:
    async def story() -> None:
        message = heard(log)
        await ask(log, "offers", message, room_for(8), "first")
        await ask(log, "offers", message, room_for(9), "second")

    asyncio.run(story())
    assert [each.capacity for each in recorded(log, Pulje.CapacityChanged)] == [8, 9]


def test_that_it_is_not_so_is_a_good_end(log: Log) -> None:
    async def story() -> None:
        await ask(log, "silence", heard(log), expiring(date(2024, 3, 15)))  # its last day

    asyncio.run(story())
    assert recorded(log, Participation.InvitationExpired) == []


def test_what_is_there_already_is_a_good_end(log: Log) -> None:
    async def story() -> None:
        await ask(log, "silence", heard(log), lambda desk: desk.found(invited()))

    asyncio.run(story())
    assert len(recorded(log, Participation.Invited)) == 1


def test_what_was_never_there_is_a_fault(log: Log) -> None:
    nobody = upon(Participation, UUID(int=1), Participation.expire, today=date(2024, 3, 16))
    with pytest.raises(Missing):
        asyncio.run(ask(log, "silence", heard(log), nobody))


class Interrupted(Log):
    """A log that is away the first times it is asked."""

    away = 2

    async def ask(self, act: Act, deed: Deed, digest: str | None = None) -> Receipt:
        if self.away:
            self.away -= 1
            raise Unavailable("away")
        return await super().ask(act, deed, digest)


def test_a_log_that_is_away_is_waited_for(log: Log) -> None:
    message = heard(log)
    asyncio.run(ask(Interrupted(log.store), "silence", message, expiring(date(2024, 3, 16))))
    assert len(recorded(log, Participation.InvitationExpired)) == 1
