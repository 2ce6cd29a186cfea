"""Pilots that are known with the day they began, to see who does not get beyond them (C09-11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from aggregates.adoption.adoption import Adoption
from aggregates.adoption.dates import span
from projections.kernel import Row, Rows, View, on

TRIED = frozenset({"pilot", "trial", "project_municipality"})


@dataclass(frozen=True)
class Trial(Row):
    """A pilot of one municipality. `begun_by` is the first day on which it surely had begun; one
    of which nobody knows the beginning is not here."""

    municipality: str
    solution: str
    status: str
    dated: str
    begun_by: date
    source: str


class Trials(View[Trial]):
    name = "trials"
    row = Trial
    order = ("begun_by",)
    indexes = (("solution",),)

    @on(Adoption.EvidenceNoted)
    def noted(self, event: Adoption.EvidenceNoted, rows: Rows[Trial], position: int) -> None:
        if event.status not in TRIED or event.dated is None:
            return
        begun_by = span(event.dated, event.precision).latest
        id = f"{event.municipality}/{event.solution}"
        known = rows.get(id)
        if begun_by is not None and (known is None or begun_by < known.begun_by):
            said = (event.status, event.dated, begun_by, event.source)
            rows.put(Trial(id, str(event.municipality), event.solution, *said))
