"""What does not work in each solution, whom it affects, and what is not answered yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.execution.issue import Issue
from projections.kernel import Row, Rows, View, on


@dataclass(frozen=True)
class IssueRow(Row):
    """One issue; `affected` are municipalities, and the answer is for all of them."""

    solution: str
    run: str | None
    severity: str
    title: str
    text: str
    raised_on: date
    affected: list[str]
    answer: str | None
    answered_on: date | None
    answered: bool


IssueRows = Rows[IssueRow]


class Issues(View[IssueRow]):
    name = "issues"
    row = IssueRow
    order = ("raised_on",)
    indexes = (("solution", "answered"), ("run",), ("severity",))

    @on(Issue.Raised)
    def raised(self, event: Issue.Raised, rows: IssueRows, position: int) -> None:
        run = None if event.run is None else str(event.run)
        rows.put(
            IssueRow(
                str(event.originator_id), event.solution, run, event.severity, event.title,
                event.text, event.on, event.affected, None, None, False,
            )
        )  # fmt: skip

    @on(Issue.MunicipalityAffected)
    def affected(self, event: Issue.MunicipalityAffected, rows: IssueRows, position: int) -> None:
        row = _issue(rows, event)
        rows.put(row.but(affected=[*row.affected, str(event.municipality)]))

    @on(Issue.SeverityChanged)
    def judged(self, event: Issue.SeverityChanged, rows: IssueRows, position: int) -> None:
        rows.put(_issue(rows, event).but(severity=event.severity))

    @on(Issue.Answered)
    def answered(self, event: Issue.Answered, rows: IssueRows, position: int) -> None:
        row = _issue(rows, event)
        rows.put(row.but(answer=event.answer, answered_on=event.on, answered=True))


def _issue(rows: IssueRows, event: Any) -> IssueRow:
    row = rows.get(str(event.originator_id))
    assert row is not None, "an event before it was raised"
    return row
