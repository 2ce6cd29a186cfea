from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from aggregates.adoption.adoption import Adoption
from aggregates.adoption.benefit import Measurement
from aggregates.deeds.adoption import reach, reach_in_service
from aggregates.portfolio.solution import Solution
from tests.kit.desk import MemoryDesk
from tests.kit.given import Recorded, act, asked, given
from tests.kit.runs import BERGEN, LEADER, VOSS, decider

BEFORE = Measurement(40, "minutter per vakt", date(2022, 5, 1))
AFTER = Measurement(25, "minutter per vakt", date(2023, 11, 1))
TOLD = {
    "reached_on": "2023-05", "precision": "month", "source_kind": "municipality",
    "source": "Statusrapport 2023", "evidence": "Brukt i sykehjem",
}  # fmt: skip
STOPPED = {
    "on": date(2024, 1, 10), "source_kind": "measured", "source": "NHN",
    "evidence": "Tre målte måneder uten oppslag",
}  # fmt: skip


def begun() -> Adoption:
    return Adoption.begin(act(), municipality=BERGEN, solution="kjernejournal")


def reaching(adoption: Adoption, stage: str, **instead: Any) -> Recorded:
    return given(adoption).when(Adoption.reach, act(), stage=stage, **{**TOLD, **instead})


def in_use(**instead: Any) -> Adoption:
    adoption = begun()
    reaching(adoption, "in_use", **instead)
    return adoption


def lapsed() -> Adoption:
    adoption = in_use()
    adoption.lapse(act(), **STOPPED)  # type: ignore[arg-type]
    return adoption


def confirming(adoption: Adoption, who: Any = None, **instead: Any) -> Recorded:
    said = {"indicator": "Tid til rapport", "baseline": BEFORE, "measured": AFTER, "owner": "p-4"}
    return given(adoption).when(Adoption.confirm_benefit, who or decider(), **{**said, **instead})


@pytest.mark.rule("I28")
def test_to_follow_a_municipality_is_no_stage() -> None:
    assert begun().stage is None


@pytest.mark.rule("I28")
def test_technically_introduced_is_not_in_use() -> None:
    adoption = begun()
    reaching(adoption, "technically_introduced").then(
        Adoption.StageReached, stage="technically_introduced", implied=["available"]
    )
    assert adoption.stage == "technically_introduced"
    assert "in_use" not in adoption.reached


@pytest.mark.rule("I28")
def test_use_implies_the_stages_before_it_at_unknown_times() -> None:
    reaching(begun(), "in_use").then(
        Adoption.StageReached, municipality=BERGEN, solution="kjernejournal", stage="in_use",
        former_stage=None, reached_on="2023-05", precision="month", earliest=date(2023, 5, 1),
        latest=date(2023, 5, 31), implied=["available", "technically_introduced"],
    )  # fmt: skip


@pytest.mark.rule("C06-06")
def test_a_method_is_taken_into_use_and_never_introduced_technically() -> None:
    method = Solution.register(
        act(), code="htm", name="Helhetlig tjenestemodell", kind="method", owner="KS",
        source="S3 L429",
    )  # fmt: skip
    desk = MemoryDesk(act(), method)
    said: dict[str, Any] = {"municipality": BERGEN, "solution": "htm", **TOLD}
    asked(lambda: reach(desk, stage="technically_introduced", **said)).then_refused(
        "C06-06", "nothing_technical"
    )
    of_service = said | {"service": "sykehjem", "stage": "technically_introduced"}
    asked(lambda: reach_in_service(desk, **of_service)).then_refused("C06-06", "nothing_technical")
    reach(desk, stage="in_use", **said)
    [reached] = [each for each in desk.recorded() if isinstance(each, Adoption.StageReached)]
    assert reached.implied == ["available"]


@pytest.mark.rule("I28")
def test_an_implied_stage_can_get_its_date_later_and_the_stage_stays() -> None:
    adoption = in_use()
    reaching(adoption, "technically_introduced", reached_on="2021", precision="year").then(
        Adoption.StageReached, earliest=date(2021, 1, 1), latest=date(2021, 12, 31), implied=[]
    )
    assert adoption.stage == "in_use"


@pytest.mark.rule("I28")
def test_a_stage_is_reached_no_earlier_than_the_one_before_it() -> None:
    adoption = begun()
    reaching(adoption, "technically_introduced", reached_on="2023-06")
    reaching(adoption, "in_use", reached_on="2023-05").then_refused(
        "I28", "before_earlier_stage", stage="in_use", earlier="technically_introduced"
    )
    reaching(adoption, "in_use", reached_on="2023", precision="year").then(Adoption.StageReached)
    reaching(adoption, "available", reached_on="2024-01").then_refused(
        "I28", "after_later_stage", later="technically_introduced"
    )


@pytest.mark.rule("I28", "C09-02")
def test_a_stage_needs_evidence_a_source_and_a_time_that_is_not_ahead() -> None:
    reaching(begun(), "in_use", evidence="").then_refused("I28", "evidence_missing")
    reaching(begun(), "in_use", source="").then_refused("C09-02", "source_missing")
    reaching(begun(), "in_use", source_kind="rumour").then_refused("C09-02", "unknown_source_kind")
    reaching(begun(), "in_use", reached_on="2024-03").then_refused(
        "I28", "in_the_future", date="2024-03-01"
    )
    reaching(begun(), "everywhere").then_refused("I28", "unknown_stage", stage="everywhere")


@pytest.mark.parametrize(
    ("when", "precision"),
    [
        ("2023-5", "month"), ("2023-13", "month"), ("2023", "day"), (None, "day"),
        ("2023", "unknown"), ("2024-W01-1", "day"), ("2023", "about"),
    ],
)  # fmt: skip
def test_a_date_says_what_its_precision_promises(when: str | None, precision: str) -> None:
    reaching(begun(), "in_use", reached_on=when, precision=precision).then_refused(
        "I28", "date_malformed", precision=precision
    )


@pytest.mark.rule("I28")
def test_an_unknown_time_is_said_to_be_unknown() -> None:
    reaching(begun(), "in_use", reached_on=None, precision="unknown").then(
        Adoption.StageReached, reached_on=None, earliest=None, latest=None
    )


@pytest.mark.rule("C09-12")
def test_the_same_report_twice_changes_nothing() -> None:
    adoption = in_use()
    reaching(adoption, "in_use").then_nothing()
    given(adoption).when(Adoption.lapse, act(), **STOPPED).then(Adoption.UseLapsed)
    given(adoption).when(Adoption.lapse, act(), **STOPPED).then_nothing()
    reaching(adoption, "in_use").then_nothing()
    assert adoption.stage == "use_lapsed"


@pytest.mark.rule("C09-02")
def test_measured_use_outranks_reported_use() -> None:
    adoption = in_use()
    reaching(adoption, "in_use", source_kind="measured", source="NHN", reached_on="2023-04").then(
        Adoption.StageReached, former_stage="in_use", source_kind="measured"
    )
    reaching(adoption, "in_use", source="Ringerunde").then_refused(
        "C09-02", "use_is_measured", kind="municipality"
    )


@pytest.mark.rule("I28")
def test_use_can_stop_and_come_back() -> None:
    adoption = in_use()
    given(adoption).when(Adoption.lapse, act(), **STOPPED).then(
        Adoption.UseLapsed, on=date(2024, 1, 10), former_stage="in_use", municipality=BERGEN
    )
    reaching(adoption, "in_use", reached_on="2024-01", source="Ringerunde").then_refused(
        "I28", "before_lapse", lapsed="2024-01-10"
    )
    reaching(adoption, "in_use", reached_on="2024-02-01", precision="day").then(
        Adoption.StageReached, former_stage="use_lapsed", implied=[]
    )
    assert adoption.stage == "in_use"


@pytest.mark.rule("I30")
def test_only_use_can_stop_and_that_nobody_measured_is_no_sign_of_it() -> None:
    given(begun()).when(Adoption.lapse, act(), **STOPPED).then_refused("I28", "not_in_use")
    given(in_use()).when(Adoption.lapse, act(), **{**STOPPED, "evidence": ""}).then_refused(
        "I30", "lapse_not_evidenced"
    )
    given(in_use()).when(Adoption.lapse, act(), **{**STOPPED, "on": date(2023, 4, 1)}).then_refused(
        "I28", "before_earlier_stage"
    )


@pytest.mark.rule("C02-10")
def test_a_pilot_is_not_adoption() -> None:
    adoption = begun()
    note = {
        "status": "pilot", "dated": "2016", "precision": "year", "product": "Modulus Barn",
        "evidence": "En av åtte kommuner i prosjektet", "source": "bufdir.no", "confidence": "high",
    }  # fmt: skip
    given(adoption).when(Adoption.note_evidence, act(), **note).then(
        Adoption.EvidenceNoted, status="pilot", dated="2016", product="Modulus Barn"
    )
    given(adoption).when(Adoption.note_evidence, act(), **note).then_nothing()
    assert (adoption.stage, adoption.reached) == (None, {})
    given(adoption).when(Adoption.note_evidence, act(), **{**note, "status": "in_use"}).then(
        Adoption.EvidenceNoted
    )
    assert adoption.stage is None
    given(adoption).when(Adoption.note_evidence, act(), **{**note, "source": ""}).then_refused(
        "C09-02", "source_missing"
    )
    given(adoption).when(Adoption.note_evidence, act(), **{**note, "status": "loved"}).then_refused(
        "C02-10", "unknown_status", status="loved"
    )


@pytest.mark.rule("I31")
def test_benefit_is_confirmed_by_the_municipality_on_two_measurements() -> None:
    adoption = in_use()
    confirming(adoption).then(
        Adoption.BenefitConfirmed, on=AFTER.on, former_stage="in_use", owner="p-4",
        baseline={"value": 40, "unit": "minutter per vakt", "on": "2022-05-01"},
        measured={"value": 25, "unit": "minutter per vakt", "on": "2023-11-01"},
    )  # fmt: skip
    assert adoption.stage == "benefit_realised"
    confirming(adoption).then_nothing()


@pytest.mark.rule("I31")
def test_benefit_without_a_baseline_or_a_later_measurement_is_refused() -> None:
    confirming(in_use(), baseline=None).then_refused("I31", "baseline_missing")
    confirming(in_use(), measured=None).then_refused("I31", "measurement_missing")
    confirming(in_use(), measured=BEFORE).then_refused("I31", "measured_too_early")
    confirming(in_use(), measured=Measurement(2, "kroner", AFTER.on)).then_refused(
        "I31", "units_differ"
    )
    confirming(in_use(), owner="").then_refused("I31", "owner_missing")


@pytest.mark.rule("I31")
def test_nobody_else_confirms_a_municipalitys_benefit() -> None:
    confirming(in_use(), LEADER).then_refused("I31", "not_the_municipality")
    confirming(in_use(), decider(VOSS)).then_refused("I31", "not_the_municipality")


@pytest.mark.rule("I31")
def test_benefit_is_never_merely_reported_and_needs_use() -> None:
    reaching(in_use(), "benefit_realised").then_refused("I31", "benefit_not_confirmed")
    confirming(begun()).then_refused("I28", "not_in_use")
    confirming(lapsed()).then_refused("I28", "not_in_use")
    confirming(in_use(reached_on="2023-12")).then_refused("I28", "before_earlier_stage")


GONE = {
    "on": date(2024, 1, 20), "source_kind": "municipality", "source": "Kommunen",
    "evidence": "Koblet fra ved bytte av journalsystem",
}  # fmt: skip


def losing(adoption: Adoption, stage: str = "technically_introduced", **instead: Any) -> Recorded:
    return given(adoption).when(Adoption.lose, act(), stage=stage, **{**GONE, **instead})


def introduced() -> Adoption:
    adoption = begun()
    reaching(adoption, "available", reached_on="2023-01")
    reaching(adoption, "technically_introduced")
    return adoption


@pytest.mark.rule("C09-01")
def test_a_technical_introduction_is_lost_and_what_was_available_stays_so() -> None:
    adoption = introduced()
    losing(adoption).then(
        Adoption.StageLost, lost="technically_introduced", former_stage="technically_introduced",
        stage="available", reached_on="2023-01", precision="month", on=date(2024, 1, 20),
        standing_source_kind="municipality",
    )  # fmt: skip
    assert (adoption.stage, set(adoption.reached)) == ("available", {"available"})


@pytest.mark.rule("C09-01")
def test_what_is_not_available_any_more_is_not_introduced_either() -> None:
    adoption = introduced()
    losing(adoption, "available").then(Adoption.StageLost, stage=None, reached_on=None)
    assert (adoption.stage, adoption.reached) == (None, {})


@pytest.mark.rule("C09-01", "I30")
def test_use_lapses_before_what_it_rests_on_is_lost() -> None:
    losing(in_use()).then_refused("C09-01", "still_in_use")
    adoption = lapsed()
    losing(adoption).then(Adoption.StageLost, former_stage="use_lapsed", stage="available")
    losing(introduced(), "in_use").then_refused("C09-01", "not_lost_so")


@pytest.mark.rule("C09-01", "C09-02", "I28")
def test_a_loss_has_evidence_a_source_and_a_day_on_which_the_stage_stood() -> None:
    losing(introduced(), evidence="").then_refused("C09-01", "evidence_missing")
    losing(introduced(), source="").then_refused("C09-02", "source_missing")
    losing(introduced(), on=date(2023, 4, 30)).then_refused("C09-01", "not_reached")
    losing(introduced(), on=date(2024, 3, 1)).then_refused("I28", "in_the_future")
    losing(begun()).then_refused("C09-01", "not_reached")


@pytest.mark.rule("C09-01")
def test_a_stage_that_was_lost_is_reached_anew_after_that_and_the_loss_is_told_once() -> None:
    adoption = introduced()
    losing(adoption)
    losing(adoption).then_nothing()
    again = {"precision": "day", "source": "Kommunen 24/2"}
    reaching(adoption, "technically_introduced", reached_on="2024-01-19", **again).then_refused(
        "C09-01", "before_loss", lost="2024-01-20"
    )
    reaching(adoption, "technically_introduced", reached_on="2024-02-01", **again).then(
        Adoption.StageReached, former_stage="available"
    )


@pytest.mark.rule("C09-01", "I33")
def test_a_stage_that_was_taken_over_is_lost_too() -> None:
    heir = Adoption.begin(act(), municipality=VOSS, solution="kjernejournal")
    heir.inherit(act(), of=introduced(), inheritance=BERGEN)
    losing(heir).then(Adoption.StageLost, stage=None)
    assert heir.taken == {}
    given(heir).when(
        Adoption.withdraw_inheritance, act(), predecessor=BERGEN, inheritance=BERGEN
    ).then_nothing()
