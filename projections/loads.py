"""How much each municipality is in at once, and how much it has said that it can bear."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.invitations.participation import Participation
from aggregates.runs.run import Run
from aggregates.territory.ceiling import LoadCeiling
from projections.kernel import Row, Rows, View, on, text

JOIN = "join"


@dataclass(frozen=True)
class LoadRow(Row):
    """A municipality in a run that it decided to join, until it leaves or the run is over."""

    municipality: str
    run: str
    solution: str
    since: date
    until: date | None

    def valid(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class CeilingRow(Row):
    """What a municipality stated; null is no ceiling, and no row is not known."""

    municipality: str
    ceiling: int | None
    reason: str
    since: date


class Loads(View[LoadRow]):
    name = "loads_2"
    row = LoadRow
    order = ("municipality", "since")
    indexes = (("municipality",), ("run",))

    @on(Participation.DecisionMade)
    def decided(
        self, event: Participation.DecisionMade, rows: Rows[LoadRow], position: int
    ) -> None:
        id = text(event.originator_id)
        known = rows.get(id)
        if event.answer != JOIN:
            _over(rows, known, event.on)
        elif known is None or known.until is not None:
            of, run = text(event.municipality), text(event.run)
            rows.put(LoadRow(id, of, run, event.solution, event.on, None))

    @on(Participation.Withdrawn)
    def withdrew(self, event: Participation.Withdrawn, rows: Rows[LoadRow], position: int) -> None:
        _over(rows, rows.get(text(event.originator_id)), event.on)

    @on(Run.Closed, Run.Cancelled)
    def ended(self, event: Any, rows: Rows[LoadRow], position: int) -> None:
        for row in rows.where("run", text(event.originator_id)):
            _over(rows, row, event.on)


def _over(rows: Rows[LoadRow], row: LoadRow | None, day: date) -> None:
    if row is not None and row.until is None:
        rows.put(row.but(until=day))


class Ceilings(View[CeilingRow]):
    name = "ceilings"
    row = CeilingRow
    order = ("municipality",)

    @on(LoadCeiling.Stated, LoadCeiling.Restated)
    def stated(self, event: Any, rows: Rows[CeilingRow], position: int) -> None:
        id = text(event.municipality)
        rows.put(CeilingRow(id, id, event.ceiling, event.reason, event.on))
