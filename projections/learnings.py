"""The learning ledger: what every evaluation taught, who owns it, and what new runs answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from aggregates.evaluation.answers import Answers
from aggregates.evaluation.learning import Learning
from projections.kernel import Row, Rows, View, on


@dataclass(frozen=True)
class LearningRow(Row):
    evaluation: str
    run: str
    solution: str
    track: str
    type: str
    owner: str
    text: str
    raised_on: date
    open: bool
    outcome: str | None
    outcome_reason: str | None
    answers: list[dict[str, Any]]

    def answered_by(self, run: str) -> dict[str, Any] | None:
        """What a new run answers to it: {run, answer, reason, on}."""
        return next((each for each in self.answers if each["run"] == run), None)


class Learnings(View[LearningRow]):
    name = "learnings"
    row = LearningRow
    order = ("raised_on",)
    indexes = (("run",), ("solution",), ("track",), ("evaluation",))

    @on(Learning.Raised)
    def raised(self, event: Learning.Raised, rows: Rows[LearningRow], position: int) -> None:
        rows.put(
            LearningRow(
                str(event.originator_id), str(event.evaluation), str(event.run), event.solution,
                event.track, event.type, event.owner, event.text, event.on, True, None, None, [],
            )
        )  # fmt: skip

    @on(Learning.Reassigned)
    def reassigned(
        self, event: Learning.Reassigned, rows: Rows[LearningRow], position: int
    ) -> None:
        rows.put(_known(rows, event.originator_id).but(owner=event.owner))

    @on(Learning.Reclassified)
    def reclassified(
        self, event: Learning.Reclassified, rows: Rows[LearningRow], position: int
    ) -> None:
        rows.put(_known(rows, event.originator_id).but(type=event.type))

    @on(Learning.Settled)
    def settled(self, event: Learning.Settled, rows: Rows[LearningRow], position: int) -> None:
        learning = _known(rows, event.originator_id)
        rows.put(learning.but(open=False, outcome=event.outcome, outcome_reason=event.reason))

    @on(Answers.Given)
    def answered(self, event: Answers.Given, rows: Rows[LearningRow], position: int) -> None:
        learning, run = _known(rows, event.learning), str(event.run)
        others = [each for each in learning.answers if each["run"] != run]
        given = {
            "run": run, "answer": event.answer, "reason": event.reason, "on": event.on.isoformat(),
        }  # fmt: skip
        rows.put(learning.but(answers=[*others, given]))


def _known(rows: Rows[LearningRow], id: UUID) -> LearningRow:
    learning = rows.get(str(id))
    assert learning is not None, "an event before the raising"
    return learning
