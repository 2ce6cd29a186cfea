from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from aggregates.execution.status import Status
from aggregates.kernel.act import Role
from tests.kit.given import act, given
from tests.kit.runs import BERGEN, LEADER, RUN, VOSS, coordinator, placed

NHN = act(Role.SERVICE_PROVIDER, body="994598759")
JANUARY, FEBRUARY = date(2024, 1, 10), date(2024, 2, 10)
REPORT: dict[str, Any] = {
    "on": JANUARY, "state": "partly_used", "source": "Ledermøte", "text": "I gang.",
}  # fmt: skip
MEASURED: dict[str, Any] = {"on": JANUARY, "value": 412, "unit": "oppslag", "source": "NHN"}


def heard() -> Status:
    return Status.begin(
        LEADER, participation=placed().id, run=RUN, solution="pll", municipality=BERGEN
    )


@pytest.mark.rule("C08-05")
def test_a_report_has_a_source_and_a_day_and_is_the_municipalitys_own() -> None:
    given(heard()).when(Status.report, coordinator(), **REPORT).then(Status.Reported, on=JANUARY)
    given(heard()).when(Status.report, coordinator(), **REPORT | {"source": ""}).then_refused(
        "C08-05", "source_missing"
    )
    given(heard()).when(Status.report, coordinator(VOSS), **REPORT).then_refused(
        "I01", "not_own_municipality"
    )
    given(heard()).when(Status.report, LEADER, **REPORT).then_refused("I01", "not_own_municipality")


@pytest.mark.rule("C08-05")
def test_nobody_reports_of_what_has_not_been() -> None:
    tomorrow = {"on": date(2024, 2, 17)}
    given(heard()).when(Status.report, coordinator(), **REPORT | tomorrow).then_refused(
        "C08-05", "in_the_future", on="2024-02-17"
    )
    given(heard()).when(Status.measure, NHN, **MEASURED | tomorrow).then_refused(
        "C08-05", "in_the_future"
    )


@pytest.mark.rule("C08-05")
def test_what_is_no_state_is_refused() -> None:
    given(heard()).when(Status.report, coordinator(), **REPORT | {"state": "ok"}).then_refused(
        "C08-05", "unknown_state", state="ok"
    )


@pytest.mark.rule("C08-05")
def test_a_leaders_impression_overwrites_neither_a_report_nor_a_measurement() -> None:
    status = heard()
    status.report(coordinator(), **REPORT)
    status.measure(NHN, **MEASURED)
    before = (dict(status.reports), dict(status.measurements))
    given(status).when(Status.note_impression, LEADER, on=JANUARY, text="Virker lite brukt.").then(
        Status.ImpressionNoted, text="Virker lite brukt."
    )
    assert (status.reports, status.measurements) == before
    given(status).when(
        Status.note_impression, LEADER, on=JANUARY, text="Virker lite brukt."
    ).then_nothing()


@pytest.mark.rule("C08-05")
def test_a_measurement_is_not_written_over_by_another_of_the_same_day() -> None:
    status = heard()
    status.measure(NHN, **MEASURED)
    given(status).when(Status.measure, NHN, **MEASURED).then_nothing()
    given(status).when(Status.measure, NHN, **MEASURED | {"value": 1}).then_refused(
        "C08-05", "measured_already", value=412
    )


@pytest.mark.rule("I30", "I32")
def test_measurements_are_counted_by_their_days_and_a_zero_is_one_of_them() -> None:
    status = heard()
    assert status.measured == 0
    status.measure(NHN, **MEASURED)
    status.measure(NHN, **MEASURED | {"unit": "brukere"})
    assert status.measured == 1
    status.measure(NHN, **MEASURED | {"on": FEBRUARY, "value": 0})
    assert status.measured == 2


def test_reported_twice_it_is_recorded_once() -> None:
    status = heard()
    status.report(coordinator(), **REPORT)
    given(status).when(Status.report, coordinator(), **REPORT).then_nothing()
