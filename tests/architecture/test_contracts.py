"""The import contracts that `make check` asks cover everything there is."""

from __future__ import annotations

import tomllib
from typing import Any

from projections.catalogue import VIEWS
from tests.kit.source import ROOT

LINTER: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"][
    "importlinter"
]
APART = {"tests", "bench"}


def contract(word: str) -> dict[str, Any]:
    """The one contract whose name holds that word."""
    [found] = [each for each in LINTER["contracts"] if word in each["name"]]
    return dict(found)


def test_every_package_is_under_contract() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages - APART <= set(LINTER["root_packages"])


def test_every_view_is_kept_from_the_databases() -> None:
    assert {view.__module__ for view in VIEWS} <= set(contract("Views")["source_modules"])


def test_a_new_context_has_to_find_its_place() -> None:
    assert contract("Contexts")["exhaustive"] is True
