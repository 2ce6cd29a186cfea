"""Every survey: who was asked by when, and who has not answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.runs.survey import Survey
from projections.kernel import Row, Rows, View, on


@dataclass(frozen=True)
class SurveyRow(Row):
    """A run's, or a region's own. `unanswered` are those whose answer has not come."""

    run: str | None
    county: str | None
    subject: str | None
    title: str | None
    solution: str | None
    opened_on: date
    deadline: date
    asked: int
    unanswered: list[str]


class Surveys(View[SurveyRow]):
    name = "surveys"
    row = SurveyRow
    order = ("opened_on",)
    indexes = (("county",), ("run",))

    @on(Survey.Opened)
    def opened(self, event: Survey.Opened, rows: Rows[SurveyRow], position: int) -> None:
        _put(rows, event, run=str(event.run), county=None, subject=None, title=None)

    @on(Survey.OpenedInRegion)
    def opened_in_region(
        self, event: Survey.OpenedInRegion, rows: Rows[SurveyRow], position: int
    ) -> None:
        _put(rows, event, run=None, county=event.county, subject=event.subject, title=event.title)

    @on(Survey.MoreAsked)
    def extended(self, event: Survey.MoreAsked, rows: Rows[SurveyRow], position: int) -> None:
        row, new = _of(rows, event), event.municipalities
        rows.put(
            row.but(
                asked=row.asked + len(new), unanswered=[*row.unanswered, *new],
                deadline=event.deadline,
            )
        )  # fmt: skip

    @on(Survey.Answered, Survey.AnsweredInRegion)
    def answered(self, event: Any, rows: Rows[SurveyRow], position: int) -> None:
        row = _of(rows, event)
        left = [each for each in row.unanswered if each != str(event.municipality)]
        rows.put(row.but(unanswered=left))


def _of(rows: Rows[SurveyRow], event: Any) -> SurveyRow:
    row = rows.get(str(event.originator_id))
    assert row is not None, "an event before the survey"
    return row


def _put(rows: Rows[SurveyRow], event: Any, **whose: str | None) -> None:
    rows.put(
        SurveyRow(
            id=str(event.originator_id), solution=event.solution, opened_on=event.on,
            deadline=event.deadline, asked=len(event.municipalities),
            unanswered=event.municipalities, **whose,
        )
    )  # fmt: skip
