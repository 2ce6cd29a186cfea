"""Official names of municipalities, taken apart into their languages."""

from __future__ import annotations

from collections.abc import Callable

from aggregates.territory.timeline import Name
from ops.imports.rows import Row

SEPARATOR = " - "


def naming(municipalities: list[Row]) -> Callable[[str], Name]:
    """Takes official names apart by what the file of municipalities says of each part.

    A part that it does not know gets no language; nothing is guessed.
    """
    norwegian = {row["navn_norsk"] for row in municipalities}
    languages = {
        name: language
        for row in municipalities
        for language, _, name in (each.partition(":") for each in row["parallellnavn"].split(";"))
        if name
    }

    def named(official: str) -> Name:
        parts = official.split(SEPARATOR)
        own = next((part for part in parts if part in norwegian or len(parts) == 1), None)
        return Name(official, own, {part: languages.get(part) for part in parts if part != own})

    return named
