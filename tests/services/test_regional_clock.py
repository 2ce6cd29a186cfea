"""The clock warns of a secondment that ends, and asks where a region has no contact."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, time, timedelta

import pytest

from aggregates.deeds.practice import CONTACT_GAP, SECONDMENT_NOTICE
from aggregates.kernel.act import Role
from aggregates.regions.regional_group import RegionalGroup
from aggregates.regions.seconded import Seconded
from aggregates.tasks.notice import Notice
from aggregates.tasks.task import Task
from log.log import Deed, Log, upon
from projections.deadlines import Deadlines
from projections.projector import Projector
from projections.tables import Tables
from services.clock import tick
from tests.aggregates.test_regional_group import appointed
from tests.aggregates.test_seconded import YEAR_END, seconded
from tests.kit.given import MORNING, act
from tests.kit.http import BERGEN
from tests.kit.practice import stated
from tests.kit.regions import CONTACT, DIGIVESTLAND, NETWORK, PERSON, VESTLAND, group, register
from tests.services.past import done, happened, recorded

JUNE = date(2024, 6, 1)


async def ticks(log: Log, tables: Tables, *days: date) -> None:
    for day in days:
        Projector(log.store, tables, [Deadlines]).catch_up()
        await tick(log, tables, day, datetime.combine(day, time(6), UTC))


@pytest.mark.rule("C12-06")
def test_a_secondment_that_ends_is_warned_of_once_ninety_days_before(
    log: Log, tables: Tables
) -> None:
    near = YEAR_END - timedelta(days=90)
    there = register("4601")
    there.state_organisation(act(Role.SYSTEM), number="4601", orgnr=BERGEN, on=MORNING.date())
    home = there.id_of("4601", MORNING.date())
    happened(log, there, group(), seconded({"municipality": home}))
    asyncio.run(ticks(log, tables, near - timedelta(days=1)))
    assert recorded(log, Seconded.EndWarned) == []
    asyncio.run(ticks(log, tables, near, near + timedelta(days=1)))
    assert [each.until for each in recorded(log, Seconded.EndWarned)] == [YEAR_END]
    [notice] = recorded(log, Notice.Sent)
    assert [(each["role"], each["body"]) for each in notice.to] == [
        (None, DIGIVESTLAND), (None, VESTLAND), ("nettverksressurs", VESTLAND), (None, BERGEN),
    ]  # fmt: skip
    assert notice.facts["municipality"] == str(home)


@pytest.mark.rule("C12-06", "T06")
def test_how_long_before_its_end_one_is_warned_is_for_the_practice_to_say(
    log: Log, tables: Tables
) -> None:
    near = YEAR_END - timedelta(days=30)
    happened(log, register("4601"), group(), seconded({}), stated(SECONDMENT_NOTICE, 30))
    asyncio.run(ticks(log, tables, YEAR_END - timedelta(days=90), near - timedelta(days=1)))
    assert recorded(log, Seconded.EndWarned) == []
    asyncio.run(ticks(log, tables, near))
    assert len(recorded(log, Seconded.EndWarned)) == 1


@pytest.mark.rule("I41", "T06")
def test_how_long_a_region_may_be_without_a_contact_is_for_the_practice_to_say(
    log: Log, tables: Tables
) -> None:
    vacated = appointed()
    vacated.end_term(NETWORK, person=PERSON, function=CONTACT, until=JUNE)
    happened(log, vacated, stated(CONTACT_GAP, 30))
    asyncio.run(ticks(log, tables, JUNE + timedelta(days=29)))
    assert recorded(log, Task.Opened) == []
    asyncio.run(ticks(log, tables, JUNE + timedelta(days=30)))
    assert len(recorded(log, Task.Opened)) == 1


@pytest.mark.rule("I41")
def test_a_region_without_a_contact_is_asked_for_one_after_a_fortnight(
    log: Log, tables: Tables
) -> None:
    vacated = appointed()
    vacated.end_term(NETWORK, person=PERSON, function=CONTACT, until=JUNE)
    happened(log, vacated)
    asyncio.run(ticks(log, tables, JUNE + timedelta(days=13)))
    assert recorded(log, Task.Opened) == []
    asyncio.run(ticks(log, tables, *(JUNE + timedelta(days=days) for days in (14, 15, 16))))
    [task] = recorded(log, Task.Opened)
    assert (task.kind, task.for_body) == ("contact_missing", DIGIVESTLAND)


@pytest.mark.rule("I41")
def test_a_contact_who_was_appointed_until_a_day_is_asked_after_where_nobody_follows(
    log: Log, tables: Tables
) -> None:
    async def story(*later: Deed) -> None:
        for deed in later:
            await done(log, NETWORK, deed)
        await ticks(log, tables, *(JUNE + timedelta(days=days) for days in (13, 14, 15)))

    happened(log, appointed(until=JUNE))
    asyncio.run(story())
    [task] = recorded(log, Task.Opened)
    assert (task.kind, task.facts["since"]) == ("contact_missing", JUNE.isoformat())
    following = upon(
        RegionalGroup, RegionalGroup.id_of(VESTLAND), RegionalGroup.appoint_contact,
        person="p-9", since=JUNE + timedelta(days=16), rostered=True,
    )  # fmt: skip
    asyncio.run(story(following))
    asyncio.run(ticks(log, tables, JUNE + timedelta(days=90)))
    assert len(recorded(log, Task.Opened)) == 1


@pytest.mark.rule("I41")
def test_a_group_that_never_had_a_contact_is_asked_for_one(log: Log, tables: Tables) -> None:
    founded = group()
    happened(log, founded)
    since = founded.established_on
    asyncio.run(ticks(log, tables, since + timedelta(days=13)))
    assert recorded(log, Task.Opened) == []
    asyncio.run(ticks(log, tables, *(since + timedelta(days=days) for days in (14, 15))))
    [task] = recorded(log, Task.Opened)
    assert (task.for_body, task.facts["since"]) == (DIGIVESTLAND, since.isoformat())


@pytest.mark.rule("I41")
def test_a_gap_that_an_acting_contact_bridges_asks_for_nothing(log: Log, tables: Tables) -> None:
    async def story() -> None:
        vacated = appointed()
        vacated.end_term(NETWORK, person=PERSON, function=CONTACT, until=JUNE)
        happened(log, vacated)
        acting = upon(
            RegionalGroup, vacated.id, RegionalGroup.appoint_contact, person="p-9",
            since=JUNE, until=date(2024, 9, 1), acting=True, rostered=True,
        )  # fmt: skip
        await done(log, NETWORK, acting)
        await ticks(log, tables, JUNE + timedelta(days=20))

    asyncio.run(story())
    assert recorded(log, Task.Opened) == []
