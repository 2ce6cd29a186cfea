from __future__ import annotations

import asyncio
from datetime import date
from functools import partial

import pytest

from aggregates.adoption.adoption import Adoption
from aggregates.deeds.inheritance import inherit
from aggregates.invitations.participation import Participation
from aggregates.kernel.root import derived
from aggregates.tasks.task import Task
from aggregates.territory.register import Register
from aggregates.territory.timeline import Name
from bus.contracts.adoption import ServiceStageReached, StageReached
from bus.contracts.territory import MunicipalitySplit
from log.log import Log, upon
from services.inheritance import divide, hear_late
from tests.aggregates.test_deeds_inheritance import (
    AALESUND,
    CONTACT,
    HARAM,
    OLD,
    adoption,
    divided,
    in_service,
    left,
)
from tests.kit.regions import serving
from tests.kit.runs import SYSTEM
from tests.services.past import done, happened, hear, recorded


async def bergen_splits(log: Log) -> None:
    """Bergen, of which much is known, is split in two."""
    halves = {"4691": Name("Bergen sør", None, {}), "4692": Name("Bergen nord", None, {})}
    split = upon(
        Register, Register.ID, Register.split,
        predecessor="4601", successors=halves, on=date(2024, 7, 1), reason="Delt.",
    )  # fmt: skip
    await done(log, SYSTEM, split)
    await hear(log, divide, MunicipalitySplit)


@pytest.mark.rule("I33")
def test_a_split_moves_nothing_and_asks_of_everything_once(log: Log) -> None:
    happened(log, divided(), adoption(), left(), *serving(CONTACT.body, "15"))
    asyncio.run(hear(log, divide, MunicipalitySplit))
    asked = recorded(log, Task.Opened)
    assert {each.for_body for each in asked} == {CONTACT.body}
    assert sorted((each.kind, str(each.municipality)) for each in asked) == sorted(
        (kind, str(heir))
        for kind in ("inheritance", "participation_succession")
        for heir in (AALESUND, HARAM)
    )
    assert {each.facts["former"] for each in asked} == {"1507"}
    assert recorded(log, Adoption.Inherited) == []
    assert {each.municipality for each in recorded(log, Participation.Invited)} == {OLD}


@pytest.mark.rule("I33")
def test_what_is_told_of_a_municipality_after_it_ended_is_not_lost_either(log: Log) -> None:
    happened(log, divided())
    asyncio.run(hear(log, divide, MunicipalitySplit))
    assert recorded(log, Task.Opened) == []
    happened(log, adoption(), adoption(AALESUND))
    asyncio.run(hear(log, hear_late, StageReached))
    asked = {each.municipality: each.kind for each in recorded(log, Task.Opened)}
    assert asked == {AALESUND: "inheritance", HARAM: "inheritance"}


@pytest.mark.rule("I33")
def test_what_is_decided_already_is_not_asked_about(log: Log) -> None:
    async def story() -> None:
        happened(log, divided(), adoption())
        decided = partial(
            inherit, predecessor=OLD, successor=HARAM, solution="kj", inherits=False,
            reason="Nytt system.",
        )  # fmt: skip
        await done(log, CONTACT, decided)
        await hear(log, divide, MunicipalitySplit)

    asyncio.run(story())
    assert [each.municipality for each in recorded(log, Task.Opened)] == [AALESUND]


@pytest.mark.rule("I33", "C09-03")
def test_what_is_told_of_a_service_area_alone_is_asked_about_once_and_also_when_it_is_late(
    log: Log,
) -> None:
    happened(log, divided(), in_service())
    asyncio.run(hear(log, divide, MunicipalitySplit))
    asyncio.run(hear(log, hear_late, ServiceStageReached))
    asked = recorded(log, Task.Opened)
    assert {each.municipality for each in asked} == {AALESUND, HARAM}
    assert len(asked) == 2


@pytest.mark.rule("I33", "C09-03")
def test_what_is_told_late_of_a_service_area_is_not_lost(log: Log) -> None:
    happened(log, divided())
    asyncio.run(hear(log, divide, MunicipalitySplit))
    happened(log, in_service())
    asyncio.run(hear(log, hear_late, ServiceStageReached))
    assert {each.kind for each in recorded(log, Task.Opened)} == {"inheritance"}


def test_what_comes_later_is_found_as_well(log: Log) -> None:
    happened(log, divided(), adoption())
    asyncio.run(hear(log, divide, MunicipalitySplit))
    other = Adoption.begin(SYSTEM, municipality=OLD, solution="pll")
    happened(log, other)
    asyncio.run(hear(log, divide, MunicipalitySplit))
    about = {each.about for each in recorded(log, Task.Opened)}
    assert about == {derived("adoptions", OLD, "kj"), other.id}
