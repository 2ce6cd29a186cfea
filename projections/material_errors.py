"""Errors in shared material: what was reported, and what nobody has answered yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from aggregates.material.error_report import ErrorReport
from projections.kernel import Row, Rows, View, on


@dataclass(frozen=True)
class MaterialError(Row):
    """One report; open until the maintainer answers it (C04-06)."""

    solution: str
    type: str
    version: int
    text: str
    reported_by: str
    reported_on: date
    open: bool
    answer: str | None
    answered_on: date | None
    corrected_in: int | None


class MaterialErrors(View[MaterialError]):
    name = "material_errors"
    row = MaterialError
    order = ("reported_on",)
    indexes = (("solution",), ("open",))

    @on(ErrorReport.Reported)
    def reported(
        self, event: ErrorReport.Reported, rows: Rows[MaterialError], position: int
    ) -> None:
        rows.put(
            MaterialError(
                str(event.originator_id), event.solution, event.type, event.version_number,
                event.text, event.body, event.on, True, None, None, None,
            )
        )  # fmt: skip

    @on(ErrorReport.Answered)
    def answered(
        self, event: ErrorReport.Answered, rows: Rows[MaterialError], position: int
    ) -> None:
        row = rows.get(str(event.originator_id))
        assert row is not None, "an event before the report"
        rows.put(
            row.but(
                open=False, answer=event.answer, answered_on=event.on,
                corrected_in=event.corrected_in,
            )
        )  # fmt: skip
