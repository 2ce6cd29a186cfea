"""What each municipality in a run does for itself: the common tasks, its own, and what is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.execution.local_work import LocalWork
from aggregates.execution.task_set import TaskSet
from projections.kernel import Row, Rows, View, on, text


@dataclass(frozen=True)
class LocalTask(Row):
    """A common task as it was issued (`participation` is null), or one municipality's task.

    A common task has a row of a municipality only once that municipality has closed it. `text`,
    `outcome`, and the title of a task of its own are the municipality's own words.
    """

    nth: int
    task_set: str | None
    participation: str | None
    municipality: str | None
    key: str
    common: bool
    title: str
    text: str
    due: date | None
    needs: list[str]
    done_on: date | None
    outcome: str | None


LocalTaskRows = Rows[LocalTask]


class LocalTasks(View[LocalTask]):
    name = "local_tasks"
    row = LocalTask
    order = ("nth",)
    indexes = (("task_set",), ("participation",))

    @on(TaskSet.Issued, TaskSet.Extended)
    def issued(self, event: Any, rows: LocalTaskRows, position: int) -> None:
        task_set = str(event.originator_id)
        for place, each in enumerate(event.tasks):
            due = None if each["due"] is None else date.fromisoformat(each["due"])
            rows.put(
                LocalTask(
                    f"{task_set}/{each['key']}", _nth(position, place), task_set, None, None,
                    each["key"], True, each["title"], "", due, each["needs"], None, None,
                )
            )  # fmt: skip

    @on(LocalWork.TaskAdded)
    def added(self, event: LocalWork.TaskAdded, rows: LocalTaskRows, position: int) -> None:
        rows.put(
            LocalTask(
                _own(event), _nth(position), None, text(event.participation),
                text(event.municipality), event.key, False, event.title, event.text, event.due,
                event.needs, None, None,
            )
        )  # fmt: skip

    @on(LocalWork.TaskDone)
    def done(self, event: LocalWork.TaskDone, rows: LocalTaskRows, position: int) -> None:
        row = rows.get(_own(event)) or LocalTask(
            _own(event), _nth(position), None, text(event.participation),
            text(event.municipality), event.key, True, "", "", None, [], None, None,
        )  # fmt: skip
        rows.put(row.but(done_on=event.on, outcome=event.outcome))

    @on(LocalWork.TaskReopened)
    def reopened(self, event: LocalWork.TaskReopened, rows: LocalTaskRows, position: int) -> None:
        row = rows.get(_own(event))
        assert row is not None, "an event before the closing"
        if row.common:
            rows.remove(row.id)
        else:
            rows.put(row.but(done_on=None, outcome=None))


def _nth(position: int, place: int = 0) -> int:
    """Its place in the order in which tasks were told of; one event tells of 200 at most."""
    return position * 1000 + place


def _own(event: Any) -> str:
    return f"{event.participation}/{event.key}"
