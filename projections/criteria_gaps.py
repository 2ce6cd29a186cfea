"""Which criteria lack, in each assessment that is open or decided (kriteriegap)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aggregates.readiness import answering
from aggregates.readiness.readiness import Readiness
from projections.kernel import Row, Rows, View, on


@dataclass(frozen=True)
class Gaps(Row):
    """One solution in one scope. `mandatory` holds the criteria that must be met, `answers` what
    the programme has said of each in this round; one without an answer is a gap too."""

    solution: str
    scope: str
    round: int
    mandatory: list[str]
    answers: dict[str, Any]

    @property
    def unmet(self) -> list[str]:
        return answering.unmet(self.mandatory, self.answers)


class CriteriaGaps(View[Gaps]):
    name = "criteria_gaps"
    row = Gaps
    order = ("solution", "scope")
    indexes = (("solution",),)

    @on(Readiness.Opened, Readiness.RoundOpened)
    def opened(self, event: Any, rows: Rows[Gaps], position: int) -> None:
        mandatory = [each["id"] for each in event.criteria if each["mandatory"]]
        round = getattr(event, "round", 1)
        rows.put(
            Gaps(str(event.originator_id), event.solution, event.scope_code, round, mandatory, {})
        )

    @on(Readiness.Answered)
    def answered(self, event: Readiness.Answered, rows: Rows[Gaps], position: int) -> None:
        row = rows.get(str(event.originator_id))
        if row is not None and row.round == event.round:
            rows.put(row.but(answers=row.answers | {event.criterion: event.answer}))
