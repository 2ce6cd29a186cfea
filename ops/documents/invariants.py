"""Every rule with the tests that show it, read from the marks of the tests themselves."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from api.rules import RULES
from ops.documents.markdown import page, table

TESTS = Path("tests")
INTRODUCTION = (
    "Every rule, where it comes from, and the tests that show it: each is a sentence that was seen"
    " to hold when the tests last ran. A test says which rules it shows"
    ' (`@pytest.mark.rule("I24")`). What the rules say in bokmål is in [rules.md](rules.md), and'
    " where the sources are in [sources.md](sources.md)."
)
HEAD = ("Rule", "Words", "Source", "Shown by")


@dataclass(frozen=True, slots=True, order=True)
class Shown:
    """A test that shows a rule."""

    rule: str
    path: str
    name: str

    @property
    def sentence(self) -> str:
        return self.name.removeprefix("test_").replace("_", " ")


def written() -> str:
    """The rules in the order of `aggregates/rules.py`, each with its tests."""
    found = sorted(set(shown()))
    rows = [
        (f"**{rule.id}**", rule.words, rule.source, _told([s for s in found if s.rule == rule.id]))
        for rule in RULES.values()
    ]
    return page("Rules and the tests that show them", INTRODUCTION, table(HEAD, rows))


def shown() -> Iterator[Shown]:
    """Every pair of a rule and a test that is marked with its number."""
    for path in sorted(TESTS.rglob("test_*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        everywhere = [
            number
            for node in tree.body
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark"
            for number in _numbers(node.value)
        ]
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                marks = [number for each in node.decorator_list for number in _numbers(each)]
                for number in (*everywhere, *marks):
                    yield Shown(number, path.as_posix(), node.name)


def _numbers(node: ast.expr) -> list[str]:
    """The numbers in a mark; none in any other expression."""
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.rule":
        return [str(ast.literal_eval(each)) for each in node.args]
    return []


def _told(tests: list[Shown]) -> str:
    if not tests:
        return "(none yet)"
    return "<br>".join(f"{each.sentence} ([test](../{each.path}))" for each in tests)
