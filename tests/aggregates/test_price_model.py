"""What a solution costs whom: by year, decided, and to the krone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from aggregates.funding.price_model import PriceModel, divided
from tests.kit.given import Recorded, act, given
from tests.kit.runs import LEADER, RUN, basis

SPLIT_2025 = [("helseforetak", "fixed", 55), ("kommuner", "fixed", 45)]
SPLIT_2026 = [("helseforetak", "fixed", 50), ("kommuner", "fixed", 50)]


def shares(split: list[tuple[str, str, int]]) -> list[dict[str, Any]]:
    return [{"payer": payer, "part": part, "amount": amount} for payer, part, amount in split]


def prices() -> PriceModel:
    return PriceModel.begin(act(), solution="kjernejournal")


def adopting(model: PriceModel, **instead: Any) -> Recorded:
    said = {"year": 2026, "total": 100, "shares": shares(SPLIT_2026), "decided_by": "HOD",
            "document": "Brev 25/9"}  # fmt: skip
    return given(model).when(PriceModel.adopt, act(), **said | instead)


@pytest.mark.rule("C19-01")
def test_each_year_has_its_own_model_and_none_is_written_over() -> None:
    model = prices()
    adopting(model, year=2025, shares=shares(SPLIT_2025)).then(PriceModel.Adopted, year=2025)
    adopting(model).then(PriceModel.Adopted, year=2026, total=100)
    adopting(model).then_nothing()
    adopting(model, shares=shares(SPLIT_2025)).then_refused("C19-01", "adopted_already", year=2026)
    assert model.years[2025].shares == shares(SPLIT_2025)


@pytest.mark.rule("C19-01")
def test_somebody_has_decided_a_price_model() -> None:
    adopting(prices(), decided_by="").then_refused("C19-01", "decision_missing")
    adopting(prices(), document="").then_refused("C19-01", "decision_missing")


@pytest.mark.rule("C19-02")
def test_the_shares_are_the_total() -> None:
    adopting(prices(), total=101).then_refused("C19-02", "shares_are_not_the_total", told=100)
    adopting(prices(), total=0, shares=[]).then_refused("C19-02", "shares_are_not_the_total")
    adopting(prices(), shares=shares([("kommuner", "half", 100)])).then_refused(
        "C19-02", "unknown_part"
    )
    odd = shares([("kommuner", "fixed", 110), ("helseforetak", "fixed", -10)])
    adopting(prices(), shares=odd).then_refused("C19-02", "share_negative")


@pytest.mark.rule("C19-02")
@drawn(st.integers(0, 10**12), st.lists(st.integers(0, 10**6), max_size=40))
def test_what_is_divided_is_the_whole_to_the_krone_and_undefined_without_users(
    amount: int, keys: list[int]
) -> None:
    parts = divided(amount, keys)
    if sum(keys) == 0:
        assert parts is None
        return
    assert parts is not None
    assert sum(parts) == amount
    assert all(part >= 0 for part in parts)
    assert all(part == 0 for part, key in zip(parts, keys, strict=True) if key == 0)


@pytest.mark.rule("C19-02")
@drawn(st.integers(1, 10**9), st.integers(1, 1000), st.integers(1, 1000))
def test_with_more_users_the_price_of_each_is_no_higher(amount: int, users: int, more: int) -> None:
    few, many = divided(amount, [1] * users), divided(amount, [1] * (users + more))
    assert few is not None
    assert many is not None
    assert max(many) <= max(few)


def test_a_basis_relies_on_prices_once() -> None:
    model, relied = prices(), {"run": RUN, "basis": basis().id}
    given(model).when(PriceModel.rely, LEADER, **relied).then(PriceModel.ReliedOn, **relied)
    given(model).when(PriceModel.rely, LEADER, **relied).then_nothing()
