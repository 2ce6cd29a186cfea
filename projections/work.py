"""What waits for somebody: tasks, notices, and cases on the coordinating group's next agenda."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.tasks.case import RETURNED, Case
from aggregates.tasks.notice import Notice
from aggregates.tasks.task import Task
from projections.kernel import Row, Rows, View, on


@dataclass(frozen=True)
class WorkItem(Row):
    """One thing for one role (and body). `sort` is task, notice or case; `subject` a text key."""

    sort: str
    kind: str
    about: str
    for_role: str | None
    for_body: str | None
    municipality: str | None
    since: date
    due: date | None
    open: bool
    subject: str
    facts: dict[str, Any]
    outcome: str | None
    done_on: date | None = None

    def open_on(self, day: date) -> bool:
        """Whether it waited for somebody on that day."""
        if self.since > day or (self.done_on is None and not self.open):
            return False
        return self.done_on is None or day < self.done_on


Items = Rows[WorkItem]


class Work(View[WorkItem]):
    name = "work_done"
    row = WorkItem
    order = ("since",)
    indexes = (("for_role", "open"), ("about",), ("municipality",), ("for_body",))

    @on(Task.Opened)
    def opened(self, event: Task.Opened, rows: Items, position: int) -> None:
        municipality = None if event.municipality is None else str(event.municipality)
        rows.put(
            WorkItem(
                str(event.originator_id), "task", event.kind, str(event.about), event.for_role,
                event.for_body, municipality, event.on, event.due, True,
                event.subject_key, event.facts, None,
            )
        )  # fmt: skip

    @on(Notice.Sent)
    def noticed(self, event: Notice.Sent, rows: Items, position: int) -> None:
        for number, addressee in enumerate(event.to):
            rows.put(
                WorkItem(
                    f"{event.originator_id}/{number}", "notice", "notice", str(event.about),
                    addressee["role"], addressee.get("body"), event.facts.get("municipality"),
                    event.on, None, False,
                    event.subject_key, event.facts, None,
                )
            )  # fmt: skip

    @on(Case.Queued)
    def queued(self, event: Case.Queued, rows: Items, position: int) -> None:
        rows.put(
            WorkItem(
                str(event.originator_id), "case", event.kind, str(event.about),
                "koordineringsgruppe", None, None, event.on, None, True,
                event.subject_key, event.facts, None,
            )
        )  # fmt: skip

    @on(Task.Done)
    def done(self, event: Task.Done, rows: Items, position: int) -> None:
        _came_of(rows, event, open=False)

    @on(Task.PassedOn)
    def passed_on(self, event: Task.PassedOn, rows: Items, position: int) -> None:
        item = rows.get(str(event.originator_id))
        assert item is not None, "an event before the opening"
        rows.put(item.but(for_body=event.for_body))

    @on(Case.Treated)
    def treated(self, event: Case.Treated, rows: Items, position: int) -> None:
        _came_of(rows, event, open=event.outcome in RETURNED)


def _came_of(rows: Items, event: Any, *, open: bool) -> None:
    item = rows.get(str(event.originator_id))
    assert item is not None, "an event before the opening"
    rows.put(item.but(open=open, outcome=event.outcome, done_on=None if open else event.on))
