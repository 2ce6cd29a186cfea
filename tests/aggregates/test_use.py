from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from aggregates.adoption.activity import activity, below_in_a_row, earlier, standing_use
from aggregates.adoption.services import weighed
from aggregates.adoption.use import UseSeries
from aggregates.kernel.act import Role
from tests.kit.given import Recorded, act, asked, given
from tests.kit.runs import BERGEN, VOSS

NHN = act(Role.SERVICE_PROVIDER, at=datetime(2024, 5, 2, 8, tzinfo=UTC), body="994598759")
MARCH = {"period": "2024-03", "value": 412, "batch": "nhn-2024-03", "source": "NHN"}
RULE = {"threshold": 10, "count": 3, "rule_version": 1}


def series(**months: int) -> UseSeries:
    """Measured like `m2024_03=412`."""
    begun = UseSeries.begin(
        NHN, municipality=BERGEN, solution="kjernejournal", service="sykehjem", definition=1
    )
    for month, value in months.items():
        period = month[1:].replace("_", "-")
        begun.measure(NHN, period=period, value=value, batch=period, source="NHN")
    return begun


def measuring(existing: UseSeries, **instead: Any) -> Recorded:
    return given(existing).when(UseSeries.measure, NHN, **{**MARCH, **instead})


@pytest.mark.rule("C09-04")
def test_a_month_is_measured_in_one_service_area_by_one_definition() -> None:
    measuring(series()).then(
        UseSeries.Measured, municipality=BERGEN, service="sykehjem", definition=1,
        on=date(2024, 3, 31), **MARCH,
    )  # fmt: skip


@pytest.mark.rule("I30")
def test_a_missing_month_is_not_zero_and_zero_is_a_measurement() -> None:
    measured = series(m2024_01=5)
    measuring(measured, value=0).then(UseSeries.Measured, value=0)
    assert measured.values == {"2024-01": 5, "2024-03": 0}
    assert activity(measured.values, 10, 1, "2024-02") is None
    assert activity(measured.values, 10, 1, "2024-03") == "below"


@pytest.mark.rule("C09-04", "C09-12")
def test_the_same_batch_twice_changes_nothing_also_after_a_correction() -> None:
    measured = series()
    measuring(measured)
    measuring(measured).then_nothing()
    measured.correct(NHN, period="2024-03", value=398, source="NHN", reason="Testbrukere.")
    measuring(measured).then_nothing()
    measuring(measured, batch="nhn-2024-03b", value=500).then_refused(
        "C09-04", "measured_already", period="2024-03", value=398
    )


@pytest.mark.rule("C09-04")
def test_a_correction_is_a_new_fact_with_a_reason() -> None:
    said = {"period": "2024-03", "value": 398, "source": "Bergen", "reason": "Testbrukere."}

    def correcting(on: UseSeries, **instead: Any) -> Recorded:
        return given(on).when(UseSeries.correct, NHN, **{**said, **instead})

    measured = series(m2024_03=412)
    correcting(measured, reason="").then_refused("C09-04", "reason_missing")
    correcting(measured, value=-1).then_refused("C09-04", "value_negative")
    correcting(measured).then(UseSeries.Corrected, former_value=412, value=398)
    correcting(measured).then_nothing()


@pytest.mark.rule("I30")
def test_a_month_that_was_never_measured_is_not_corrected() -> None:
    correction = {"period": "2024-02", "value": 1, "source": "x", "reason": "y"}
    given(series()).when(UseSeries.correct, NHN, **correction).then_refused(
        "I30", "never_measured", period="2024-02"
    )


@pytest.mark.rule("C09-04", "C09-02")
def test_what_is_measured_is_over_has_a_source_and_a_definition() -> None:
    measuring(series(), period="2024-05").then_refused("C09-04", "period_not_over")
    measuring(series(), value=-1).then_refused("C09-04", "value_negative")
    measuring(series(), source="").then_refused("C09-02", "source_missing")
    measuring(series(), period="2024").then_refused("I28", "date_malformed")
    said: dict[str, Any] = {"municipality": BERGEN, "solution": "kj", "service": "sykehjem"}
    asked(lambda: UseSeries.begin(NHN, **said, definition=0)).then_refused(
        "C09-04", "definition_missing"
    )
    said["service"] = "fotballag"
    asked(lambda: UseSeries.begin(NHN, **said, definition=1)).then_refused(
        "C09-03", "unknown_service", service="fotballag"
    )


@pytest.mark.rule("C09-04")
def test_another_definition_municipality_or_service_area_is_another_series() -> None:
    ids = {
        UseSeries.id_of(BERGEN, "kj", "sykehjem", 1), UseSeries.id_of(BERGEN, "kj", "sykehjem", 2),
        UseSeries.id_of(VOSS, "kj", "sykehjem", 1), UseSeries.id_of(BERGEN, "kj", "legevakt", 1),
    }  # fmt: skip
    assert len(ids) == 4


@pytest.mark.rule("C09-07")
def test_a_lapse_is_suggested_after_so_many_measured_months_in_a_row_below_the_rule() -> None:
    measured = series(m2024_01=9, m2024_02=0, m2024_03=3)
    given(measured).when(UseSeries.suggest_lapse, NHN, **RULE).then(
        UseSeries.LapseSuggested, periods=["2024-01", "2024-02", "2024-03"], threshold=10
    )
    given(measured).when(UseSeries.suggest_lapse, NHN, **RULE).then_nothing()


@pytest.mark.rule("C09-07", "I30")
def test_missing_months_are_no_lapse() -> None:
    for measured in (
        series(m2024_03=0), series(m2024_01=0, m2024_03=0, m2024_04=0),
        series(m2024_01=0, m2024_02=10, m2024_03=0), series(),
    ):  # fmt: skip
        given(measured).when(UseSeries.suggest_lapse, NHN, **RULE).then_nothing()


@pytest.mark.rule("C09-07")
def test_what_is_suggested_is_confirmed_or_dismissed_with_a_reason() -> None:
    def suggested() -> UseSeries:
        measured = series(m2024_01=0, m2024_02=0, m2024_03=0)
        measured.suggest_lapse(NHN, **RULE)
        return measured

    months = ["2024-01", "2024-02", "2024-03"]
    confirmed = suggested()
    given(confirmed).when(UseSeries.confirm, NHN).then(
        UseSeries.SuggestionConfirmed, suggested="lapse", periods=months
    )
    given(confirmed).when(UseSeries.confirm, NHN).then_refused("C09-07", "nothing_suggested")
    dismissed = suggested()
    given(dismissed).when(UseSeries.dismiss, NHN, reason="").then_refused(
        "C09-07", "dismissal_reason_missing"
    )
    given(dismissed).when(UseSeries.dismiss, NHN, reason="Stengt.").then(
        UseSeries.SuggestionDismissed, reason="Stengt."
    )
    given(dismissed).when(UseSeries.dismiss, NHN, reason="Stengt.").then_refused(
        "C09-07", "nothing_suggested"
    )


@pytest.mark.rule("C09-07")
def test_months_that_were_answered_for_are_not_asked_about_again() -> None:
    measured = series(m2023_11=0, m2023_12=0, m2024_01=0)
    measured.suggest_lapse(NHN, **RULE)
    measured.dismiss(NHN, reason="Stengt.")
    measured.measure(NHN, period="2024-02", value=0, batch="b", source="NHN")
    given(measured).when(UseSeries.suggest_lapse, NHN, **RULE).then_nothing()
    for period in ("2024-03", "2024-04"):
        measured.measure(NHN, period=period, value=0, batch="b", source="NHN")
    given(measured).when(UseSeries.suggest_lapse, NHN, **RULE).then(
        UseSeries.LapseSuggested, periods=["2024-02", "2024-03", "2024-04"]
    )


@pytest.mark.rule("C09-07")
def test_a_return_is_suggested_when_use_is_measured_again() -> None:
    said = {"threshold": 10, "rule_version": 1}
    given(series(m2024_03=9)).when(UseSeries.suggest_return, NHN, **said).then_nothing()
    given(series()).when(UseSeries.suggest_return, NHN, **said).then_nothing()
    measured = series(m2024_03=10)
    given(measured).when(UseSeries.suggest_return, NHN, **said).then(
        UseSeries.ReturnSuggested, period="2024-03"
    )
    given(measured).when(UseSeries.suggest_return, NHN, **said).then_nothing()


MONTHS = [earlier("2024-12", back) for back in range(24)]


@pytest.mark.rule("C09-07", "I30")
@for_all(
    st.dictionaries(st.sampled_from(MONTHS), st.integers(0, 20)), st.integers(1, 6),
    st.integers(1, 20),
)  # fmt: skip
def test_no_lapse_rests_on_a_month_that_was_not_measured_or_was_not_below(
    values: dict[str, int], count: int, threshold: int
) -> None:
    row = below_in_a_row(values, threshold, count)
    assert row == [] or (
        len(row) == count
        and row == sorted(row)
        and row[-1] == max(values)
        and all(values[each] < threshold for each in row)
        and all(earlier(later, 1) == each for each, later in pairwise(row))
    )


@pytest.mark.rule("C09-02", "I28")
def test_measured_use_outranks_told_use_and_introduced_is_never_used() -> None:
    assert standing_use("in_use", "below") == "below"
    assert standing_use("in_use", None) == "reported"
    assert standing_use("technically_introduced", None) == "not_used"
    assert standing_use("use_lapsed", None) == "lapsed"
    assert standing_use("available", "active") is None
    assert standing_use(None, "active") is None


AREAS = ["sykehjem", "hjemmetjeneste", "legevakt"]
TOLD = {"sykehjem": "in_use", "hjemmetjeneste": "technically_introduced"}


@pytest.mark.rule("C09-03")
@pytest.mark.parametrize(
    ("rule", "services", "stages", "stage"),
    [
        ("any", AREAS, TOLD, "in_use"),
        ("majority", AREAS, TOLD, "technically_introduced"),
        ("all", AREAS, TOLD, None),
        ("all", [], TOLD, "technically_introduced"),
        ("majority", [], TOLD, "technically_introduced"),
        ("majority", [], {"sykehjem": "in_use"}, "in_use"),
        ("any", ["legevakt"], TOLD, None),
        ("all", [], {}, None),
        ("any", [], {}, None),
    ],
)
def test_a_municipalitys_stage_follows_from_its_service_areas_by_the_rule(
    rule: str, services: list[str], stages: dict[str, str], stage: str | None
) -> None:
    assert weighed(rule, services, stages) == stage
