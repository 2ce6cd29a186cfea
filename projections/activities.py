"""What is done together in each run: every activity, on which theme, for whom, and who came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.execution.activity import Activity
from projections.kernel import Row, Rows, View, on, text


@dataclass(frozen=True)
class ActivityRow(Row):
    """One activity; of the whole run where `pulje` is null. `stage`: planned, held, cancelled."""

    run: str
    pulje: int | None
    theme: str
    groups: list[str]
    title: str
    form: str
    day: date
    stage: str


ActivityRows = Rows[ActivityRow]


class Activities(View[ActivityRow]):
    name = "activities"
    row = ActivityRow
    order = ("day",)
    indexes = (("run", "day"),)

    @on(Activity.Planned)
    def planned(self, event: Activity.Planned, rows: ActivityRows, position: int) -> None:
        rows.put(
            ActivityRow(
                str(event.originator_id), text(event.run), event.pulje, event.theme, event.groups,
                event.title, event.form, event.day, "planned",
            )
        )  # fmt: skip

    @on(Activity.Moved)
    def moved(self, event: Activity.Moved, rows: ActivityRows, position: int) -> None:
        rows.put(_activity(rows, event).but(day=event.day, form=event.form))

    @on(Activity.Held)
    def held(self, event: Activity.Held, rows: ActivityRows, position: int) -> None:
        rows.put(_activity(rows, event).but(stage="held", day=event.on, form=event.form))

    @on(Activity.Cancelled)
    def cancelled(self, event: Activity.Cancelled, rows: ActivityRows, position: int) -> None:
        rows.put(_activity(rows, event).but(stage="cancelled"))


def _activity(rows: ActivityRows, event: Any) -> ActivityRow:
    row = rows.get(str(event.originator_id))
    assert row is not None, "an event before the plan"
    return row


@dataclass(frozen=True)
class AttendanceRow(Row):
    """How many of each group one municipality came with, to one activity."""

    activity: str
    run: str
    participation: str
    municipality: str
    number: str
    theme: str
    day: date
    attended: dict[str, Any]


class Attendance(View[AttendanceRow]):
    name = "attendance"
    row = AttendanceRow
    order = ("number", "day")
    indexes = (("run", "number"), ("participation",), ("activity",))

    @on(Activity.AttendanceRecorded)
    def attended(
        self, event: Activity.AttendanceRecorded, rows: Rows[AttendanceRow], position: int
    ) -> None:
        activity, who = str(event.originator_id), text(event.participation)
        rows.put(
            AttendanceRow(
                f"{activity}/{who}", activity, text(event.run), who, text(event.municipality),
                event.number, event.theme, event.on, event.attended,
            )
        )  # fmt: skip
