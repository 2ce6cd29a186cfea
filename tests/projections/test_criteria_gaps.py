"""What the portfolio board shows as lacking is what the gate finds unmet."""

from __future__ import annotations

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from aggregates.kernel.act import Role
from aggregates.readiness.answering import ANSWERS, NOT_RELEVANT
from projections.criteria_gaps import Gaps
from tests.kit.given import act
from tests.kit.readiness import PROGRAMME, PROOF, opened


@pytest.mark.rule("I10", "C03-04")
@drawn(
    said=st.fixed_dictionaries(
        {}, optional=dict.fromkeys(("K1", "K3", "K10"), st.sampled_from(sorted(ANSWERS)))
    )
)
def test_the_board_and_the_gate_find_the_same_criteria_unmet(said: dict[str, str]) -> None:
    readiness = opened()
    for criterion, answer in said.items():
        readiness.answer(
            act(Role.PROGRAMME, body=PROGRAMME), criterion=criterion, answer=answer,
            reason="Gjelder ikke.", evidence=PROOF,
        )  # fmt: skip
    shown = Gaps("1", "pll", "national", 1, ["K1", "K3"], said)
    assert shown.unmet == readiness.unmet()


@pytest.mark.rule("I10")
def test_a_mandatory_criterion_that_is_called_not_relevant_is_shown_as_a_gap() -> None:
    shown = Gaps("1", "pll", "national", 1, ["K1", "K3"], {"K1": NOT_RELEVANT, "K3": "met"})
    assert shown.unmet == ["K1"]
