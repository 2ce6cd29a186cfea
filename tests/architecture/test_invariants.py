"""Every invariant is shown by tests that say it in a sentence, and every mark names a rule."""

from __future__ import annotations

import pytest

from api.rules import RULES
from ops.documents.invariants import Shown, shown

SHOWN = sorted(set(shown()))
INVARIANTS = [f"I{number:02}" for number in (*range(1, 46), *range(63, 67))]
ELSEWHERE = {
    "I64": "tests/projections/",  # views are folded from the log; no aggregate knows of them
    "I65": "tests/services/",  # it is the listener who hears twice, whatever the aggregate
}
"""Where an invariant is shown that is not about an aggregate, and why it is not."""
WORDS = 5


@pytest.mark.parametrize("invariant", INVARIANTS)
def test_every_invariant_is_shown_by_a_test_where_it_belongs(invariant: str) -> None:
    where = ELSEWHERE.get(invariant, "tests/aggregates/")
    assert any(each.rule == invariant and each.path.startswith(where) for each in SHOWN)


def test_every_mark_names_a_rule_that_there_is() -> None:
    assert [each for each in SHOWN if each.rule not in RULES] == []


def test_every_test_that_shows_a_rule_is_named_by_a_sentence() -> None:
    short: list[Shown] = [each for each in SHOWN if len(each.sentence.split()) < WORDS]
    assert short == []
