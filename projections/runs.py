"""The national run overview: every run, how far it is, and whether its evaluation is owed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.evaluation.evaluation import Evaluation
from aggregates.runs import preparing
from aggregates.runs.run import Run
from aggregates.runs.tracks import COMMON_PROCESS, PROCESS, TRACKS
from aggregates.runs.working_group import missing_seats
from projections.kernel import Row, Rows, View, on


@dataclass(frozen=True)
class RunRow(Row):
    """One run. `empty_seats` of its working group are None where none was appointed.

    `evaluation` and the days after it are those of a run that owes one as a whole.
    """

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
    leader_accepted: bool = False
    empty_seats: list[str] | None = None
    notified_on: date | None = None
    planned_start: date | None = None
    planned_end: date | None = None
    test: bool = False
    before_stop: str | None = None
    evaluation: str | None = None
    evaluation_role: str | None = None
    evaluation_due: date | None = None
    evaluation_delivered_on: date | None = None
    evaluation_received_on: date | None = None


RunRows = Rows[RunRow]


class Runs(View[RunRow]):
    name = "runs_prepared"
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
            leader_accepted=False, empty_seats=None, notified_on=None, planned_start=None,
            planned_end=None,
        )  # fmt: skip

    @on(Run.LeaderAppointed)
    def led(self, event: Run.LeaderAppointed, rows: RunRows, position: int) -> None:
        _settle(rows, _note(rows, event, leader_body=event.leader_body, leader_accepted=False))

    @on(Run.LeaderAccepted)
    def accepted(self, event: Run.LeaderAccepted, rows: RunRows, position: int) -> None:
        _note(rows, event, leader_accepted=True)

    @on(Run.WorkingGroupAppointed)
    def manned(self, event: preparing.WorkingGroupAppointed, rows: RunRows, position: int) -> None:
        row = rows.get(str(event.originator_id))
        track = TRACKS.get((row and row.track) or "")
        seats = track.seats if track else ()
        _note(rows, event, empty_seats=missing_seats(event.members, seats))

    @on(Run.RegionalNotified)
    def notified(self, event: preparing.RegionalNotified, rows: RunRows, position: int) -> None:
        told = {"notified_on": event.on, "planned_start": event.starts, "planned_end": event.ends}
        _settle(rows, _note(rows, event, **told))

    @on(Run.MarkedAsTest)
    def marked(self, event: preparing.MarkedAsTest, rows: RunRows, position: int) -> None:
        _note(rows, event, test=True)

    @on(Run.Stopped)
    def stopped(self, event: Run.Stopped, rows: RunRows, position: int) -> None:
        _note(rows, event, stage="stopped", before_stop=event.former_stage)

    @on(Run.Resumed)
    def resumed(self, event: Run.Resumed, rows: RunRows, position: int) -> None:
        _note(rows, event, stage=event.stage, before_stop=None)

    @on(Run.Cancelled)
    def cancelled(self, event: Run.Cancelled, rows: RunRows, position: int) -> None:
        _note(rows, event, stage="cancelled", before_stop=None)

    @on(Run.PlanDrafted)
    def planned(self, event: Run.PlanDrafted, rows: RunRows, position: int) -> None:
        row = _note(rows, event, plan=event.plan, review=None)
        _settle(rows, row.but(stage="planned") if row.leader_body else row)

    @on(Run.PlanReviewed)
    def reviewed(self, event: Run.PlanReviewed, rows: RunRows, position: int) -> None:
        if event.outcome == "adjust":
            _note(rows, event, stage="planned", plan=None, review=event.outcome)
        else:
            row = _note(rows, event, review=event.outcome)
            if event.outcome == "approved" or not _own_of_region(row):
                rows.put(row.but(stage="reviewed"))

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


def _settle(rows: RunRows, row: RunRow) -> None:
    """A run is planned once it has a plan and a leader, and told of once its region has."""
    if row.plan and row.leader_body and row.stage in {"proposed", "track_chosen"}:
        row = row.but(stage="planned")
    if row.notified_on and row.stage == "planned":
        row = row.but(stage="notified")
    rows.put(row)


def _own_of_region(row: RunRow) -> bool:
    demands = PROCESS if row.kind == COMMON_PROCESS else TRACKS.get(row.track or "")
    return demands is not None and demands.notifies


def _note(rows: RunRows, event: Any, **changed: Any) -> RunRow:
    return _note_of(rows, str(event.originator_id), **changed)


def _note_of(rows: RunRows, run: str, **changed: Any) -> RunRow:
    row = rows.get(run)
    assert row is not None, "an event before the proposal"
    row = row.but(**changed)
    rows.put(row)
    return row
