"""The criteria for «klar til bruk»: every version there is, and how far each has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.readiness.criteria import CriteriaSet
from projections.kernel import Row, Rows, View, on


@dataclass(frozen=True)
class CriteriaRow(Row):
    """One version. `phase` is draft, anchored, published or superseded."""

    name: str
    version: int
    phase: str
    anchored_on: date | None
    published_on: date | None


Versions = Rows[CriteriaRow]


class CriteriaSets(View[CriteriaRow]):
    name = "criteria_sets"
    row = CriteriaRow
    order = ("name", "version")

    @on(CriteriaSet.Drafted)
    def drafted(self, event: CriteriaSet.Drafted, rows: Versions, position: int) -> None:
        id = str(event.originator_id)
        rows.put(CriteriaRow(id, event.name, event.version, "draft", None, None))

    @on(CriteriaSet.Anchored)
    def anchored(self, event: CriteriaSet.Anchored, rows: Versions, position: int) -> None:
        _note(rows, event, phase="anchored", anchored_on=event.on)

    @on(CriteriaSet.Published)
    def published(self, event: CriteriaSet.Published, rows: Versions, position: int) -> None:
        _note(rows, event, phase="published", published_on=event.on)

    @on(CriteriaSet.Superseded)
    def superseded(self, event: CriteriaSet.Superseded, rows: Versions, position: int) -> None:
        _note(rows, event, phase="superseded")


def _note(rows: Versions, event: Any, **changed: Any) -> None:
    row = rows.get(str(event.originator_id))
    assert row is not None, "an event before the draft"
    rows.put(row.but(**changed))
