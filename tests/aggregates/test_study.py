"""A study is evidence with a strength and a source; it says what it does not show."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from aggregates.adoption.study import STRENGTHS, EffectStudy
from tests.kit.given import Recorded, act, asked, given

SAID: dict[str, Any] = {
    "solution": "pll", "title": "Effekt", "population": "12 sykehjem", "finding": "Kortere tid.",
    "limits": "Uten kontroll.", "source": "Rapport 3/23", "published": date(2023, 6, 1),
    "criterion": "K2", "strength": "low", "partners": ["994598759", "974760673"],
}  # fmt: skip


def registering(**instead: Any) -> Recorded:
    return asked(lambda: EffectStudy.register(act(), **SAID | instead))


@pytest.mark.rule("C10-09")
def test_evidence_is_registered_with_its_strength_and_those_who_did_the_research() -> None:
    recorded = registering()
    recorded.then_events(EffectStudy.Registered, EffectStudy.Graded, EffectStudy.PartnersNamed)
    _, graded, named = recorded.events
    assert (graded.strength, graded.former_strength) == ("low", None)
    assert named.partners == ["974760673", "994598759"]
    registering(partners=[]).then_events(EffectStudy.Registered, EffectStudy.Graded)


@pytest.mark.rule("C10-09", "C09-10")
def test_evidence_without_a_known_strength_or_a_source_is_refused() -> None:
    registering(strength=None).then_refused("C10-09", "strength_missing")
    registering(strength="strong").then_refused("C10-09", "unknown_strength")
    registering(source="").then_refused("C09-10", "study_incomplete")
    registering(published=date(2024, 3, 1)).then_refused("C09-10", "study_ahead")


@pytest.mark.rule("C10-09")
@pytest.mark.parametrize("strength", STRENGTHS[1:])
def test_evidence_is_graded_anew_for_a_reason_and_the_former_grade_stays_on_record(
    strength: str,
) -> None:
    study = given(EffectStudy.register(act(), **SAID | {"strength": "high"}))
    study.when(EffectStudy.grade, act(), strength="high", reason="").then_nothing()
    study.when(EffectStudy.grade, act(), strength=strength, reason="").then_refused(
        "C10-09", "reason_missing"
    )
    study.when(EffectStudy.grade, act(), strength=strength, reason="Ikke bekreftet.").then(
        EffectStudy.Graded, strength=strength, former_strength="high"
    )
