from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

import pytest

from aggregates.adoption.adoption import Adoption
from aggregates.adoption.expectation import UseExpectation
from aggregates.adoption.use import UseSeries
from aggregates.deeds import use as deeds
from aggregates.kernel.act import Role
from aggregates.tasks.task import Task
from bus.contracts.adoption import StageReached, UseCorrected, UseMeasured, UseNotMeasured
from log.log import Log, upon
from projections.deadlines import Deadlines
from projections.projector import Projector
from projections.tables import Tables
from services.clock import tick
from services.use import ask_for_measurement, expect, judge
from tests.aggregates.test_deeds_use import BERGEN, SYSTEM, come_to, rule
from tests.kit.given import act
from tests.kit.regions import VESTLAND, serving
from tests.services.past import done, happened, hear, recorded

NHN = act(Role.SERVICE_PROVIDER, at=datetime(2024, 5, 3, 8, tzinfo=UTC))
SERIES = UseSeries.id_of(BERGEN, "kj", "sykehjem", 1)


async def measuring(log: Log, batch: str, **months: int) -> None:
    rows = [
        deeds.MeasuredMonth(BERGEN, "sykehjem", month[1:].replace("_", "-"), value)
        for month, value in months.items()
    ]
    said = partial(deeds.measure, solution="kj", definition=1, batch=batch, source="NHN", rows=rows)
    who = act(Role.SERVICE_PROVIDER, at=NHN.at, by=f"p-{batch}")
    await done(log, who, said)


async def measured_below_and_again(log: Log) -> None:
    """Bergen's use is measured below the rule, lapses, and is measured again."""
    happened(log, *come_to("in_use"), rule(), *serving())
    await measuring(log, "b-1", m2024_01=0, m2024_02=0, m2024_03=0)
    await hear(log, judge, UseMeasured)
    confirmed = partial(
        deeds.confirm, municipality=BERGEN, solution="kj", service="sykehjem", definition=1
    )
    await done(log, SYSTEM, confirmed)
    await measuring(log, "b-2", m2024_04=12)
    await hear(log, judge, UseMeasured)


async def never_measured(log: Log) -> None:
    """Bergen has come no further than to what is introduced, and its day passes."""
    expected = UseExpectation.begin(SYSTEM, municipality=BERGEN, solution="npr", weeks=1)
    happened(log, expected)
    missed = upon(UseExpectation, expected.id, UseExpectation.miss, today=date(2024, 6, 1))
    await done(log, SYSTEM, missed)
    await hear(log, ask_for_measurement, UseNotMeasured)


@pytest.mark.rule("C09-07", "I30")
def test_use_below_the_rule_becomes_a_task_for_the_contact_and_no_lapse(log: Log) -> None:
    async def story() -> None:
        happened(log, *come_to("in_use"), rule())
        await measuring(log, "b-1", m2024_01=0, m2024_03=0)
        await hear(log, judge, UseMeasured)
        assert recorded(log, Task.Opened) == []
        await measuring(log, "b-2", m2024_02=0)
        await hear(log, judge, UseMeasured)

    asyncio.run(story())
    [task] = recorded(log, Task.Opened)
    assert (task.kind, task.for_role) == ("use_lapse", Role.REGIONAL_CONTACT)
    assert (task.facts["first"], task.facts["last"]) == ("2024-01", "2024-03")
    assert recorded(log, Adoption.UseLapsed) == []


@pytest.mark.rule("C09-07")
def test_what_lapsed_and_is_measured_again_is_asked_about_too(log: Log) -> None:
    asyncio.run(measured_below_and_again(log))
    kinds = [each.kind for each in recorded(log, Task.Opened)]
    assert kinds == ["use_lapse", "use_return"]
    assert {each.for_body for each in recorded(log, Task.Opened)} == {VESTLAND}
    assert len(recorded(log, Adoption.UseLapsed)) == 1


@pytest.mark.rule("C09-04", "C09-07")
def test_a_correction_is_held_against_the_rule_too(log: Log) -> None:
    async def story() -> None:
        happened(log, *come_to("in_use"), rule())
        await measuring(log, "b-1", m2024_01=0, m2024_02=0, m2024_03=50)
        correct = upon(
            UseSeries, SERIES, UseSeries.correct,
            period="2024-03", value=5, source="Bergen", reason="Testbrukere.",
        )  # fmt: skip
        await done(log, NHN, correct)
        await hear(log, judge, UseCorrected)

    asyncio.run(story())
    assert [each.kind for each in recorded(log, Task.Opened)] == ["use_lapse"]


@pytest.mark.rule("I28", "I30")
def test_after_an_introduction_a_measurement_is_expected_and_asked_for_when_it_does_not_come(
    log: Log, tables: Tables
) -> None:
    async def story() -> date:
        happened(log, *come_to("technically_introduced"), *serving())
        await hear(log, expect, StageReached)
        [expected] = recorded(log, UseExpectation.Begun)
        Projector(log.store, tables, [Deadlines]).catch_up()
        for days in (0, 1, 2):
            day = expected.due + timedelta(days)
            await tick(log, tables, day, datetime.combine(day, time(6), UTC))
        await hear(log, ask_for_measurement, UseNotMeasured)
        return expected.due

    due = asyncio.run(story())
    [task] = [e for e in recorded(log, Task.Opened) if e.kind != "contact_missing"]
    assert (task.kind, task.for_role, task.for_body, task.facts["due"]) == (
        "use_measurement", Role.REGIONAL_CONTACT, VESTLAND, due.isoformat(),
    )  # fmt: skip
    assert recorded(log, Adoption.UseLapsed) == []


@pytest.mark.rule("I30")
def test_who_was_measured_meanwhile_is_not_asked(log: Log, tables: Tables) -> None:
    async def story() -> None:
        happened(log, *come_to("technically_introduced"))
        await hear(log, expect, StageReached)
        Projector(log.store, tables, [Deadlines]).catch_up()
        await measuring(log, "b-1", m2024_03=0)
        [expected] = recorded(log, UseExpectation.Begun)
        day = expected.due + timedelta(1)
        await tick(log, tables, day, datetime.combine(day, time(6), UTC))

    asyncio.run(story())
    assert recorded(log, UseExpectation.Missed) == []
    assert len(recorded(log, UseExpectation.Met)) == 1


def test_use_is_not_waited_for_where_it_is_told_of(log: Log) -> None:
    async def story() -> None:
        happened(log, *come_to("in_use"))
        await hear(log, expect, StageReached)

    asyncio.run(story())
    assert recorded(log, UseExpectation.Begun) == []
