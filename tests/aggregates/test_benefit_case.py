from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from aggregates.adoption.adoption import Adoption
from aggregates.adoption.benefit_case import BenefitCase
from aggregates.deeds.benefit import confirm_case
from aggregates.kernel.refusals import Refused
from tests.kit.desk import MemoryDesk
from tests.kit.given import Recorded, act, asked, given
from tests.kit.runs import BERGEN, VOSS, coordinator, decider

CASE: dict[str, Any] = {
    "municipality": BERGEN, "solution": "kj", "indicator": "Tid", "kind": "time",
    "unit": "minutter", "target": 20, "owner": "p-31",
}  # fmt: skip
BEFORE: dict[str, Any] = {"value": 42, "on": date(2023, 1, 10), "source": "Måling"}
AFTER: dict[str, Any] = {"value": 18, "on": date(2024, 1, 10), "source": "Måling"}


def opened() -> BenefitCase:
    return BenefitCase.open(coordinator(), **CASE)


def opening(who: Any = None, **instead: Any) -> Recorded:
    return asked(lambda: BenefitCase.open(who or coordinator(), **{**CASE, **instead}))


def measured() -> BenefitCase:
    case = opened()
    case.set_baseline(coordinator(), **BEFORE)
    case.measure(coordinator(), **AFTER)
    return case


def measuring(case: BenefitCase, who: Any = None, **instead: Any) -> Recorded:
    return given(case).when(BenefitCase.measure, who or coordinator(), **{**AFTER, **instead})


@pytest.mark.rule("C09-08")
def test_a_benefit_is_expected_in_money_time_or_quality_by_the_municipality_itself() -> None:
    opening().then(BenefitCase.Opened, kind="time", target=20, owner="p-31")
    for who in (act(), decider(VOSS)):
        opening(who).then_refused("C09-08", "not_the_municipality")
    opening(kind="joy").then_refused("C09-08", "unknown_kind", kind="joy")
    opening(owner="").then_refused("C09-08", "case_incomplete")


@pytest.mark.rule("C09-08", "I31")
def test_a_measurement_needs_a_baseline_before_it() -> None:
    measuring(opened()).then_refused("C09-08", "baseline_first")
    case = opened()
    given(case).when(BenefitCase.set_baseline, coordinator(), **BEFORE).then(
        BenefitCase.BaselineSet, value=42, on=date(2023, 1, 10)
    )
    given(case).when(BenefitCase.set_baseline, coordinator(), **BEFORE).then_nothing()
    measuring(case, on=BEFORE["on"]).then_refused(
        "C09-08", "before_baseline", baseline="2023-01-10"
    )
    measuring(case, on=date(2030, 1, 1)).then_refused("I28", "in_the_future")
    measuring(case, decider(VOSS)).then_refused("C09-08", "not_the_municipality")
    measuring(case).then(BenefitCase.Measured, value=18)
    measuring(case).then_nothing()
    given(case).when(BenefitCase.set_baseline, coordinator(), **BEFORE | {"value": 1}).then_refused(
        "C09-08", "measured_against"
    )


@pytest.mark.rule("C09-08", "I31")
def test_what_is_not_confirmed_stays_expected_and_confirming_it_reaches_the_stage() -> None:
    adoption = Adoption.begin(act(), municipality=BERGEN, solution="kj")
    adoption.reach(
        act(), stage="in_use", reached_on="2023", precision="year", source_kind="municipality",
        source="Bergen", evidence="Brukes.",
    )  # fmt: skip
    case = measured()
    assert (case.confirmed, adoption.stage) == (False, "in_use")
    with pytest.raises(Refused) as stranger:
        confirm_case(MemoryDesk(act(), adoption, case), case=case.id)
    assert stranger.value.reason == "not_the_municipality"
    laid = MemoryDesk(decider(), adoption, case)
    laid.recorded()
    confirm_case(laid, case=case.id)
    assert {type(each) for each in laid.recorded()} == {
        Adoption.BenefitConfirmed, BenefitCase.Confirmed,
    }  # fmt: skip
    assert (case.confirmed, adoption.stage) == (True, "benefit_realised")
    confirm_case(laid, case=case.id)
    assert laid.recorded() == []


@pytest.mark.rule("I31")
def test_a_benefit_without_a_measurement_is_not_confirmed() -> None:
    adoption = Adoption.begin(act(), municipality=BERGEN, solution="kj")
    for case, reason in ((opened(), "baseline_missing"), (opened(), "measurement_missing")):
        if reason == "measurement_missing":
            case.set_baseline(coordinator(), **BEFORE)
        with pytest.raises(Refused) as refusal:
            confirm_case(MemoryDesk(decider(), adoption, case), case=case.id)
        assert (refusal.value.rule.id, refusal.value.reason) == ("I31", reason)
