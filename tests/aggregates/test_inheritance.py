from __future__ import annotations

from typing import Any

import pytest

from aggregates.kernel.act import Role
from aggregates.kernel.root import derived
from aggregates.territory.inheritance import Inheritance
from tests.kit.given import act, asked, given

OLD, NEW = derived("municipalities", "1507"), derived("municipalities", "1580")
CONTACT = act(Role.REGIONAL_CONTACT, region="15")
ASKED: dict[str, Any] = {
    "predecessor": OLD, "successor": NEW, "solution": "kjernejournal",
    "inherits": True, "reason": "Samme journalsystem", "succeeds": True, "county": "15",
}  # fmt: skip


@pytest.mark.rule("I33")
def test_what_is_taken_over_is_decided_with_a_reason() -> None:
    asked(lambda: Inheritance.decide(CONTACT, **ASKED)).then(
        Inheritance.Decided, inherits=True, reason="Samme journalsystem"
    )
    asked(lambda: Inheritance.decide(CONTACT, **ASKED | {"reason": ""})).then_refused(
        "I33", "inheritance_reason_missing"
    )


@pytest.mark.rule("I33")
def test_nothing_is_taken_over_from_a_municipality_that_is_no_predecessor() -> None:
    asked(lambda: Inheritance.decide(CONTACT, **ASKED | {"succeeds": False})).then_refused(
        "I33", "not_a_successor"
    )


@pytest.mark.rule("I33")
def test_a_contact_decides_for_the_own_region_only() -> None:
    stranger = act(Role.REGIONAL_CONTACT, region="18")
    asked(lambda: Inheritance.decide(stranger, **ASKED)).then_refused(
        "I33", "not_the_region", county="15"
    )


@pytest.mark.rule("I33")
def test_a_decision_can_be_made_again() -> None:
    decided = Inheritance.decide(CONTACT, **ASKED)
    again = {"inherits": False, "reason": "Nytt journalsystem", "county": "15"}
    given(decided).when(Inheritance.redecide, CONTACT, **again).then(
        Inheritance.Redecided, inherits=False
    )
    given(decided).when(Inheritance.redecide, CONTACT, **again).then_nothing()
