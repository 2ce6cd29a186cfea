"""The little Markdown that written documents are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

WRITTEN = "<!-- Written by `python -m ops.documents`: change the code, not this file. -->"


def page(title: str, *blocks: str) -> str:
    """A document: its title, a warning to those who would edit it, and its blocks."""
    return "\n\n".join([f"# {title}", WRITTEN, *blocks]) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; no cell may hold a line break or a bar."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
