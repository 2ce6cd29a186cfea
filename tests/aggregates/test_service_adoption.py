from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from aggregates.adoption.service import ServiceAdoption
from tests.kit.given import Recorded, act, asked, given
from tests.kit.runs import BERGEN

TOLD = {
    "reached_on": "2023-05", "precision": "month", "source_kind": "municipality",
    "source": "Statusrapport 2023", "evidence": "Brukes på alle avdelinger.",
}  # fmt: skip
STOPPED: dict[str, Any] = {
    "on": date(2024, 1, 10), "source_kind": "municipality", "source": "Bergen",
    "evidence": "Avtalen er sagt opp.",
}  # fmt: skip


def begun() -> ServiceAdoption:
    return ServiceAdoption.begin(
        act(), municipality=BERGEN, solution="kjernejournal", service="sykehjem"
    )


def reaching(adoption: ServiceAdoption, stage: str, **instead: Any) -> Recorded:
    return given(adoption).when(ServiceAdoption.reach, act(), stage=stage, **{**TOLD, **instead})


def in_use(**instead: Any) -> ServiceAdoption:
    adoption = begun()
    reaching(adoption, "in_use", **instead)
    return adoption


@pytest.mark.rule("C09-03")
def test_a_stage_is_told_of_a_known_service_area() -> None:
    reaching(begun(), "in_use").then(
        ServiceAdoption.StageReached, service="sykehjem", stage="in_use",
        implied=["available", "technically_introduced"],
    )  # fmt: skip
    said = {"municipality": BERGEN, "solution": "kj", "service": "korps"}
    asked(lambda: ServiceAdoption.begin(act(), **said)).then_refused(  # type: ignore[arg-type]
        "C09-03", "unknown_service"
    )


@pytest.mark.rule("I28")
def test_introduced_in_a_service_area_is_not_in_use_there() -> None:
    adoption = begun()
    reaching(adoption, "technically_introduced")
    assert (adoption.stage, "in_use" in adoption.reached) == ("technically_introduced", False)
    reaching(adoption, "in_use", reached_on="2022-05").then_refused("I28", "before_earlier_stage")
    reaching(adoption, "in_use", evidence="").then_refused("I28", "evidence_missing")
    reaching(adoption, "in_use", reached_on="2024-06").then_refused("I28", "in_the_future")


@pytest.mark.rule("I28", "I30")
def test_use_in_a_service_area_can_stop_and_come_back() -> None:
    adoption = in_use()
    given(adoption).when(ServiceAdoption.lapse, act(), **STOPPED | {"evidence": ""}).then_refused(
        "I30", "lapse_not_evidenced"
    )
    given(adoption).when(
        ServiceAdoption.lapse, act(), **STOPPED | {"on": date(2023, 1, 1)}
    ).then_refused("I28", "before_earlier_stage")
    given(adoption).when(ServiceAdoption.lapse, act(), **STOPPED).then(ServiceAdoption.UseLapsed)
    given(adoption).when(ServiceAdoption.lapse, act(), **STOPPED).then_nothing()
    reaching(adoption, "in_use", reached_on="2023-12").then_refused("I28", "before_lapse")
    reaching(adoption, "in_use", reached_on="2024-02").then(
        ServiceAdoption.StageReached, former_stage="use_lapsed"
    )
    given(begun()).when(ServiceAdoption.lapse, act(), **STOPPED).then_refused("I28", "not_in_use")


@pytest.mark.rule("C09-02")
def test_the_same_word_twice_is_one_and_a_report_does_not_outrank_a_measurement() -> None:
    adoption = in_use(source_kind="measured")
    reaching(adoption, "in_use", source_kind="measured").then_nothing()
    reaching(adoption, "in_use").then_refused("C09-02", "use_is_measured")
