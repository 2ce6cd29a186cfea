"""Markers that are given, looked for as bytes, in the ways in which they may have been written."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import quote

DEEP = 4
"""So many bytes are compared one by one; what begins alike is rare enough beyond that."""


class Wanted:
    """Given markers, whatever their case, as UTF-8, escaped in JSON or quoted in an address."""

    def __init__(self, markers: Iterable[str]) -> None:
        self._numbers: dict[bytes, int] = {}
        for number, marker in enumerate(markers, start=1):
            for form in (marker, json.dumps(marker)[1:-1], quote(marker)):
                self._numbers.setdefault(form.lower().encode(), number)
        self._numbers.pop(b"", None)
        tree = _tree(sorted(self._numbers), 0)
        self._pattern = re.compile(tree, re.DOTALL) if self._numbers else None

    def numbers_in(self, content: bytes) -> set[int]:
        """Which of them, counted from 1, stand in the content."""
        if self._pattern is None:
            return set()
        # As text and not byte by byte: outside ASCII, letters have cases too.
        content = (
            content.decode("utf-8", "surrogateescape").lower().encode("utf-8", "surrogateescape")
        )
        return {self._numbers[found] for found in self._pattern.findall(content)}


def _tree(words: list[bytes], depth: int) -> bytes:
    """A pattern of all the words that tries what they have in common only once."""
    if depth == DEEP or len(words) == 1:
        longest_first = sorted(words, key=len, reverse=True)
        return b"|".join(re.escape(word[depth:]) for word in longest_first)
    groups: dict[bytes, list[bytes]] = defaultdict(list)
    for word in words:
        groups[word[depth : depth + 1]].append(word)
    branches = [
        re.escape(first) + b"(?:" + _tree(group, depth + 1) + b")" if first else b""
        for first, group in sorted(groups.items(), reverse=True)
    ]
    return b"|".join(branches)
