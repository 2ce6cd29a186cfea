"""Measured use: one row for each series, with every month that was measured and no other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aggregates.adoption.use import LAPSE, RETURN, UseSeries
from projections.kernel import Row, Rows, View, on


@dataclass(frozen=True)
class Series(Row):
    """One service area of a municipality, by one definition. A month that is not in `months` was
    not measured; `corrected` names those that were put right. `suggested` is lapse or return.
    """

    municipality: str
    solution: str
    service: str
    definition: int
    months: dict[str, Any]
    corrected: list[str]
    source: str
    suggested: str | None


SeriesRows = Rows[Series]


class Uses(View[Series]):
    name = "uses"
    row = Series
    order = ("municipality", "solution", "service", "definition")
    indexes = (("solution",), ("municipality",))

    @on(UseSeries.Begun)
    def begun(self, event: UseSeries.Begun, rows: SeriesRows, position: int) -> None:
        rows.put(
            Series(
                str(event.originator_id), str(event.municipality), event.solution, event.service,
                event.definition, {}, [], "", None,
            )
        )  # fmt: skip

    @on(UseSeries.Measured)
    def measured(self, event: UseSeries.Measured, rows: SeriesRows, position: int) -> None:
        row = _of(rows, event)
        rows.put(row.but(months=row.months | {event.period: event.value}, source=event.source))

    @on(UseSeries.Corrected)
    def corrected(self, event: UseSeries.Corrected, rows: SeriesRows, position: int) -> None:
        row = _of(rows, event)
        corrected = sorted({*row.corrected, event.period})
        months = row.months | {event.period: event.value}
        rows.put(row.but(months=months, corrected=corrected))

    @on(UseSeries.LapseSuggested)
    def lapsing(self, event: UseSeries.LapseSuggested, rows: SeriesRows, position: int) -> None:
        rows.put(_of(rows, event).but(suggested=LAPSE))

    @on(UseSeries.ReturnSuggested)
    def returning(self, event: UseSeries.ReturnSuggested, rows: SeriesRows, position: int) -> None:
        rows.put(_of(rows, event).but(suggested=RETURN))

    @on(UseSeries.SuggestionConfirmed, UseSeries.SuggestionDismissed)
    def answered(self, event: Any, rows: SeriesRows, position: int) -> None:
        rows.put(_of(rows, event).but(suggested=None))


def _of(rows: SeriesRows, event: Any) -> Series:
    row = rows.get(str(event.originator_id))
    assert row is not None, "an event before the series began"
    return row
