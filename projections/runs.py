"""The national run overview: every run, how far it is, and whether its evaluation is owed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.evaluation.evaluation import Evaluation
from aggregates.runs.run import Run
from projections.kernel import Row, Rows, View, on


@dataclass(frozen=True)
class RunRow(Row):
    """One run. `evaluation` and the days after it are those of a run that owes one as a whole."""

    title: str
    solution: str
    kind: str
    scope: str
    stage: str
    proposed_on: date
    track: str | None = None
    deciding_body: str | None = None
    leader_body: str | None = None
    plan: str | None = None
    review: str | None = None
    opened_on: date | None = None
    started_on: date | None = None
    closed_on: date | None = None
    evaluation: str | None = None
    evaluation_role: str | None = None
    evaluation_due: date | None = None
    evaluation_delivered_on: date | None = None
    evaluation_received_on: date | None = None


RunRows = Rows[RunRow]


class Runs(View[RunRow]):
    name = "runs"
    row = RunRow
    order = ("proposed_on",)
    indexes = (("solution",), ("stage",))

    @on(Run.Proposed)
    def proposed(self, event: Run.Proposed, rows: RunRows, position: int) -> None:
        rows.put(
            RunRow(
                str(event.originator_id), event.title, event.solution, event.kind,
                event.scope_code, "proposed", event.on,
            )
        )  # fmt: skip

    @on(Run.TrackChosen)
    def track_chosen(self, event: Run.TrackChosen, rows: RunRows, position: int) -> None:
        _note(
            rows, event, stage="track_chosen", track=event.track,
            deciding_body=event.deciding_body, leader_body=None, plan=None, review=None,
        )  # fmt: skip

    @on(Run.LeaderAppointed)
    def led(self, event: Run.LeaderAppointed, rows: RunRows, position: int) -> None:
        row = _note(rows, event, leader_body=event.leader_body)
        if row.plan and row.stage == "track_chosen":
            rows.put(row.but(stage="planned"))

    @on(Run.PlanDrafted)
    def planned(self, event: Run.PlanDrafted, rows: RunRows, position: int) -> None:
        row = _note(rows, event, plan=event.plan, review=None)
        if row.leader_body:
            rows.put(row.but(stage="planned"))

    @on(Run.PlanReviewed)
    def reviewed(self, event: Run.PlanReviewed, rows: RunRows, position: int) -> None:
        if event.outcome == "adjust":
            _note(rows, event, stage="planned", plan=None, review=event.outcome)
        else:
            _note(rows, event, stage="reviewed", review=event.outcome)

    @on(Run.SignUpOpened)
    def opened(self, event: Run.SignUpOpened, rows: RunRows, position: int) -> None:
        _note(rows, event, stage="open", opened_on=event.on)

    @on(Run.Started)
    def started(self, event: Run.Started, rows: RunRows, position: int) -> None:
        _note(rows, event, stage="running", started_on=event.on)

    @on(Run.FollowUpBegun)
    def followed_up(self, event: Run.FollowUpBegun, rows: RunRows, position: int) -> None:
        _note(rows, event, stage="follow_up")

    @on(Run.Closed)
    def closed(self, event: Run.Closed, rows: RunRows, position: int) -> None:
        _note(rows, event, stage="closed", closed_on=event.on)

    @on(Evaluation.FellDue)
    def evaluation_due(self, event: Evaluation.FellDue, rows: RunRows, position: int) -> None:
        if event.pulje is None:
            _note_of(
                rows, str(event.run), evaluation=str(event.originator_id),
                evaluation_role=event.responsible_role, evaluation_due=event.due,
            )  # fmt: skip

    @on(Evaluation.DueMoved)
    def due_moved(self, event: Evaluation.DueMoved, rows: RunRows, position: int) -> None:
        _note_evaluation(rows, event, evaluation_due=event.due)

    @on(Evaluation.Delivered)
    def evaluated(self, event: Evaluation.Delivered, rows: RunRows, position: int) -> None:
        _note_evaluation(rows, event, evaluation_delivered_on=event.on)

    @on(Evaluation.Received)
    def received(self, event: Evaluation.Received, rows: RunRows, position: int) -> None:
        _note_evaluation(rows, event, evaluation_received_on=event.on)


def _note_evaluation(rows: RunRows, event: Any, **changed: Any) -> None:
    row = rows.get(str(event.run))
    if row is not None and row.evaluation == str(event.originator_id):
        rows.put(row.but(**changed))


def _note(rows: RunRows, event: Any, **changed: Any) -> RunRow:
    return _note_of(rows, str(event.originator_id), **changed)


def _note_of(rows: RunRows, run: str, **changed: Any) -> RunRow:
    row = rows.get(run)
    assert row is not None, "an event before the proposal"
    row = row.but(**changed)
    rows.put(row)
    return row
