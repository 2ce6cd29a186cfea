from __future__ import annotations

from typing import Any

import pytest

from aggregates.deeds.solutions import advise_order, decide_order
from aggregates.kernel.act import Role
from aggregates.kernel.refusals import Missing
from aggregates.portfolio.priority import Priority
from tests.aggregates.test_solution import kjernejournal
from tests.kit.desk import MemoryDesk
from tests.kit.given import act, given

SPEAKER = act(Role.REPRESENTATIVE)
ADVICE: dict[str, Any] = {
    "giver": "FPU", "mandate": "FPU pkt. 3", "ranking": ["kj", "pll"], "reason": "Grunnsten.",
}  # fmt: skip
ORDER: dict[str, Any] = {
    "ranking": ["kj", "vkp", "pll"], "deciding_body": "KommIT-rådet", "decision": "KommIT 20/24",
    "reason": "",
}  # fmt: skip


def advised() -> Priority:
    priority = Priority.open(act())
    priority.advise(SPEAKER, **ADVICE)
    return priority


@pytest.mark.rule("C02-11", "I56", "I57")
def test_advice_keeps_giver_and_mandate_and_is_unanswered_until_an_order_is_decided() -> None:
    priority = advised()
    [waiting] = priority.unanswered
    assert (waiting.giver, waiting.mandate, priority.order) == ("FPU", "FPU pkt. 3", [])
    given(priority).when(Priority.decide, act(), **ORDER).then(
        Priority.OrderDecided, answers={"FPU": "followed"}
    )
    assert (priority.unanswered, priority.order) == ([], ["kj", "vkp", "pll"])
    given(priority).when(Priority.decide, act(), **ORDER).then_nothing()


@pytest.mark.rule("C02-11")
def test_an_order_that_departs_from_advice_says_why() -> None:
    other = {**ORDER, "ranking": ["pll", "kj"]}
    given(advised()).when(Priority.decide, act(), **other).then_refused(
        "C02-11", "reason_missing", givers=["FPU"]
    )
    given(advised()).when(Priority.decide, act(), **{**other, "reason": "Kapasitet."}).then(
        Priority.OrderDecided, answers={"FPU": "not_followed"}
    )


def test_newer_advice_of_the_same_giver_takes_the_place_of_the_older() -> None:
    priority = advised()
    given(priority).when(Priority.advise, SPEAKER, **ADVICE).then_nothing()
    priority.advise(SPEAKER, **{**ADVICE, "ranking": ["pll"]})
    assert [each.ranking for each in priority.unanswered] == [["pll"]]


@pytest.mark.rule("C02-11")
@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"mandate": ""}, "mandate_missing"),
        ({"ranking": []}, "ranking_missing"),
        ({"ranking": ["kj", "kj"]}, "ranked_twice"),
    ],
    ids=str,
)
def test_advice_has_a_mandate_and_ranks_each_solution_once(
    wrong: dict[str, Any], reason: str
) -> None:
    given(Priority.open(act())).when(Priority.advise, SPEAKER, **{**ADVICE, **wrong}).then_refused(
        "C02-11", reason
    )


def test_an_order_is_a_decision_that_can_be_found_again() -> None:
    given(advised()).when(Priority.decide, act(), **{**ORDER, "decision": ""}).then_refused(
        "C02-11", "decision_missing"
    )


def test_only_registered_solutions_are_ordered() -> None:
    desk = MemoryDesk(act(), kjernejournal())
    mine = {"ranking": ["kjernejournal"]}
    advise_order(desk, **{**ADVICE, **mine})
    assert decide_order(desk, **{**ORDER, **mine}).order == ["kjernejournal"]
    with pytest.raises(Missing):
        decide_order(desk, **ORDER)
