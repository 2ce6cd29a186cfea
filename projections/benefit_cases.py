"""Benefits that municipalities expect, and those that they have confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aggregates.adoption.benefit_case import BenefitCase
from projections.kernel import Row, Rows, View, on

EXPECTED, CONFIRMED = "expected", "confirmed"


@dataclass(frozen=True)
class CaseRow(Row):
    """One indicator of one municipality. `kind` is money, time or quality, never added up."""

    municipality: str
    solution: str
    indicator: str
    kind: str
    unit: str
    target: int
    baseline: dict[str, Any] | None
    measured: list[dict[str, Any]]
    state: str


CaseRows = Rows[CaseRow]


class BenefitCases(View[CaseRow]):
    name = "benefit_cases"
    row = CaseRow
    order = ("solution", "municipality", "indicator")
    indexes = (("solution",), ("municipality",))

    @on(BenefitCase.Opened)
    def opened(self, event: BenefitCase.Opened, rows: CaseRows, position: int) -> None:
        rows.put(
            CaseRow(
                str(event.originator_id), str(event.municipality), event.solution,
                event.indicator, event.kind, event.unit, event.target, None, [], EXPECTED,
            )
        )  # fmt: skip

    @on(BenefitCase.BaselineSet)
    def begun(self, event: BenefitCase.BaselineSet, rows: CaseRows, position: int) -> None:
        rows.put(_of(rows, event).but(baseline=_said(event)))

    @on(BenefitCase.Measured)
    def measured(self, event: BenefitCase.Measured, rows: CaseRows, position: int) -> None:
        row = _of(rows, event)
        rows.put(row.but(measured=[*row.measured, _said(event)]))

    @on(BenefitCase.Confirmed)
    def confirmed(self, event: BenefitCase.Confirmed, rows: CaseRows, position: int) -> None:
        rows.put(_of(rows, event).but(state=CONFIRMED))


def _said(event: Any) -> dict[str, Any]:
    return {"value": event.value, "on": event.on.isoformat(), "source": event.source}


def _of(rows: CaseRows, event: Any) -> CaseRow:
    row = rows.get(str(event.originator_id))
    assert row is not None, "an event before the case"
    return row
