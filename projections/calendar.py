"""The run calendar: every pulje that goes on, what it needs, and what it clashes with (V2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.coordination.calendar import Calendar, PuljeEvent
from projections.kernel import Row, Rows, View, on


@dataclass(frozen=True)
class CalendarRow(Row):
    """A pulje from `since` until, and not including, `until`; `settled` answers its clashes."""

    run: str
    number: int
    leader: str
    since: date
    until: date
    needs: list[dict[str, Any]]
    clashes: list[dict[str, Any]]
    settled: list[dict[str, Any]]


CalendarRows = Rows[CalendarRow]


class RunCalendar(View[CalendarRow]):
    name = "run_calendar"
    row = CalendarRow
    order = ("since", "run", "number")
    indexes = (("run",),)

    @on(Calendar.PuljeEntered)
    def entered(self, event: Calendar.PuljeEntered, rows: CalendarRows, position: int) -> None:
        rows.put(
            CalendarRow(
                _id(event), str(event.run), event.number, event.leader, event.since, event.until,
                [], [], [],
            )
        )  # fmt: skip

    @on(Calendar.PeriodStated)
    def moved(self, event: Calendar.PeriodStated, rows: CalendarRows, position: int) -> None:
        rows.put(_row(rows, event).but(since=event.since, until=event.until))

    @on(Calendar.NeedsStated)
    def needing(self, event: Calendar.NeedsStated, rows: CalendarRows, position: int) -> None:
        rows.put(_row(rows, event).but(needs=event.needs))

    @on(Calendar.LeaderChanged)
    def led(self, event: Calendar.LeaderChanged, rows: CalendarRows, position: int) -> None:
        rows.put(_row(rows, event).but(leader=event.leader))

    @on(Calendar.ClashDetected)
    def clashing(self, event: Calendar.ClashDetected, rows: CalendarRows, position: int) -> None:
        rows.put(_row(rows, event).but(clashes=event.clashes))

    @on(Calendar.ClashSettled)
    def settled(self, event: Calendar.ClashSettled, rows: CalendarRows, position: int) -> None:
        row, about = _row(rows, event), (event.kind, event.subject)
        others = [each for each in row.settled if (each["kind"], each["subject"]) != about]
        answer = {
            "kind": event.kind, "subject": event.subject, "decision": event.decision,
            "reason": event.reason,
        }  # fmt: skip
        rows.put(row.but(settled=[*others, answer]))

    @on(Calendar.PuljeRemoved)
    def removed(self, event: Calendar.PuljeRemoved, rows: CalendarRows, position: int) -> None:
        rows.remove(_id(event))


def _id(event: PuljeEvent) -> str:
    return f"{event.run}#{event.number}"


def _row(rows: CalendarRows, event: PuljeEvent) -> CalendarRow:
    row = rows.get(_id(event))
    assert row is not None, "an event before the pulje was entered"
    return row
