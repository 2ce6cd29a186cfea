"""Every evaluation that is owed: by whom, by when, whom it asked, and who has it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from aggregates.evaluation.evaluation import Evaluation
from projections.kernel import Row, Rows, View, on


@dataclass(frozen=True)
class EvaluationRow(Row):
    """`responses` are {party, text, anonymous}; `content` is what was delivered.

    `bodies` are the organisations of the working group, where it is theirs to evaluate.
    """

    run: str
    pulje: int | None
    solution: str
    track: str
    responsible_role: str
    responsible_body: str | None
    due: date
    delivered_on: date | None
    received_on: date | None
    received_as: str | None
    shared_at: list[str]
    asked: list[dict[str, str]]
    responses: list[dict[str, Any]]
    content: dict[str, Any] | None
    bodies: list[str] = field(default_factory=list)

    @property
    def deliverers(self) -> list[str]:
        """The organisations whose leaders may deliver it; where there is none, every leader may."""
        return [self.responsible_body] if self.responsible_body else self.bodies

    @property
    def response_rate(self) -> float | None:
        """Which part of those who were asked has answered, from 0 to 1; None where nobody was."""
        return len(self.responses) / len(self.asked) if self.asked else None

    def owed(self, day: date) -> bool:
        """Past its day and not received, whether sent or not (C10-01, C10-03)."""
        received = self.received_on
        return self.due < day and (received is None or received > day)


EvaluationRows = Rows[EvaluationRow]


class Evaluations(View[EvaluationRow]):
    name = "evaluations_entrusted"
    row = EvaluationRow
    order = ("due",)
    indexes = (("run",), ("solution",))

    @on(Evaluation.FellDue)
    def due(self, event: Evaluation.FellDue, rows: EvaluationRows, position: int) -> None:
        rows.put(
            EvaluationRow(
                str(event.originator_id), str(event.run), event.pulje, event.solution, event.track,
                event.responsible_role, event.responsible_body, event.due,
                None, None, None, [], [], [], None,
            )
        )  # fmt: skip

    @on(Evaluation.DueMoved)
    def moved(self, event: Evaluation.DueMoved, rows: EvaluationRows, position: int) -> None:
        rows.put(_of(rows, event).but(due=event.due))

    @on(Evaluation.PassedOn)
    def passed_on(self, event: Evaluation.PassedOn, rows: EvaluationRows, position: int) -> None:
        rows.put(_of(rows, event).but(responsible_body=event.responsible_body))

    @on(Evaluation.Entrusted)
    def entrusted(self, event: Evaluation.Entrusted, rows: EvaluationRows, position: int) -> None:
        rows.put(_of(rows, event).but(bodies=event.bodies))

    @on(Evaluation.PartiesAsked)
    def asked(self, event: Evaluation.PartiesAsked, rows: EvaluationRows, position: int) -> None:
        row = _of(rows, event)
        rows.put(row.but(asked=[*row.asked, *event.parties]))

    @on(Evaluation.ResponseGiven)
    def answered(
        self, event: Evaluation.ResponseGiven, rows: EvaluationRows, position: int
    ) -> None:
        row = _of(rows, event)
        others = [each for each in row.responses if each["party"] != event.party]
        said = {"party": event.party, "text": event.text, "anonymous": event.anonymous}
        rows.put(row.but(responses=[*others, said]))

    @on(Evaluation.Delivered)
    def delivered(self, event: Evaluation.Delivered, rows: EvaluationRows, position: int) -> None:
        content = {"summary": event.summary, "heard": event.heard}
        rows.put(_of(rows, event).but(delivered_on=event.on, content=content))

    @on(Evaluation.Received)
    def received(self, event: Evaluation.Received, rows: EvaluationRows, position: int) -> None:
        rows.put(_of(rows, event).but(received_on=event.on, received_as=event.case))

    @on(Evaluation.Shared)
    def shared(self, event: Evaluation.Shared, rows: EvaluationRows, position: int) -> None:
        row = _of(rows, event)
        rows.put(row.but(shared_at=[*row.shared_at, event.gathering]))


def _of(rows: EvaluationRows, event: Any) -> EvaluationRow:
    row = rows.get(str(event.originator_id))
    assert row is not None, "an event before it fell due"
    return row
