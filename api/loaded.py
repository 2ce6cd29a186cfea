"""What municipalities are in at once on a day, counted alike wherever it is shown (C01-09)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from projections.activities import Activities
from projections.kernel import View
from projections.loads import RUN, LoadRow, Loads
from projections.participations import Participations
from projections.tables import Tables

LOADED: tuple[type[View[Any]], ...] = (Loads, Activities, Participations)
"""What loads are read from."""
CANCELLED = "cancelled"


@dataclass(slots=True)
class Held:
    """One municipality's: the runs it is in, the activities that lie ahead in them, its fora."""

    runs: list[LoadRow] = field(default_factory=list)
    activities: int = 0
    fora: list[LoadRow] = field(default_factory=list)

    @property
    def total(self) -> int:
        return len(self.runs) + self.activities + len(self.fora)


def loads_on(tables: Tables, municipalities: Sequence[str], day: date) -> dict[str, Held]:
    """By municipality, what it was in that day. An activity is one of the whole run, or of the
    pulje that the municipality is in; it counts until its day is past."""
    held = {each: Held() for each in municipalities}
    for row in tables.page(Loads, {"municipality": list(municipalities)}):
        if row.valid(day):
            mine = held[row.municipality]
            (mine.runs if row.kind == RUN else mine.fora).append(row)
    runs = sorted({row.run for mine in held.values() for row in mine.runs})
    ahead = [
        each
        for each in tables.page(Activities, {"run": runs})
        if each.day >= day and each.stage != CANCELLED
    ]
    if ahead:
        where = {"municipality": list(municipalities), "run": sorted({each.run for each in ahead})}
        puljer = {row.id: row.pulje for row in tables.page(Participations, where)}
        for mine in held.values():
            for row in mine.runs:
                pulje = puljer.get(row.id)
                mine.activities += sum(
                    each.run == row.run and each.pulje in {None, pulje} for each in ahead
                )
    return held
