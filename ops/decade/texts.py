"""What is said in the decade, in bokmål, and that it is simulated."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _texts() -> dict[str, str]:
    return tomllib.loads(Path(__file__).with_name("nb.toml").read_text("utf-8"))


def text(key: str, **facts: Any) -> str:
    """A text of the catalogue, with its facts."""
    return _texts()[key].format(**facts)
