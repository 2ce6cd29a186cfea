"""The project's own source, read as syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
GATE = ROOT / "aggregates" / "kernel" / "gate.py"
"""Where a reason is passed on as it came: the one place that may refuse for any of them."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A place in the source that refuses: by which rule (its name), why, telling which facts."""

    rule: str
    reason: str
    facts: frozenset[str]
    where: str


def calls(*folders: str) -> Iterator[tuple[Path, ast.Call]]:
    """Every call in the modules of these folders."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            tree = ast.parse(path.read_text("utf-8"))
            yield from ((path, node) for node in ast.walk(tree) if isinstance(node, ast.Call))


def refusals() -> Iterator[Refusal]:
    """Every `Refused(RULE, "reason", ...)`, `gate.check(RULE, holds, "reason", ...)` and so on."""
    for path, call in calls("aggregates", "services", "api", "log", "ops"):
        place = {"Refused": 1, "check": 2, "warn": 2}.get(called(call))
        if place is None or path == GATE or len(call.args) <= place:
            continue
        rule, reason = call.args[0], call.args[place]
        where = f"{path.relative_to(ROOT)}:{call.lineno}"
        assert isinstance(rule, ast.Name), where
        assert isinstance(reason, ast.Constant), where
        facts = frozenset(each.arg for each in call.keywords if each.arg)
        yield Refusal(rule.id, str(reason.value), facts, where)


def called(call: ast.Call) -> str:
    """The name of what is called, without whose it is."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
