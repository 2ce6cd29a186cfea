"""How a name is written when it is looked for: in words, whatever is between them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

LONGEST = 5
_WORD = re.compile(r"[^\W\d_]+")


def ways_to_write(name: str) -> list[str]:
    """The full name, also with the last word first, and first and last word without the middle.

    A name of one word is no name to look for: too much else is called the same.
    """
    words = _words(name)[:LONGEST]
    if len(words) < 2:
        return []
    first, last = words[0], words[-1]
    written = [words, [last, *words[:-1]], [first, last], [last, first]]
    return sorted({" ".join(each) for each in written})


def possible_names(text: str) -> set[str]:
    """Every two to five words of the text that follow each other."""
    return set(_possible(_words(text)))


def _possible(words: list[str]) -> Iterator[str]:
    for start in range(len(words)):
        for end in range(start + 2, min(start + LONGEST, len(words)) + 1):
            yield " ".join(words[start:end])


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
