from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from aggregates import rules
from aggregates.audit.refusal import Refusal
from aggregates.kernel.refusals import Refused, Rule
from aggregates.kernel.root import derived, ref
from aggregates.readiness.readiness import Readiness
from aggregates.rules import I03
from tests.kit.given import act, asked, given
from tests.kit.readiness import WHY, opened

WORDS = Path(__file__).parents[2] / "api" / "texts" / "nb" / "rules.toml"


def refused() -> Refused:
    """What the gate says to who declares PLL ready while it is on trial."""
    refusal = given(opened()).when(Readiness.declare, act(), reason=WHY).refusal
    assert refusal is not None
    return refusal


@pytest.mark.rule("I66")
def test_a_refusal_keeps_rule_version_reason_and_facts() -> None:
    asked(lambda: Refusal.note(act(), refused())).then(
        Refusal.Noted, asked="declare_ready", rule="I10", rule_version=2,
        reason="criteria_unmet", facts={"unmet": ["K1", "K3"]},
    )  # fmt: skip


@pytest.mark.rule("I66")
def test_a_refusal_keeps_the_whole_trace_and_what_was_consulted() -> None:
    noted = asked(lambda: Refusal.note(act(), refused())).events[0]
    assert noted.trace == refused().trace
    assert {each["outcome"] for each in noted.trace} == {"ok", "not_ok", "not_assessed"}
    assert noted.about == sorted([ref(opened()), opened().round.criteria_source])


def test_one_command_is_refused_once() -> None:
    first, second = (Refusal.note(act(), refused()) for _ in range(2))
    assert first.id == second.id == derived("refusals", act().command)


def test_a_refusal_may_say_in_other_words_what_was_asked() -> None:
    asked(lambda: Refusal.note(act(), refused(), asked="declare")).then(
        Refusal.Noted, asked="declare"
    )


def test_a_refusal_without_a_gate_consulted_nothing() -> None:
    asked(lambda: Refusal.note(act(), Refused(I03, "never"))).then(
        Refusal.Noted, asked="", about=[], trace=[]
    )


def test_what_is_consulted_in_a_list_is_found_too() -> None:
    inputs = {"readiness": [ref(opened()), "none"], "ready": False}
    trace = [{"gate": "invite", "rule": "I09", "inputs": inputs, "outcome": "not_ok"}]
    asked(lambda: Refusal.note(act(), Refused(I03, "never", trace))).then(
        Refusal.Noted, about=[ref(opened())]
    )


def test_every_rule_has_norwegian_words() -> None:
    every = {each.id for each in vars(rules).values() if isinstance(each, Rule)}
    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    assert every - {id for id, said in words.items() if said} == set()
