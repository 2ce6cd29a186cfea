"""How much each municipality is in at once, and how much it has said that it can bear."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.execution.network import ParticipantNetwork
from aggregates.invitations.participation import Participation
from aggregates.runs.run import Run
from aggregates.territory.ceiling import LoadCeiling
from projections.kernel import Row, Rows, View, on, text

JOIN = "join"
RUN, FORUM = "run", "forum"


@dataclass(frozen=True)
class LoadRow(Row):
    """A run that a municipality decided to join, until it leaves or the run ends; or the forum of
    those in a run, until it leaves that. `id` of a run is that of the participation."""

    municipality: str
    kind: str
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


LoadRows = Rows[LoadRow]


class Loads(View[LoadRow]):
    name = "loads_and_fora"
    row = LoadRow
    order = ("municipality", "since")
    indexes = (("municipality",), ("run",))

    @on(Participation.DecisionMade)
    def decided(self, event: Participation.DecisionMade, rows: LoadRows, position: int) -> None:
        id = text(event.originator_id)
        if event.answer != JOIN:
            _over(rows, rows.get(id), event.on)
        else:
            _begun(rows, id, RUN, event)

    @on(Participation.Withdrawn)
    def withdrew(self, event: Participation.Withdrawn, rows: LoadRows, position: int) -> None:
        _over(rows, rows.get(text(event.originator_id)), event.on)

    @on(Run.Closed, Run.Cancelled)
    def ended(self, event: Any, rows: LoadRows, position: int) -> None:
        for row in rows.where("run", text(event.originator_id)):
            if row.kind == RUN:
                _over(rows, row, event.on)

    @on(ParticipantNetwork.Joined)
    def met(self, event: ParticipantNetwork.Joined, rows: LoadRows, position: int) -> None:
        _begun(rows, _forum(event), FORUM, event)

    @on(ParticipantNetwork.Left)
    def parted(self, event: ParticipantNetwork.Left, rows: LoadRows, position: int) -> None:
        _over(rows, rows.get(_forum(event)), event.on)


def _forum(event: Any) -> str:
    return f"{event.originator_id}/{event.municipality}"


def _begun(rows: LoadRows, id: str, kind: str, event: Any) -> None:
    known = rows.get(id)
    if known is None or known.until is not None:
        of, run = text(event.municipality), text(event.run)
        rows.put(LoadRow(id, of, kind, run, event.solution, event.on, None))


def _over(rows: LoadRows, row: LoadRow | None, day: date) -> None:
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
