"""Where the log holds what regions and KS know of why (kontaktens innsikt), by solution.

The words stay in the log: who may have them is decided where they are read (C23-09).
"""

from __future__ import annotations

from dataclasses import dataclass

from aggregates.access.note import Note
from projections.kernel import Row, Rows, View, on, text


@dataclass(frozen=True)
class InsightRow(Row):
    """A note about one solution; `position` is where it was said as it stands now."""

    municipality: str
    solution: str
    position: int


class Insights(View[InsightRow]):
    name = "insights"
    row = InsightRow
    order = ("position",)
    indexes = (("solution",),)

    @on(Note.Written)
    def written(self, event: Note.Written, rows: Rows[InsightRow], position: int) -> None:
        if event.solution is not None:
            id = text(event.originator_id)
            rows.put(InsightRow(id, text(event.municipality), event.solution, position))

    @on(Note.Corrected)
    def corrected(self, event: Note.Corrected, rows: Rows[InsightRow], position: int) -> None:
        row = rows.get(text(event.originator_id))
        if row is not None:
            rows.put(row.but(position=position))
