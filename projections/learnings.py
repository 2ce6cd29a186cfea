"""The learning ledger: what every evaluation taught, of which type, and who owns it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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


class Learnings(View[LearningRow]):
    name = "learnings"
    row = LearningRow
    order = ("raised_on",)
    indexes = (("run",), ("solution",))

    @on(Learning.Raised)
    def raised(self, event: Learning.Raised, rows: Rows[LearningRow], position: int) -> None:
        rows.put(
            LearningRow(
                str(event.originator_id), str(event.evaluation), str(event.run), event.solution,
                event.track, event.type, event.owner, event.text, event.on,
            )
        )  # fmt: skip

    @on(Learning.Reassigned)
    def reassigned(
        self, event: Learning.Reassigned, rows: Rows[LearningRow], position: int
    ) -> None:
        learning = rows.get(str(event.originator_id))
        assert learning is not None, "an event before the raising"
        rows.put(learning.but(owner=event.owner))
