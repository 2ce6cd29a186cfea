"""Which body advises and which decides, and on which mandate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from aggregates.coordination.body import BodyStanding
from projections.kernel import Row, Rows, View, on


@dataclass(frozen=True)
class BodyRow(Row):
    """A body, with what was stated of it last."""

    name: str
    standing: str
    mandate: str
    since: date


BodyRows = Rows[BodyRow]


class Bodies(View[BodyRow]):
    name = "bodies"
    row = BodyRow
    order = ("name",)

    @on(BodyStanding.Stated, BodyStanding.Changed)
    def stated(
        self, event: BodyStanding.Stated | BodyStanding.Changed, rows: BodyRows, position: int
    ) -> None:
        rows.put(
            BodyRow(str(event.originator_id), event.name, event.standing, event.mandate, event.on)
        )
