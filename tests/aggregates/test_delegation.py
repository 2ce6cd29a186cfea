"""A municipality itself states who in it decides what."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from aggregates.kernel.act import Role
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import derived
from aggregates.mandates.delegation import Delegation, check_level
from tests.kit.given import Given, act

HERE, ELSEWHERE = derived("municipalities", "4601"), derived("municipalities", "4602")
TODAY, LATER = date(2024, 2, 16), date(2024, 6, 1)
OWN = act(Role.MUNICIPAL_DECIDER, body="964338531", municipality=HERE)


def delegated(**levels: str) -> Given:
    """A municipality that has stated levels for solutions, or for everything (`all`)."""
    begun = Delegation.begin(OWN, municipality=HERE)
    for matter, level in levels.items():
        begun.state(OWN, matter=matter.replace("all", "*"), level=level, since=TODAY, document="1")
    return Given(begun)


def stating(given: Given, by: Any = OWN, **asked: Any) -> Any:
    good = {"matter": "pll", "level": "kommunalsjef", "since": LATER, "document": "26/88"}
    return given.when(Delegation.state, by, **(good | asked))


@pytest.mark.rule("C07-08")
def test_the_municipal_director_decides_until_the_municipality_has_stated_otherwise() -> None:
    check_level(None, "pll", "kommunedirektor", TODAY)
    check_level(None, "pll", "kommunestyre", TODAY)
    with pytest.raises(Refused, match="C07-08 level_too_low"):
        check_level(None, "pll", "kommunalsjef", TODAY)


def test_a_level_is_stated_for_one_solution_or_for_all_others_from_a_day_on() -> None:
    given = delegated(all="kommunestyre")
    stating(given).then(
        Delegation.LevelStated, municipality=HERE, matter="pll", level="kommunalsjef",
        since=LATER, document="26/88",
    )  # fmt: skip
    state = given.root
    assert isinstance(state, Delegation)
    assert state.level("pll", TODAY) == "kommunestyre"
    assert state.level("pll", LATER) == "kommunalsjef"
    assert state.level("kjernejournal", LATER) == "kommunestyre"
    assert state.level("pll", date(2024, 2, 15)) == "kommunedirektor"


@pytest.mark.rule("C07-08")
def test_a_decision_below_the_level_stated_is_refused() -> None:
    state = delegated(pll="kommunestyre").root
    assert isinstance(state, Delegation)
    with pytest.raises(Refused, match="level_too_low"):
        check_level(state, "pll", "kommunedirektor", TODAY)
    check_level(state, "pll", "kommunestyre", TODAY)
    check_level(state, "kjernejournal", "kommunedirektor", TODAY)


def test_a_level_that_nobody_knows_is_refused() -> None:
    with pytest.raises(Refused, match="unknown_level"):
        check_level(None, "pll", "kongen", TODAY)
    stating(delegated(), level="kongen").then_refused("C07-08", "unknown_level")


@pytest.mark.rule("I01")
@pytest.mark.parametrize(
    "by",
    [
        act(Role.MUNICIPAL_COORDINATOR, municipality=HERE),
        act(Role.MUNICIPAL_DECIDER, municipality=ELSEWHERE),
        act(Role.PORTFOLIO_OWNER),
        act(Role.REGIONAL_CONTACT, region="46"),
    ],
    ids=lambda by: str(by.role),
)
def test_nobody_states_it_for_a_municipality(by: Any) -> None:
    stating(delegated(), by).then_refused("I01", "not_decider")


def test_what_is_stated_rests_on_the_municipalitys_own_decision_and_is_not_backdated() -> None:
    stating(delegated(), document="").then_refused("C07-08", "document_missing")
    stating(delegated(), since=date(2024, 2, 15)).then_refused("C07-08", "in_the_past")
    stating(delegated(pll="kommunalsjef")).then_nothing()
