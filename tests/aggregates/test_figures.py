from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from aggregates.adoption.figures import Figures
from aggregates.adoption.remaining import Figure, remaining, rows_remaining
from aggregates.kernel.root import derived
from tests.kit.given import Recorded, act, given

REPORT = date(2024, 2, 16)
LAST_YEAR = date(2023, 12, 31)
KJ = {
    "measure": "technically_introduced", "value": 263, "precision": "about", "as_of": REPORT,
    "source": "S3 L387",
}  # fmt: skip


def begun() -> Figures:
    return Figures.begin(act(), solution="kjernejournal")


def reporting(figures: Figures, **instead: Any) -> Recorded:
    return given(figures).when(Figures.report, act(), **{**KJ, **instead})


def correcting(figures: Figures, **instead: Any) -> Recorded:
    said = {**KJ, "value": 264, "reason": "Træna manglet", **instead}
    return given(figures).when(Figures.correct, act(), **said)


@pytest.mark.rule("I29")
def test_a_typed_total_stays_a_total_with_its_date_precision_and_source() -> None:
    reporting(begun()).then(Figures.Reported, solution="kjernejournal", **KJ)


@pytest.mark.rule("I29")
def test_the_same_figure_twice_is_one_and_another_is_a_correction() -> None:
    figures = begun()
    reporting(figures)
    reporting(figures).then_nothing()
    reporting(figures, value=264).then_refused("I29", "stated_already", value=263)
    reporting(figures, value=270, as_of=date(2024, 6, 1)).then(Figures.Reported, value=270)


@pytest.mark.rule("I29")
def test_a_correction_is_a_new_fact_with_its_reason() -> None:
    figures = begun()
    correcting(figures).then_refused("I29", "nothing_to_correct", as_of="2024-02-16")
    reporting(figures)
    correcting(figures, reason="").then_refused("I29", "reason_missing")
    correcting(figures).then(Figures.Corrected, former_value=263, value=264, reason="Træna manglet")
    correcting(figures).then_nothing()


@pytest.mark.rule("I29")
def test_a_figure_is_a_number_with_a_precision_and_a_source() -> None:
    reporting(begun(), value=-1).then_refused("I29", "figure_malformed", value=-1)
    reporting(begun(), measure="").then_refused("I29", "figure_malformed")
    reporting(begun(), precision="maybe").then_refused("C09-02", "unknown_precision")
    reporting(begun(), source="").then_refused("C09-02", "source_missing")


@pytest.mark.rule("I29")
def test_kjernejournal_about_263_of_356_leaves_about_93() -> None:
    left = remaining(Figure(356, "exact", LAST_YEAR), Figure(263, "about", REPORT))
    assert str(left) == "about 93"
    assert (left.target_as_of, left.reached_as_of) == (LAST_YEAR, REPORT)
    assert not left.at_one_date


@pytest.mark.rule("I29")
def test_where_the_rows_are_known_93_is_93() -> None:
    everybody = {derived("municipalities", number) for number in range(356)}
    reached = {derived("municipalities", number) for number in range(263)}
    assert len(rows_remaining(everybody, reached)) == 93


@pytest.mark.rule("I29")
def test_digihelsestasjon_introduced_in_166_and_used_in_160_leaves_a_gap_of_6() -> None:
    introduced, active = Figure(166, "exact", REPORT), Figure(160, "exact", REPORT)
    gap = remaining(introduced, active)
    assert (str(gap), gap.at_one_date) == ("6", True)


@pytest.mark.rule("I29")
@for_all(
    st.integers(0, 400), st.integers(0, 400),
    st.sampled_from(["exact", "about"]), st.sampled_from(["exact", "about"]),
)  # fmt: skip
def test_remaining_is_never_negative_and_no_more_precise_than_what_it_is_made_of(
    target: int, reached: int, of_target: str, of_reached: str
) -> None:
    left = remaining(Figure(target, of_target, REPORT), Figure(reached, of_reached, REPORT))
    assert left.value == max(0, target - reached)
    assert (left.precision == "exact") == (of_target == of_reached == "exact")
