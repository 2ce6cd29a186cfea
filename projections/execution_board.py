"""The leader's board of a run: each participant, how it is followed up, and who was not there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.execution.activity import Activity
from aggregates.execution.follow_up import FollowUp
from aggregates.execution.status import Status
from aggregates.execution.themes import MIDDLE_MANAGERS
from aggregates.invitations.participation import Participation
from projections.kernel import Row, Rows, View, on, text


@dataclass(frozen=True)
class Execution(Row):
    """One municipality with a place in a run, or that had one: then `place` is null.

    What nobody has told is null, and never «no». `middle_managers_missing`: something was held for
    middle managers while it took part, and none of its own has been to any such thing (C08-02).
    """

    run: str
    solution: str
    municipality: str
    number: str
    region: str
    pulje: int | None
    place: str | None
    followed_since: date | None = None
    plan_until: date | None = None
    measurements_planned: int | None = None
    measured_days: list[str] | None = None
    reported_on: date | None = None
    reported: str | None = None
    owner_role: str | None = None
    next_review: date | None = None
    handed_over_on: date | None = None
    exceptions: list[str] | None = None
    done_on: date | None = None
    middle_managers: int = 0
    middle_managers_missing: bool = False


Executions = Rows[Execution]


class ExecutionBoard(View[Execution]):
    name = "execution_board"
    row = Execution
    order = ("number",)
    indexes = (
        ("run", "number"),
        ("run", "pulje", "number"),
        ("run", "middle_managers_missing", "number"),
        ("municipality",),
    )

    @on(Participation.SignedUp, Participation.PuljeChanged)
    def signed_up(self, event: Any, rows: Executions, position: int) -> None:
        id = str(event.originator_id)
        row = rows.get(id) or Execution(
            id, text(event.run), event.solution, text(event.municipality), event.number,
            event.region, event.pulje, event.outcome,
        )  # fmt: skip
        rows.put(row.but(pulje=event.pulje, place=event.outcome, number=event.number))

    @on(Participation.PlaceGained)
    def gained(self, event: Participation.PlaceGained, rows: Executions, position: int) -> None:
        _note(rows, event.originator_id, place="place")

    @on(Participation.PlaceDeclined, Participation.PlaceLost, Participation.Withdrawn)
    def left(self, event: Any, rows: Executions, position: int) -> None:
        _note(rows, event.originator_id, pulje=None, place=None, middle_managers_missing=False)

    @on(FollowUp.Begun)
    def begun(self, event: FollowUp.Begun, rows: Executions, position: int) -> None:
        _note(rows, event.participation, followed_since=event.on)

    @on(FollowUp.Planned)
    def planned(self, event: FollowUp.Planned, rows: Executions, position: int) -> None:
        _note(
            rows, event.participation,
            plan_until=event.until, measurements_planned=event.measurements,
        )  # fmt: skip

    @on(FollowUp.OwnerNamed)
    def owned(self, event: FollowUp.OwnerNamed, rows: Executions, position: int) -> None:
        _note(rows, event.participation, owner_role=event.owner_role, next_review=event.next_review)

    @on(FollowUp.HandedOver)
    def handed_over(self, event: FollowUp.HandedOver, rows: Executions, position: int) -> None:
        _note(rows, event.participation, handed_over_on=event.on)

    @on(FollowUp.ExceptionRecorded)
    def excepted(self, event: FollowUp.ExceptionRecorded, rows: Executions, position: int) -> None:
        row = rows.get(text(event.participation))
        if row is not None:
            rows.put(row.but(exceptions=sorted({*(row.exceptions or []), event.lacks})))

    @on(FollowUp.Done)
    def done(self, event: FollowUp.Done, rows: Executions, position: int) -> None:
        _note(rows, event.participation, done_on=event.on)

    @on(Status.Reported)
    def reported(self, event: Status.Reported, rows: Executions, position: int) -> None:
        row = rows.get(text(event.participation))
        if row is not None and (row.reported_on is None or row.reported_on <= event.on):
            rows.put(row.but(reported_on=event.on, reported=event.state))

    @on(Status.Measured)
    def measured(self, event: Status.Measured, rows: Executions, position: int) -> None:
        row = rows.get(text(event.participation))
        if row is not None:
            days = {*(row.measured_days or []), event.on.isoformat()}
            rows.put(row.but(measured_days=sorted(days)))

    @on(Activity.Held)
    def held(self, event: Activity.Held, rows: Executions, position: int) -> None:
        if MIDDLE_MANAGERS in event.groups:
            for row in rows.where("run", text(event.run)):
                theirs = row.place == "place" and event.pulje in {None, row.pulje}
                if theirs and not row.middle_managers and not row.middle_managers_missing:
                    rows.put(row.but(middle_managers_missing=True))

    @on(Activity.AttendanceRecorded)
    def attended(self, event: Activity.AttendanceRecorded, rows: Executions, position: int) -> None:
        came = event.attended.get(MIDDLE_MANAGERS, 0) - event.former.get(MIDDLE_MANAGERS, 0)
        row = rows.get(text(event.participation))
        if row is not None and MIDDLE_MANAGERS in event.groups:
            there = row.middle_managers + came
            rows.put(row.but(middle_managers=there, middle_managers_missing=there == 0))


def _note(rows: Executions, participation: Any, **changed: Any) -> None:
    row = rows.get(text(participation))
    if row is not None:
        rows.put(row.but(**changed))
