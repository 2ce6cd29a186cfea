"""Every refusal and every task has its sentence in bokmål, and no sentence is left over."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from aggregates import rules
from aggregates.kernel.refusals import Rule
from api import problems, texts
from services.places import TASKS
from tests.kit.source import ROOT, Refusal, called, calls, refusals

REFUSALS = list(refusals())
RULES = {name: rule for name, rule in vars(rules).items() if isinstance(rule, Rule)}
CATALOGUES = sorted((ROOT / "api" / "texts" / texts.LANGUAGE).glob("*.toml"))
KERNEL = ROOT / "aggregates" / "kernel" / "refusals.py"
PASSED_ON = ROOT / "aggregates" / "tasks"
"""Where a subject key is an argument."""


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def said(tree: object) -> Iterator[str]:
    """Every text of a catalogue."""
    if isinstance(tree, dict):
        for each in tree.values():
            yield from said(each)
    else:
        yield str(tree)


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda each: each.where)
def test_every_refusal_has_a_sentence_that_tells_only_what_the_refusal_knows(
    refusal: Refusal,
) -> None:
    sentence = texts.sentences()[RULES[refusal.rule].id, refusal.reason]
    assert placeholders(sentence) <= refusal.facts


def test_no_sentence_is_left_over() -> None:
    used = {(RULES[each.rule].id, each.reason) for each in REFUSALS}
    assert texts.sentences().keys() == used


def test_every_rule_has_words_and_a_name_like_its_number() -> None:
    assert texts.rule_words().keys() == {rule.id for rule in RULES.values()}
    assert all(rule.id.replace("-", "_") == name for name, rule in RULES.items())
    assert all(rule.words and rule.source and rule.version >= 1 for rule in RULES.values())


def test_every_problem_has_a_title_and_no_title_is_left_over() -> None:
    strings = {
        node.value
        for path in [*(ROOT / "api").rglob("*.py"), KERNEL]
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert texts.problem_words().keys() <= strings
    keys = {key for _, key in problems.PLAIN.values()} | set(problems.HTTP_KEYS.values())
    asked = {
        each.value
        for _, call in calls("api")
        if called(call) in {"Forbidden", "Precondition", "answer"}
        for each in call.args
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    }
    assert keys | asked <= texts.problem_words().keys()


def test_every_task_notice_and_case_has_its_sentence_and_no_sentence_is_left_over() -> None:
    keys = set(TASKS)
    for path, call in calls("services", "aggregates"):
        for keyword in call.keywords:
            if keyword.arg != "subject_key" or PASSED_ON in path.parents:
                continue
            if isinstance(keyword.value, ast.Constant):
                keys.add(str(keyword.value.value))
            else:
                assert path.name == "places.py", "whose TASKS are its keys"
    assert texts.subjects().keys() == keys


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda each: each.name)
def test_no_text_tells_a_municipality_what_it_has_to_do(path: Path) -> None:
    for text in said(tomllib.loads(path.read_text("utf-8"))):
        assert not re.search(r"\bmå(tte)?\b", text, re.IGNORECASE), text
        assert text == text.strip()
        assert text
