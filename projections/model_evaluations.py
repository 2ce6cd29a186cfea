"""When the common model itself is evaluated, who contributed, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.evaluation.model import ModelEvaluation
from projections.kernel import Row, Rows, View, on


@dataclass(frozen=True)
class ModelEvaluationRow(Row):
    """One year's. `contributions` are by body; `summary` and what follows it once it is held."""

    year: int
    due: date
    decision: str
    contributions: dict[str, str]
    held_on: date | None
    summary: str | None
    adjustments: list[dict[str, str]]
    held_as: str | None


class ModelEvaluations(View[ModelEvaluationRow]):
    name = "model_evaluations"
    row = ModelEvaluationRow
    order = ("year",)

    @on(ModelEvaluation.FellDue)
    def due(
        self, event: ModelEvaluation.FellDue, rows: Rows[ModelEvaluationRow], position: int
    ) -> None:
        rows.put(
            ModelEvaluationRow(
                str(event.originator_id), event.year, event.due, event.decision,
                {}, None, None, [], None,
            )
        )  # fmt: skip

    @on(ModelEvaluation.Contributed)
    def contributed(
        self, event: ModelEvaluation.Contributed, rows: Rows[ModelEvaluationRow], position: int
    ) -> None:
        row = _of(rows, event)
        rows.put(row.but(contributions=row.contributions | {event.contributor: event.text}))

    @on(ModelEvaluation.Held)
    def held(
        self, event: ModelEvaluation.Held, rows: Rows[ModelEvaluationRow], position: int
    ) -> None:
        rows.put(
            _of(rows, event).but(
                held_on=event.on, summary=event.summary, adjustments=event.adjustments,
                held_as=event.case,
            )
        )  # fmt: skip


def _of(rows: Rows[ModelEvaluationRow], event: Any) -> ModelEvaluationRow:
    row = rows.get(str(event.originator_id))
    assert row is not None, "an event before it fell due"
    return row
