"""The repository stands alone: it names nothing that is not its reader's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.source import ROOT

NOT_OURS = {
    ".git", ".venv", ".data", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache",
    ".import_linter_cache", "__pycache__", "node_modules",
}  # fmt: skip
LARGEST = 5_000_000
# Put together here, so that this file does not name them either.
HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("registry", "yarnpkg"),
        ("crates", "io"), ("proxy", "golang"), ("conda", "anaconda"), ("jfrog", "io"),
    )
]  # fmt: skip
ELSEWHERE = [
    "/".join(("..", "shared")),
    "/".join(("work", "shared")),
    "/".join(("", "work", "main")),
]


def files() -> Iterator[Path]:
    folders = [ROOT]
    while folders:
        for path in sorted(folders.pop().iterdir()):
            if path.name in NOT_OURS:
                continue
            if path.is_dir():
                folders.append(path)
            elif path.stat().st_size < LARGEST:
                yield path


@pytest.mark.parametrize("word", HOSTS + ELSEWHERE)
def test_no_file_mentions(word: str) -> None:
    naming = [path for path in files() if word.encode() in path.read_bytes().lower()]
    assert [str(path.relative_to(ROOT)) for path in naming] == []


def test_every_module_says_what_it_is_about_in_its_first_sentence() -> None:
    silent = [
        path
        for folder in (
            "aggregates",
            "api",
            "bus",
            "log",
            "ops",
            "people",
            "projections",
            "seal",
            "services",
        )
        for path in (ROOT / folder).rglob("*.py")
        if path.read_text("utf-8").strip() and not path.read_text("utf-8").startswith('"""')
    ]
    assert [str(path.relative_to(ROOT)) for path in silent] == []
