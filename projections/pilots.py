"""Who tries what out: nominated, accepted, declined or ended. A pilot is no adoption."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.portfolio.pilot import ACCEPTED, DECLINED, ENDED, NOMINATED, Pilot
from projections.kernel import Row, Rows, View, on, text


@dataclass(frozen=True)
class PilotRow(Row):
    """One municipality and one solution; `since` is when it accepted, `until` when it ended."""

    solution: str
    municipality: str
    number: str
    region: str
    phase: str
    nominated_on: date
    since: date | None
    until: date | None
    outcome: str | None


PilotRows = Rows[PilotRow]


class Pilots(View[PilotRow]):
    name = "pilots"
    row = PilotRow
    order = ("solution", "number")
    indexes = (("solution",), ("municipality",))

    @on(Pilot.Nominated)
    def nominated(self, event: Pilot.Nominated, rows: PilotRows, position: int) -> None:
        rows.put(
            PilotRow(
                text(event.originator_id), event.solution, text(event.municipality),
                event.number, event.region, NOMINATED, event.on, None, None, None,
            )
        )  # fmt: skip

    @on(Pilot.NominatedAgain)
    def nominated_again(self, event: Pilot.NominatedAgain, rows: PilotRows, position: int) -> None:
        _change(
            rows, event, phase=NOMINATED, nominated_on=event.on, since=None, until=None,
            outcome=None,
        )  # fmt: skip

    @on(Pilot.Accepted)
    def accepted(self, event: Pilot.Accepted, rows: PilotRows, position: int) -> None:
        _change(rows, event, phase=ACCEPTED, since=event.on)

    @on(Pilot.Declined)
    def declined(self, event: Pilot.Declined, rows: PilotRows, position: int) -> None:
        _change(rows, event, phase=DECLINED)

    @on(Pilot.Ended)
    def ended(self, event: Pilot.Ended, rows: PilotRows, position: int) -> None:
        _change(rows, event, phase=ENDED, until=event.on, outcome=event.outcome)


def _change(rows: PilotRows, event: Any, **changed: Any) -> None:
    row = rows.get(text(event.originator_id))
    assert row is not None, "an event before the nomination"
    rows.put(row.but(**changed))
