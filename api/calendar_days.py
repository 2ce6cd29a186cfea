"""What the calendar file tells: what goes on from when to when, and what is owed by which day.

Everybody may subscribe, so no municipality is named: what is theirs is only counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from api import texts
from api.views import Needed
from projections.calendar import RunCalendar
from projections.dates import Dates
from projections.deadlines import Deadlines
from projections.evaluations import Evaluations
from projections.execution_board import ExecutionBoard
from projections.model_evaluations import ModelEvaluations
from projections.participations import Participations
from projections.portfolio import Portfolio
from projections.puljer import Puljer
from projections.runs import RunRow, Runs
from projections.tables import Tables
from projections.work import Work, WorkItem

NEEDED: Needed = [
    RunCalendar, Runs, Puljer, Participations, Evaluations, ModelEvaluations, ExecutionBoard,
    Deadlines, Dates, Work, Portfolio,
]  # fmt: skip
A_DAY = timedelta(days=1)


class Entry(NamedTuple):
    """A whole day or several, until and not including `until`; `uid` is always the same."""

    uid: str
    since: date
    until: date
    summary: str


def entries(tables: Tables) -> list[Entry]:
    """Everything that the calendar tells."""
    titles = {run.id: run.title for run in tables.page(Runs)}
    names = {each.id: each.name for each in tables.page(Portfolio)}
    return [
        *_going_on(tables, titles), *_answers(tables, titles), *_evaluated(tables, titles),
        *_looked_at(tables, names), *_tasks(tables, names),
    ]  # fmt: skip


def _going_on(tables: Tables, titles: dict[str, str]) -> Iterator[Entry]:
    ends: dict[str, date] = {}
    for row in tables.page(RunCalendar):
        ends[row.run] = max(ends.get(row.run, row.until), row.until)
        summary = _said("pulje", title=titles[row.run], number=row.number)
        yield Entry(f"pulje-{row.run}-{row.number}", row.since, row.until, summary)
    for run in tables.page(Runs):
        if run.stage != "cancelled":
            yield from _of_run(run, ends.get(run.id))


def _of_run(run: RunRow, puljer_end: date | None) -> Iterator[Entry]:
    """A run from its opening to its end, or to the end of what is planned of it so far.

    A regional run is there from the day that the coordinating group was told of it (C06-04).
    """
    planned = None if run.planned_end is None else run.planned_end + A_DAY
    if run.opened_on is not None:
        closed = None if run.closed_on is None else run.closed_on + A_DAY
        ends = closed or puljer_end or planned or run.opened_on
        ends = max(ends, run.opened_on + A_DAY)
        yield Entry(f"run-{run.id}", run.opened_on, ends, _said("run", title=run.title))
    elif run.planned_start is not None and planned is not None:
        summary = _said("notified", title=run.title)
        yield Entry(f"notified-{run.id}", run.planned_start, planned, summary)


def _answers(tables: Tables, titles: dict[str, str]) -> Iterator[Entry]:
    """Days by which municipalities are to answer: invitations, and places that they are offered."""
    invitations = tables.page(Participations, {"invitation": "open"})
    for run, deadline in sorted({(each.run, each.deadline) for each in invitations}):
        uid = f"deadline-{run}-{deadline.isoformat()}"
        yield _on(uid, deadline, _said("deadline", title=titles[run]))
    run_of = {pulje.id: pulje.run for pulje in tables.page(Puljer)}
    offers = [each for each in tables.page(Deadlines, {"open": True}) if each.kind == "offer"]
    for pulje, due in sorted({(each.aggregate, each.day) for each in offers}):
        day = due - A_DAY  # the clock comes the day after
        summary = _said("offer", title=titles[run_of[pulje]])
        yield _on(f"offer-{pulje}-{day.isoformat()}", day, summary)


def _evaluated(tables: Tables, titles: dict[str, str]) -> Iterator[Entry]:
    """Days by which runs, and the model itself, are evaluated."""
    for owed in tables.page(Evaluations):
        if owed.received_on is None:
            summary = _said("evaluation", title=titles.get(owed.run, owed.solution))
            yield _on(f"evaluation-{owed.id}", owed.due, summary)
    for model in tables.page(ModelEvaluations):
        if model.held_on is None:
            yield _on(f"model-{model.id}", model.due, _said("model", year=model.year))


def _looked_at(tables: Tables, names: dict[str, str]) -> Iterator[Entry]:
    """Days by which a survey is answered, and something is looked at anew."""
    titles = {run.id: run.title for run in tables.page(Runs) if run.stage != "cancelled"}
    for row in tables.page(Dates):
        title = names.get(row.title, row.title) if row.run is None else titles.get(row.run)
        if title is not None:
            yield _on(f"{row.kind}-{row.id}", row.day, _said(row.kind, title=title))
    handed = {(row.run, row.next_review) for row in tables.page(ExecutionBoard)}
    for run, day in sorted((run, day) for run, day in handed if day and run in titles):
        yield _on(f"review-{run}-{day.isoformat()}", day, _said("review", title=titles[run]))


def _tasks(tables: Tables, names: dict[str, str]) -> Iterator[Entry]:
    """What somebody is asked to do by a day, in its words; a municipality's are only counted."""
    municipal: Counter[date] = Counter()
    for task in tables.page(Work, {"open": True}):
        if task.due is None:
            continue
        if task.municipality is None and "number" not in task.facts:
            yield _on(f"task-{task.id}", task.due, _in_words(task, names))
        else:
            municipal[task.due] += 1
    for day, count in sorted(municipal.items()):
        yield _on(f"tasks-{day.isoformat()}", day, _said("tasks", count=count))


def _in_words(task: WorkItem, names: dict[str, str]) -> str:
    solution = task.facts.get("solution")
    facts = task.facts | ({"solution": names.get(solution, solution)} if solution else {})
    return texts.subject(task.subject, facts)


def _on(uid: str, day: date, summary: str) -> Entry:
    return Entry(uid, day, day + A_DAY, summary)


def _said(kind: str, **facts: str | int) -> str:
    return texts.calendar()[kind].format(**facts)
