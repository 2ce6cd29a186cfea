"""How each region is put in place: the frame of the year, and what it planned, met and reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.regions.implementation_frame import ImplementationFrame
from aggregates.regions.implementation_plan import ImplementationPlan
from projections.kernel import Row, Rows, View, on


@dataclass(frozen=True)
class FrameRow(Row):
    """What every region plans within that year."""

    year: int
    starts: date
    ends: date
    milestones: list[str]
    decision: str


class ImplementationFrames(View[FrameRow]):
    name = "implementation_frames"
    row = FrameRow
    order = ("year",)

    @on(ImplementationFrame.FrameSet)
    def framed(
        self, event: ImplementationFrame.FrameSet, rows: Rows[FrameRow], position: int
    ) -> None:
        id = str(event.originator_id)
        rows.put(
            FrameRow(id, event.year, event.starts, event.ends, event.milestones, event.decision)
        )


@dataclass(frozen=True)
class ImplementationRow(Row):
    """A group's plan; without one nothing is planned yet, though meetings may have been held."""

    group_id: str
    year: int
    starts: date | None
    owner: str | None
    milestones: list[dict[str, str]]
    reached: dict[str, Any]
    meetings: list[dict[str, Any]]


ImplementationRows = Rows[ImplementationRow]


class ImplementationPlans(View[ImplementationRow]):
    name = "implementation_plans"
    row = ImplementationRow
    order = ("year", "group_id")
    indexes = (("year",),)

    @on(ImplementationPlan.Begun)
    def begun(
        self, event: ImplementationPlan.Begun, rows: ImplementationRows, position: int
    ) -> None:
        id, group = str(event.originator_id), str(event.group)
        rows.put(ImplementationRow(id, group, event.year, None, None, [], {}, []))

    @on(ImplementationPlan.Planned)
    def planned(
        self, event: ImplementationPlan.Planned, rows: ImplementationRows, position: int
    ) -> None:
        row = _of(rows, event)
        rows.put(row.but(starts=event.starts, owner=event.owner, milestones=event.milestones))

    @on(ImplementationPlan.MilestoneReached)
    def reached(
        self, event: ImplementationPlan.MilestoneReached, rows: ImplementationRows, position: int
    ) -> None:
        row = _of(rows, event)
        rows.put(row.but(reached=row.reached | {event.name: event.on.isoformat()}))

    @on(ImplementationPlan.MeetingHeld)
    def met(
        self, event: ImplementationPlan.MeetingHeld, rows: ImplementationRows, position: int
    ) -> None:
        row = _of(rows, event)
        held = {
            "with_whom": event.with_whom, "on": event.on.isoformat(), "document": event.document,
        }  # fmt: skip
        rows.put(row.but(meetings=[*row.meetings, held]))


def _of(rows: ImplementationRows, event: Any) -> ImplementationRow:
    row = rows.get(str(event.originator_id))
    assert row is not None, "an event before the plan began"
    return row
