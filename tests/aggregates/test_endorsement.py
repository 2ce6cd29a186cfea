from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from aggregates.deeds.portfolio import propose_portfolio
from aggregates.kernel.refusals import Missing
from aggregates.portfolio.endorsement import Endorsement
from tests.aggregates.test_solution import kjernejournal
from tests.kit.desk import MemoryDesk
from tests.kit.given import act, given

MARCH, JUNE = date(2024, 3, 1), date(2024, 6, 1)
DECISION = {"deciding_body": "KommIT-rådet", "decision": "KommIT 14/24"}


def proposed(*versions: list[str]) -> Endorsement:
    endorsement = Endorsement.open(act())
    for solutions in versions:
        endorsement.propose(act(), solutions=solutions, reason="Etter høring.")
    return endorsement


def endorsed(*versions: tuple[date, list[str]]) -> Endorsement:
    endorsement = proposed(*(solutions for _, solutions in versions))
    for number, (day, _) in enumerate(versions, start=1):
        endorsement.endorse(act(), number=number, on=day, **DECISION)
    return endorsement


@pytest.mark.rule("C02-02")
def test_what_is_only_proposed_is_not_endorsed() -> None:
    endorsement = proposed(["pll", "kjernejournal"])
    assert not endorsement.endorses("pll")
    given(endorsement).when(Endorsement.endorse, act(), number=1, on=MARCH, **DECISION).then(
        Endorsement.VersionEndorsed, solutions=["kjernejournal", "pll"], on=MARCH
    )
    assert endorsement.endorses("pll")


@pytest.mark.rule("C02-02", "I27")
def test_a_version_holds_from_its_day_until_the_next_one_does() -> None:
    endorsement = endorsed((MARCH, ["pll"]), (JUNE, ["kjernejournal"]))
    days = (date(2024, 2, 29), MARCH, date(2024, 5, 31), JUNE)
    assert [endorsement.endorses("pll", day) for day in days] == [False, True, True, False]
    assert (endorsement.endorses("pll"), endorsement.endorses("kjernejournal")) == (False, True)


def test_the_same_proposal_and_the_same_endorsement_are_recorded_once() -> None:
    endorsement = endorsed((MARCH, ["pll"]))
    given(endorsement).when(
        Endorsement.propose, act(), solutions=["pll", "pll"], reason="Igjen."
    ).then_nothing()
    given(endorsement).when(Endorsement.endorse, act(), number=1, **DECISION).then_nothing()


@pytest.mark.rule("C02-02")
@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"number": 3}, "not_proposed"),
        ({"decision": ""}, "decision_missing"),
        ({"deciding_body": ""}, "decision_missing"),
        ({"on": date(2024, 2, 1)}, "out_of_order"),
    ],
    ids=str,
)
def test_an_endorsement_is_of_what_was_proposed_and_on_a_decision(
    wrong: dict[str, Any], reason: str
) -> None:
    endorsement = endorsed((MARCH, ["pll"]))
    endorsement.propose(act(), solutions=["kjernejournal"], reason="Etter høring.")
    asked = {"number": 2, "on": JUNE, **DECISION, **wrong}
    given(endorsement).when(Endorsement.endorse, act(), **asked).then_refused("C02-02", reason)


def test_a_proposal_names_solutions_and_says_why() -> None:
    for solutions, why, reason in (
        ([], "Etter høring.", "solutions_missing"),
        (["pll"], "", "reason_missing"),
    ):
        given(proposed()).when(
            Endorsement.propose, act(), solutions=solutions, reason=why
        ).then_refused("C02-02", reason)


def test_only_solutions_that_are_registered_are_proposed() -> None:
    desk = MemoryDesk(act(), kjernejournal())
    made = propose_portfolio(desk, solutions=["kjernejournal"], reason="Etter høring.")
    assert made.proposed == [["kjernejournal"]]
    with pytest.raises(Missing):
        propose_portfolio(desk, solutions=["kjernejournal", "x"], reason="Etter høring.")
    assert made.id == UUID(str(Endorsement.ID))
