from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from uuid import UUID

import pytest

from aggregates.deeds.invitation import remind
from aggregates.deeds.practice import REMINDER_BEFORE, REMINDERS
from aggregates.deeds.sign_up import place_after_decision, withdraw
from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Role
from aggregates.runs.pulje import Pulje
from aggregates.tasks.task import Task
from bus.contracts.invitations import InvitationExpired
from bus.contracts.runs import OfferLapsed, PlaceReleased
from log.log import Log, upon
from projections.deadlines import Deadline, Deadlines
from projections.projector import Projector
from projections.tables import Changes, Tables
from services.clock import tick
from services.offers import offer
from services.silence import follow_up
from tests.kit.practice import stated
from tests.kit.runs import (
    BERGEN,
    LEADER,
    RUN,
    SYSTEM,
    VOSS,
    decider,
    invited,
    joined,
    opened,
    pulje,
)
from tests.services.past import done, happened, hear, recorded
from tests.services.test_material import register

MINE, THEIRS = Participation.id_of(RUN, BERGEN), Participation.id_of(RUN, VOSS)
PULJE = Pulje.id_of(RUN, 1)
REMINDER = date(2024, 3, 8)
DEADLINE = date(2024, 3, 15)
AFTER = date(2024, 3, 16)


def look(log: Log, tables: Tables) -> None:
    """The view catches up with the log."""
    Projector(log.store, tables, [Deadlines]).catch_up()


async def ticks(log: Log, tables: Tables, *days: date) -> None:
    """The clock ticks on these days; the view stays as it is."""
    for day in days:
        await tick(log, tables, day, datetime.combine(day, time(6), UTC))


def test_before_its_day_nothing_is_asked(log: Log, tables: Tables) -> None:
    happened(log, invited())
    look(log, tables)
    asyncio.run(ticks(log, tables, date(2024, 2, 17), date(2024, 3, 7)))
    assert recorded(log, Participation.Reminded) == []


def test_an_unanswered_invitation_is_reminded_of_once_before_its_deadline(
    log: Log, tables: Tables
) -> None:
    async def story() -> None:
        happened(log, invited())
        for day in (REMINDER, REMINDER + timedelta(1), DEADLINE):
            look(log, tables)
            await ticks(log, tables, day)

    asyncio.run(story())
    [reminded] = recorded(log, Participation.Reminded)
    assert (reminded.on, reminded.by) == (REMINDER, "system:clock")


@pytest.mark.rule("C07-06", "T06")
def test_the_clock_reminds_as_near_the_deadline_as_the_practice_has_it(
    log: Log, tables: Tables
) -> None:
    happened(log, invited(), stated(REMINDER_BEFORE, 3, since=date(2024, 3, 1)))
    look(log, tables)
    asyncio.run(ticks(log, tables, date(2024, 2, 29), REMINDER, date(2024, 3, 11)))
    assert recorded(log, Participation.Reminded) == []
    asyncio.run(ticks(log, tables, date(2024, 3, 12)))
    assert [each.on for each in recorded(log, Participation.Reminded)] == [date(2024, 3, 12)]


@pytest.mark.rule("C07-06", "T06")
@pytest.mark.parametrize(("most", "reminded"), [(1, ["p-1"]), (2, ["p-1", "system:clock"])])
def test_who_reminds_by_hand_leaves_the_clock_its_own_within_the_number(
    log: Log, tables: Tables, most: int, reminded: list[str]
) -> None:
    async def story() -> None:
        happened(log, invited())
        if most != 2:
            happened(log, stated(REMINDERS, most))
        await done(log, LEADER, partial(remind, participation=MINE))
        for day in (REMINDER, REMINDER + timedelta(1), DEADLINE):
            look(log, tables)
            await ticks(log, tables, day)

    asyncio.run(story())
    assert [each.by for each in recorded(log, Participation.Reminded)] == reminded


def test_a_day_that_comes_twice_is_recorded_once(log: Log, tables: Tables) -> None:
    happened(log, invited())
    look(log, tables)
    asyncio.run(ticks(log, tables, REMINDER, REMINDER))
    asyncio.run(ticks(log, tables, AFTER, AFTER))
    assert len(recorded(log, Participation.Reminded)) == 1
    assert len(recorded(log, Participation.InvitationExpired)) == 1


def test_a_view_that_stands_still_reminds_twice_at_most(log: Log, tables: Tables) -> None:
    happened(log, invited())
    look(log, tables)
    asyncio.run(ticks(log, tables, *(REMINDER + timedelta(days) for days in range(8))))
    assert [each.reminder for each in recorded(log, Participation.Reminded)] == [1, 2]


def test_a_deadline_that_passes_is_no_answer_but_a_task_for_the_contact(
    log: Log, tables: Tables
) -> None:
    async def story() -> Participation:
        happened(log, register(), invited())
        look(log, tables)
        await ticks(log, tables, DEADLINE, AFTER, AFTER + timedelta(1))
        await hear(log, follow_up, InvitationExpired)
        return await log.read(Participation, MINE)

    silent = asyncio.run(story())
    assert (silent.expired, silent.answer) == (True, None)
    assert recorded(log, Participation.DecisionMade) == []
    [task] = recorded(log, Task.Opened)
    assert (task.kind, task.for_role) == ("contact_follow_up", Role.REGIONAL_CONTACT)


def test_who_answered_while_the_view_lagged_is_neither_reminded_nor_expired(
    log: Log, tables: Tables
) -> None:
    async def story() -> None:
        happened(log, invited())
        look(log, tables)
        answer = upon(
            Participation, MINE, Participation.decide,
            answer="postpone", basis_version=1, level="kommunedirektor",
        )  # fmt: skip
        await done(log, decider(), answer)
        await ticks(log, tables, REMINDER, AFTER)

    asyncio.run(story())
    assert recorded(log, Participation.Reminded) == []
    assert recorded(log, Participation.InvitationExpired) == []


def test_a_row_about_nothing_does_not_keep_others_waiting(log: Log, tables: Tables) -> None:
    happened(log, invited())
    look(log, tables)
    nobody = str(UUID(int=1))
    row = Deadline(f"{nobody}/expiry", "expiry", nobody, nobody, REMINDER, REMINDER, True)
    tables.write({Deadlines: Changes([row], [])}, tables.freshness(Deadlines))
    asyncio.run(ticks(log, tables, AFTER))
    assert len(recorded(log, Participation.InvitationExpired)) == 1


def test_an_offer_that_nobody_answers_goes_to_the_next_and_is_no_decline(
    log: Log, tables: Tables
) -> None:
    askoy = UUID(int=4627)
    theirs = Participation.id_of(RUN, askoy)

    async def story() -> Pulje:
        everybody = [joined(), joined(VOSS, "4621"), joined(askoy, "4627")]
        happened(log, opened(), pulje(capacity=1), *everybody)
        for each in everybody:
            await done(log, SYSTEM, partial(place_after_decision, participation=each.id))
        await done(log, decider(), partial(withdraw, participation=MINE))
        await hear(log, offer, PlaceReleased)
        [offered] = recorded(log, Pulje.PlaceOffered)
        assert offered.until is not None
        look(log, tables)
        await ticks(log, tables, offered.until, *[offered.until + timedelta(1)] * 2)
        await hear(log, offer, OfferLapsed)
        return await log.read(Pulje, PULJE)

    cohort = asyncio.run(story())
    assert [each.participation for each in recorded(log, Pulje.PlaceOffered)] == [THEIRS, theirs]
    assert (list(cohort.offered), cohort.waiting) == ([theirs], [THEIRS])
    assert recorded(log, Pulje.OfferDeclined) == []
