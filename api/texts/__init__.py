"""What people read, in their own language: catalogues of text, not code."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

HERE = Path(__file__).parent
LANGUAGE = "nb"
OTHER_TEXTS = frozenset(
    {
        "rules.toml", "problems.toml", "subjects.toml", "words.toml", "headings.toml",
        "calendar.toml",
    }
)  # fmt: skip
SPOKEN = frozenset(
    {
        "marker",
        "scope",
        "missing",
        "here",
        "there",
        "needed",
        "phase",
        "stage",
        "earlier",
        "later",
        "answer",
        "lacking",
        "themes",
        "theme",
        "groups",
        "ground",
        "trigger",
        "practice",
    }
)
"""Facts whose values have words of their own."""


@cache
def rule_words() -> dict[str, str]:
    """The words of each rule, by its id."""
    return tomllib.loads((HERE / LANGUAGE / "rules.toml").read_text("utf-8"))


@cache
def sentences() -> dict[tuple[str, str], str]:
    """The sentence for each (rule, reason); placeholders are the facts of the refusal."""
    found: dict[tuple[str, str], str] = {}
    for path in sorted((HERE / LANGUAGE).glob("*.toml")):
        if path.name not in OTHER_TEXTS:
            for rule, reasons in tomllib.loads(path.read_text("utf-8")).items():
                found |= {(rule, reason): words for reason, words in reasons.items()}
    return found


@cache
def problem_words() -> dict[str, str]:
    """Titles of the problems that no rule of the domain stands behind."""
    return tomllib.loads((HERE / LANGUAGE / "problems.toml").read_text("utf-8"))


def sentence(rule: str, reason: str, facts: dict[str, Any]) -> str:
    """What a refusal tells the one who asked."""
    return _filled(sentences()[rule, reason], facts)


@cache
def subjects() -> dict[str, str]:
    """The sentence of each task, notice and case, by its subject key."""
    return tomllib.loads((HERE / LANGUAGE / "subjects.toml").read_text("utf-8"))


def subject(key: str, facts: dict[str, Any]) -> str:
    """What a task, a notice or a case is about."""
    return _filled(subjects()[key], facts)


@cache
def words() -> dict[str, str]:
    """What the values of facts are called."""
    return tomllib.loads((HERE / LANGUAGE / "words.toml").read_text("utf-8"))


@cache
def headings() -> dict[str, str]:
    """What the columns of a sheet are called, by the field, or by its whole path."""
    return tomllib.loads((HERE / LANGUAGE / "headings.toml").read_text("utf-8"))


def heading(path: str) -> str:
    """The heading of a field: its own, or with what it is within, so that no two are the same.

    What is no field, as a stage that is counted, has the word that it has everywhere.
    """
    if path in headings():
        return headings()[path]
    return ": ".join(headings().get(part) or words().get(part, part) for part in path.split("."))


@cache
def calendar() -> dict[str, str]:
    """What the entries of the calendar file are called."""
    return tomllib.loads((HERE / LANGUAGE / "calendar.toml").read_text("utf-8"))


def _filled(pattern: str, facts: dict[str, Any]) -> str:
    named = {name for _, name, _, _ in Formatter().parse(pattern) if name}
    return pattern.format(**{name: _said(name, facts.get(name)) for name in named})


def _said(name: str, fact: Any) -> str:
    if isinstance(fact, list | tuple | set | frozenset):
        return ", ".join(_said(name, each) for each in fact)
    if fact is None:
        return "ukjent"
    if name not in SPOKEN:
        return str(fact)
    kind, _, which = str(fact).partition(":")  # as in the scope regional:46
    return f"{words().get(kind, kind)} {which}".rstrip()
