from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from aggregates.adoption.categories import STARTER, WelfareCategories
from aggregates.adoption.published import Counted, PublishedFigures
from aggregates.adoption.study import EffectStudy
from tests.kit.given import Recorded, act, asked, given

DAY = date(2024, 1, 31)
COUNTED = Counted(357, 166, 160, 20, 191, 1, 4711)
STUDY: dict[str, Any] = {
    "solution": "kj", "title": "Effektstudie", "population": "12 sykehjem",
    "finding": "Kortere tid.", "limits": "Uten kontrollgruppe.", "source": "Rapport 3/25",
    "published": date(2023, 6, 1), "criterion": "K2", "strength": "low",
}  # fmt: skip


def publishing(figures: PublishedFigures, counted: Counted = COUNTED, on: date = DAY) -> Recorded:
    return given(figures).when(PublishedFigures.publish, act(), as_of=on, counted=counted)


def registering(**instead: Any) -> Recorded:
    return asked(lambda: EffectStudy.register(act(), **{**STUDY, **instead}))


@pytest.mark.rule("I34")
def test_what_was_published_stays_as_it_was_whatever_rule_comes() -> None:
    figures = PublishedFigures.begin(act(), solution="kj")
    publishing(figures).then(
        PublishedFigures.Published, number=1, introduced=166, active=160, use_rule=1
    )
    publishing(figures, replace(COUNTED, active=150)).then_refused(
        "I34", "published_already", as_of="2024-01-31"
    )
    publishing(figures, replace(COUNTED, active=150, use_rule=2)).then(
        PublishedFigures.Published, number=2, active=150, use_rule=2
    )
    publishing(figures, on=date(2024, 2, 17)).then_refused("I34", "published_ahead")


@pytest.mark.rule("C09-10")
def test_a_study_says_whom_it_covers_and_what_it_does_not_show() -> None:
    recorded = registering()
    recorded.then_events(EffectStudy.Registered, EffectStudy.Graded)
    study = recorded.events[0]
    assert (study.on, study.criterion) == (date(2023, 6, 1), "K2")
    assert study.limits == "Uten kontrollgruppe."
    for lacking in ("population", "finding", "limits", "source"):
        registering(**{lacking: ""}).then_refused("C09-10", "study_incomplete")
    registering(published=date(2025, 1, 1)).then_refused("C09-10", "study_ahead")


@pytest.mark.rule("C09-13")
def test_there_are_four_categories_of_mature_technology_until_others_are_published() -> None:
    categories = WelfareCategories.open(act())
    assert (categories.edition, len(STARTER), categories.named) == (0, 4, STARTER)
    publish = WelfareCategories.publish
    said: dict[str, Any] = {"categories": [("tilsyn", "Digitalt tilsyn")], "decision": "KS 26/208"}
    given(categories).when(publish, act(), **said | {"categories": []}).then_refused(
        "C09-13", "categories_malformed"
    )
    given(categories).when(publish, act(), **said | {"decision": ""}).then_refused(
        "C09-13", "decision_missing"
    )
    given(categories).when(publish, act(), **said).then(WelfareCategories.Published, version=1)
    given(categories).when(publish, act(), **said).then_nothing()
    twice = [("tilsyn", "A"), ("tilsyn", "B")]
    given(categories).when(publish, act(), **said | {"categories": twice}).then_refused(
        "C09-13", "categories_malformed"
    )
