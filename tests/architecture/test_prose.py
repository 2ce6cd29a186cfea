"""What is written for people names only things that are there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from aggregates.portfolio.solution import ENDED, MOVES

PAGES = [
    Path("README.md"),
    Path("CHANGELOG.md"),
    Path("CONTRIBUTING.md"),
    *Path("docs").rglob("*.md"),
]
FOLDERS = "aggregates|log|people|projections|bus|seal|services|api|ops|data|bench|tests|docs"
NAMED = re.compile(rf"`((?:{FOLDERS})/[A-Za-z0-9_./-]*)`")
LINKED = re.compile(r"\]\(([^)#:]+)\)")
VERB = re.compile(r"`make ([a-z-]+)|^    make ([a-z -]+?)(?: +#.*)?$", re.MULTILINE)


def ids(page: Path) -> str:
    return str(page)


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_every_file_that_is_named_or_linked_is_there(page: Path) -> None:
    text = page.read_text("utf-8")
    linked = [page.parent / target for target in LINKED.findall(text)]
    named = [Path(target) for target in NAMED.findall(text)]
    assert [str(path) for path in linked + named if not path.exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_every_verb_is_in_the_makefile(page: Path) -> None:
    verbs = set(re.findall(r"^([a-z-]+):", Path("Makefile").read_text("utf-8"), re.MULTILINE))
    told = {
        verb for pair in VERB.findall(page.read_text("utf-8")) for verb in "".join(pair).split()
    }
    assert told <= verbs


def test_the_files_of_the_glossary_are_there() -> None:
    named = re.findall(r"`([a-z]+/[a-z_]+\.py)`", Path("docs/glossary.md").read_text("utf-8"))
    assert [n for n in named if not (Path(n).exists() or Path("aggregates", n).exists())] == []


def test_the_glossary_is_in_order() -> None:
    text = Path("docs/glossary.md").read_text("utf-8")
    for table in text.split("\n\n"):
        words = [_place(row) for row in table.splitlines() if row.startswith("| ")][1:]
        assert all(one < other for one, other in pairwise(words))


def test_a_solution_moves_as_it_is_drawn() -> None:
    drawn = set(_drawn("## Solution"))
    assert drawn == {(a, b) for a, others in MOVES.items() for b in others} | {("replaced", ENDED)}


def _place(row: str) -> list[int]:
    alphabet = "abcdefghijklmnopqrstuvwxyzæøå"
    return [alphabet.find(letter) for letter in row.split("|")[1].strip().lower()]


def _drawn(heading: str) -> Iterator[tuple[str, str]]:
    """The arrows between states of one section of docs/states.md."""
    section = Path("docs/states.md").read_text("utf-8").partition(heading)[2].partition("\n## ")[0]
    yield from re.findall(r"^  ([a-z_]+) --> ([a-z_]+)", section, re.MULTILINE)
