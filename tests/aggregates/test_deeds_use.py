from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from aggregates.adoption.adoption import Adoption
from aggregates.adoption.expectation import UseExpectation
from aggregates.adoption.use import UseSeries
from aggregates.adoption.use_rule import UseRule
from aggregates.deeds.adoption import reach
from aggregates.deeds.practice import USE_EXPECTED
from aggregates.deeds.use import MeasuredMonth, confirm, expect_use, measure, suggest
from aggregates.kernel.act import Role
from aggregates.kernel.root import Root
from aggregates.portfolio.solution import Solution
from aggregates.tasks.task import Task
from aggregates.territory.register import Register
from aggregates.territory.timeline import Name
from tests.kit.desk import MemoryDesk
from tests.kit.given import act, given
from tests.kit.practice import stated

SYSTEM = act(Role.SYSTEM, at=datetime(2024, 5, 2, 8, tzinfo=UTC))
DAY = date(2023, 12, 31)


def registered() -> Register:
    register = Register.open(SYSTEM, on=DAY)
    register.register(SYSTEM, number="4601", name=Name("Bergen", None, {}))
    return register


REGISTER = registered()
BERGEN = REGISTER.id_of("4601", DAY)


def rule(**instead: Any) -> UseRule:
    opened = UseRule.open(SYSTEM, solution="kj")
    said = {"definition": "Oppslag", "threshold": 10, "decision": "KS 26/201"}
    opened.publish(SYSTEM, **said, **instead)  # type: ignore[arg-type]
    return opened


def come_to(stage: str) -> list[Root]:
    """Bergen has come so far."""
    solution = Solution.register(
        SYSTEM, code="kj", name="KJ", kind="national_solution", owner="994598759", source="S3"
    )
    adoption = Adoption.begin(SYSTEM, municipality=BERGEN, solution="kj")
    adoption.reach(
        SYSTEM, stage=stage, reached_on="2023-05", precision="month", source_kind="municipality",
        source="Bergen", evidence="Brukes.",
    )  # fmt: skip
    return [solution, adoption, registered()]


def desk(*more: Root, stage: str = "in_use") -> MemoryDesk:
    """Bergen has come so far, and this is there beside it."""
    laid = MemoryDesk(SYSTEM, *come_to(stage), *more)
    laid.recorded()
    return laid


def measuring(on: MemoryDesk, service: str = "sykehjem", **months: int) -> UseSeries:
    """Measured like `m2024_03=412`."""
    rows = [
        MeasuredMonth(BERGEN, service, month[1:].replace("_", "-"), value)
        for month, value in months.items()
    ]
    measured = measure(on, solution="kj", definition=1, batch="b-1", source="NHN", rows=rows)
    assert isinstance(measured, UseSeries)
    return measured


def events(on: MemoryDesk) -> list[type[Root.Event]]:
    return [type(each) for each in on.recorded()]


@pytest.mark.rule("C09-07")
def test_months_below_the_rule_are_put_to_the_contact_and_nothing_lapses() -> None:
    laid = desk(rule())
    series = measuring(laid, m2024_01=0, m2024_02=0, m2024_03=0)
    laid.recorded()
    suggest(laid, series=series.id)
    suggest(laid, series=series.id)
    assert events(laid) == [UseSeries.LapseSuggested, Task.Opened]
    [task] = [each for each in laid.roots.values() if isinstance(each, Task)]
    assert (task.for_role, task.municipality) == (Role.REGIONAL_CONTACT, BERGEN)
    assert laid.get(Adoption, Adoption.id_of(BERGEN, "kj")).stage == "in_use"


@pytest.mark.rule("C09-07")
def test_one_service_area_does_not_stand_for_a_municipality_that_is_active_in_another() -> None:
    laid = desk(rule())
    measuring(laid, "legevakt", m2024_03=80)
    series = measuring(laid, m2024_01=0, m2024_02=0, m2024_03=0)
    laid.recorded()
    suggest(laid, series=series.id)
    assert events(laid) == []


@pytest.mark.rule("C09-07", "I34")
def test_without_a_rule_or_without_use_nothing_is_suggested() -> None:
    for laid in (desk(), desk(rule(), stage="technically_introduced")):
        series = measuring(laid, m2024_01=0, m2024_02=0, m2024_03=0)
        laid.recorded()
        suggest(laid, series=series.id)
        assert events(laid) == []


@pytest.mark.rule("C09-07", "I28")
def test_a_confirmed_lapse_rests_on_the_measurements_and_use_can_come_back() -> None:
    laid = desk(rule())
    series = measuring(laid, m2024_01=0, m2024_02=0, m2024_03=0)
    suggest(laid, series=series.id)
    said: dict[str, Any] = {
        "municipality": BERGEN, "solution": "kj", "service": "sykehjem", "definition": 1,
    }  # fmt: skip
    adoption = confirm(laid, **said)
    assert (adoption.stage, adoption.lapsed_on) == ("use_lapsed", date(2024, 1, 1))
    measuring(laid, m2024_04=12)
    suggest(laid, series=series.id)
    assert series.suggested == "return"
    adoption = confirm(laid, **said)
    assert (adoption.stage, adoption.measured) == ("in_use", True)


@pytest.mark.rule("C09-04")
def test_a_batch_is_noted_for_every_municipality_and_service_area_in_it() -> None:
    laid = desk()
    measuring(laid, m2024_01=1, m2024_02=2)
    assert events(laid) == [UseSeries.Begun, UseSeries.Measured, UseSeries.Measured]
    measuring(laid, m2024_01=1, m2024_02=2)
    assert events(laid) == []


@pytest.mark.rule("I30", "T06")
def test_after_an_introduction_a_measurement_is_expected_within_the_weeks_of_the_rule() -> None:
    for laid, weeks in (
        (desk(stage="technically_introduced"), 12),
        (desk(rule(expected_weeks=4), stage="technically_introduced"), 4),
        (desk(stated(USE_EXPECTED, 20), stage="technically_introduced"), 20),
        (desk(rule(expected_weeks=4), stated(USE_EXPECTED, 20), stage="technically_introduced"), 4),
    ):
        expect_use(laid, municipality=BERGEN, solution="kj")
        expect_use(laid, municipality=BERGEN, solution="kj")
        assert events(laid) == [UseExpectation.Begun]
        expected = laid.get(UseExpectation, UseExpectation.id_of(BERGEN, "kj"))
        assert expected.due == SYSTEM.today + timedelta(weeks=weeks)
    used = desk()
    expect_use(used, municipality=BERGEN, solution="kj")
    assert events(used) == []


@pytest.mark.rule("I30")
def test_what_is_expected_is_met_by_a_measurement_or_by_word_of_use() -> None:
    for by in ("measured", "told"):
        laid = desk(stage="technically_introduced")
        expect_use(laid, municipality=BERGEN, solution="kj")
        if by == "measured":
            measuring(laid, m2024_03=0)
        else:
            reach(
                laid, municipality=BERGEN, solution="kj", stage="in_use", reached_on="2024-04",
                precision="month", source_kind="municipality", source="Bergen", evidence="Brukes.",
            )  # fmt: skip
        expected = laid.get(UseExpectation, UseExpectation.id_of(BERGEN, "kj"))
        assert not expected.open
        given(expected).when(UseExpectation.miss, SYSTEM, today=date(2030, 1, 1)).then_nothing()
        given(expected).when(UseExpectation.meet, SYSTEM, by_what="x").then_nothing()


@pytest.mark.rule("I30")
def test_a_measurement_is_missed_only_after_its_day_and_says_nothing_of_use() -> None:
    expected = UseExpectation.begin(SYSTEM, municipality=BERGEN, solution="kj", weeks=1)
    given(expected).when(UseExpectation.miss, SYSTEM, today=date(2024, 5, 9)).then_nothing()
    given(expected).when(UseExpectation.miss, SYSTEM, today=date(2024, 5, 10)).then(
        UseExpectation.Missed, due=date(2024, 5, 9)
    )
    given(expected).when(UseExpectation.miss, SYSTEM, today=date(2024, 5, 11)).then_nothing()
