"""Every grant, with each frame it has had: how much, and from when that was known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.funding.grant import Grant
from projections.kernel import Row, Rows, View, on


@dataclass(frozen=True)
class GrantRow(Row):
    """One scheme in one year. `frames` are in the order in which they became known."""

    scheme: str
    name: str
    year: int
    granted_by: str
    frames: list[dict[str, Any]]

    def known(self, day: date) -> list[dict[str, Any]]:
        """The frames that were known by that day; the last one is the one that held."""
        return [each for each in self.frames if date.fromisoformat(each["known_on"]) <= day]


GrantRows = Rows[GrantRow]


class Grants(View[GrantRow]):
    name = "grants"
    row = GrantRow
    order = ("year", "scheme")

    @on(Grant.Announced)
    def announced(self, event: Grant.Announced, rows: GrantRows, position: int) -> None:
        rows.put(
            GrantRow(
                str(event.originator_id), event.scheme, event.name, event.year, event.granted_by,
                [_frame(event, 1, None)],
            )
        )  # fmt: skip

    @on(Grant.FrameChanged)
    def changed(self, event: Grant.FrameChanged, rows: GrantRows, position: int) -> None:
        row = _of(rows, event)
        rows.put(row.but(frames=[*row.frames, _frame(event, event.frame, event.reason)]))

    @on(Grant.FrameCorrected)
    def corrected(self, event: Grant.FrameCorrected, rows: GrantRows, position: int) -> None:
        row, place = _of(rows, event), event.frame - 1
        frame = row.frames[place] | {
            "amount": event.amount, "corrected": True,
            "reason": event.reason, "source": event.source,
        }  # fmt: skip
        rows.put(row.but(frames=[*row.frames[:place], frame, *row.frames[place + 1 :]]))


def _frame(event: Any, number: int, reason: str | None) -> dict[str, Any]:
    return {
        "number": number,
        "amount": event.amount,
        "known_on": event.known_on.isoformat(),
        "reason": reason,
        "source": event.source,
        "corrected": False,
    }


def _of(rows: GrantRows, event: Any) -> GrantRow:
    row = rows.get(str(event.originator_id))
    assert row is not None, "an event before the announcement"
    return row
