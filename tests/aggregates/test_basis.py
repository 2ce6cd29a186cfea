from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from aggregates.deeds.terms import freeze_basis
from aggregates.funding.price_model import PriceModel
from aggregates.invitations.basis import MANDATORY, DecisionBasis, content_hash
from aggregates.kernel.root import ref
from tests.kit.desk import MemoryDesk
from tests.kit.given import act, given
from tests.kit.readiness import ready
from tests.kit.runs import LEADER, RUN, SYSTEM, basis, proposed

COST = {
    "part": "cost_and_capacity", "text": "Lisensen koster 40 kroner per innbygger",
    "sources": ["Prismodell 2024"], "dated": date(2024, 2, 10),
}  # fmt: skip


def setting(begun: DecisionBasis, **instead: Any) -> Any:
    return given(begun).when(DecisionBasis.set_part, LEADER, **{**COST, **instead})


@pytest.mark.rule("I04")
@pytest.mark.parametrize("part", MANDATORY)
def test_a_basis_that_lacks_one_of_its_four_parts_is_not_frozen(part: str) -> None:
    given(basis(without=part)).when(DecisionBasis.freeze, LEADER).then_refused(
        "I04", "parts_missing", missing=[part]
    )


def test_a_basis_with_all_four_parts_is_frozen_with_its_hash() -> None:
    begun = basis(without="resources")
    begun.set_part(
        LEADER, part="resources", text="En ressursperson", sources=[], dated=LEADER.today
    )
    given(begun).when(DecisionBasis.freeze, LEADER).then(
        DecisionBasis.Frozen, run=RUN, basis_version=1, parts=begun.draft,
        content_hash=content_hash(begun.draft),
    )  # fmt: skip
    assert begun.versions == {1: content_hash(begun.draft)}
    assert len(begun.versions[1]) == 64


def test_benefit_evidence_may_be_added() -> None:
    setting(basis(), part="benefit_evidence", text="Effektstudie 2023").then(
        DecisionBasis.PartSet, part="benefit_evidence", sources=["Prismodell 2024"]
    )


def test_there_is_no_place_for_other_parts() -> None:
    setting(basis(), part="threats").then_refused("C07-01", "part_unknown", part="threats")


def test_an_empty_part_is_no_part() -> None:
    setting(basis(), text=" ").then_refused("I04", "text_missing", part="cost_and_capacity")


def test_asked_twice_a_part_is_set_once_and_a_version_frozen_once() -> None:
    begun = basis()
    given(begun).when(DecisionBasis.freeze, LEADER).then_nothing()
    setting(begun).then(DecisionBasis.PartSet, text=COST["text"])
    setting(begun).then_nothing()


def test_a_change_leaves_the_frozen_version_as_it_was_until_it_is_frozen_again() -> None:
    begun = basis()
    first = begun.versions[1]
    setting(begun)
    assert (begun.latest, begun.frozen["cost_and_capacity"]["text"]) == (1, "Om cost_and_capacity")
    frozen = given(begun).when(DecisionBasis.freeze, LEADER)
    frozen.then_events(DecisionBasis.Frozen, DecisionBasis.BasisChanged)
    changed = frozen.events[1]
    assert (changed.former_version, changed.basis_version) == (1, 2)
    assert changed.changed == ["cost_and_capacity"]
    assert begun.versions[1] == first != begun.versions[2]


def test_the_hash_follows_the_content_and_not_the_order_it_was_written_in() -> None:
    parts = basis().frozen
    assert content_hash(dict(reversed(parts.items()))) == content_hash(parts)


@pytest.mark.rule("C07-02")
@pytest.mark.parametrize("text", ["Kommunen må delta.", "Dere MÅTTE bestemme dere."])
def test_what_a_municipality_is_invited_with_never_tells_it_what_it_has_to_do(text: str) -> None:
    given(basis()).when(
        DecisionBasis.set_part, LEADER, part="prerequisites", text=text, sources=[],
        dated=date(2024, 2, 1),
    ).then_refused("C07-02", "commanding", part="prerequisites")  # fmt: skip


def test_a_cost_part_is_older_than_a_new_price_model_until_it_is_written_anew() -> None:
    frozen = basis()
    given(frozen).when(DecisionBasis.outdate_cost, SYSTEM, year=2025).then(
        DecisionBasis.CostOutdated, run=RUN, year=2025
    )
    given(frozen).when(DecisionBasis.outdate_cost, SYSTEM, year=2025).then_nothing()
    frozen.set_part(LEADER, part="resources", text="Nytt.", sources=[], dated=date(2024, 2, 2))
    assert frozen.outdated == 2025
    frozen.set_part(
        LEADER, part="cost_and_capacity", text="50 kroner.", sources=[], dated=date(2024, 2, 2)
    )
    assert frozen.outdated is None


def priced() -> PriceModel:
    """PLL has a price model of last year, of this one and of the next."""
    prices = PriceModel.begin(act(), solution="pll")
    for year in (2023, 2024, 2025):
        prices.adopt(
            act(), year=year, total=10, decided_by="HOD", document="Brev",
            shares=[{"payer": "kommuner", "part": "fixed", "amount": 10}],
        )  # fmt: skip
    return prices


@pytest.mark.rule("C07-01", "C19-01")
def test_a_version_is_frozen_with_the_prices_and_the_readiness_that_were_known() -> None:
    begun, nation = basis(without="resources"), ready()
    begun.set_part(LEADER, part="resources", text="To.", sources=[], dated=date(2024, 2, 1))
    desk = MemoryDesk(LEADER, begun, proposed("regional:46"), priced(), nation)
    desk.recorded()
    freeze_basis(desk, run=RUN)
    [enclosed, frozen] = desk.recorded()
    assert isinstance(frozen, DecisionBasis.Frozen)
    assert isinstance(enclosed, DecisionBasis.Enclosed)
    assert (enclosed.basis_version, enclosed.price_years) == (1, [2024, 2025])
    assert (enclosed.readiness, enclosed.scope_code) == (ref(nation), "national")


@pytest.mark.rule("C07-01")
def test_what_goes_with_a_version_is_not_exchanged_and_what_is_not_there_is_none() -> None:
    begun = basis(without="resources")
    begun.set_part(LEADER, part="resources", text="To.", sources=[], dated=date(2024, 2, 1))
    desk = MemoryDesk(LEADER, begun, proposed())
    desk.recorded()
    freeze_basis(desk, run=RUN)
    [enclosed, _] = desk.recorded()
    assert isinstance(enclosed, DecisionBasis.Enclosed)
    assert (enclosed.price_years, enclosed.readiness, enclosed.scope_code) == ([], None, None)
    desk.found(priced())
    freeze_basis(desk, run=RUN)
    assert [each for each in desk.recorded() if isinstance(each, DecisionBasis.Enclosed)] == []
