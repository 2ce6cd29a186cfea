"""Boards of what goes on: the leader's of a run, and a region's wherever its own take part."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Query
from pydantic import BaseModel

from aggregates.execution.task_set import TaskSet
from aggregates.execution.terms import Demands, Terms
from api.asking import Asks
from api.asof import Histories, the_histories
from api.bodies import CountyPath, On
from api.cursors import closed, opened
from api.routing import commands
from api.views import AtLeast, Cursor, Limit, Page, Views, the_views
from projections.execution_board import Execution, ExecutionBoard
from projections.kernel import View
from projections.local_tasks import LocalTask, LocalTasks
from projections.municipalities import Municipalities
from projections.runs import RunRow, Runs
from projections.tables import Tables

router = commands("execution")

Reads = Annotated[Views, Depends(the_views)]
Recalls = Annotated[Histories, Depends(the_histories)]

OfPulje = Annotated[int | None, Query(ge=1, le=1000, description="Only of this pulje.")]
THEIRS: tuple[type[View[Any]], ...] = (ExecutionBoard, Municipalities, Runs)


class TaskCount(BaseModel):
    """How far the tasks have come; what they say is the municipality's own (C08-03)."""

    common: int
    common_done: int
    own: int
    own_done: int
    overdue: int


class Progress(BaseModel):
    """One participant: `lacks` is what it is owed before its pulje closes (I32).

    `stale`: neither reported nor measured for as long as is agreed, or never (C08-05).
    """

    participant: Execution
    lacks: list[str]
    measurements: int
    stale: bool
    tasks: TaskCount


class Elsewhere(BaseModel):
    """One participation of a municipality of the region, in a run led by whomever (C08-10)."""

    participant: Execution
    title: str
    leader_body: str | None


@router.get("/runs/{id}/board", tags=["boards"])
async def run_board(
    id: UUID, _: Asks, views: Reads, histories: Recalls,
    pulje: OfPulje = None, middle_managers_missing: bool | None = None,
    at_least: AtLeast = 0, limit: Limit = 100, cursor: Cursor = None,
) -> Page[Progress]:  # fmt: skip
    """Every participant of a run: follow-up, handover, measurements, tasks and attendance."""
    asked: dict[str, Any] = {
        "run": str(id), "pulje": pulje, "middle_managers_missing": middle_managers_missing,
    }  # fmt: skip
    where = {name: value for name, value in asked.items() if value is not None}
    after, today = opened(cursor, ExecutionBoard), views.today

    def look(tables: Tables) -> tuple[list[Execution], dict[str, list[LocalTask]]]:
        rows = tables.page(ExecutionBoard, where, after, limit + 1)
        return rows, _tasks(tables, rows[:limit])

    found, freshness = await views.read(at_least, [ExecutionBoard, LocalTasks], look)
    rows, tasks = found
    terms = await histories.find(Terms, Terms.id_of(rows[0].solution)) if rows else None
    demands = terms.demands if terms else Demands()
    return Page(
        position=freshness.position, recorded=freshness.recorded,
        items=[_progress(row, tasks, demands, today) for row in rows[:limit]],
        next=closed(ExecutionBoard, rows[limit - 1]) if len(rows) > limit else None,
    )  # fmt: skip


@router.get("/regions/{county}/participations", tags=["boards"])
async def region_participations(
    county: CountyPath, _: Asks, views: Reads,
    on: On = None, at_least: AtLeast = 0, limit: Limit = 100, cursor: Cursor = None,
) -> Page[Elsewhere]:  # fmt: skip
    """Where municipalities of the region take part, by the county they are in that day."""
    day, after = on or views.today, opened(cursor, ExecutionBoard)

    def look(tables: Tables) -> tuple[list[Execution], dict[str, RunRow]]:
        spans = tables.page(Municipalities, {"county": county})
        theirs = [span.municipality for span in spans if span.valid(day)]
        rows = tables.page(ExecutionBoard, {"municipality": theirs}, after, limit + 1)
        runs = {row.run: tables.get(Runs, row.run) for row in rows}
        return rows, {id: run for id, run in runs.items() if run is not None}

    found, freshness = await views.read(at_least, THEIRS, look)
    rows, runs = found
    return Page(
        position=freshness.position, recorded=freshness.recorded,
        items=[
            Elsewhere(
                participant=row, title=runs[row.run].title, leader_body=runs[row.run].leader_body
            )
            for row in rows[:limit]
        ],
        next=closed(ExecutionBoard, rows[limit - 1]) if len(rows) > limit else None,
    )  # fmt: skip


def _tasks(tables: Tables, rows: list[Execution]) -> dict[str, list[LocalTask]]:
    """The tasks issued, by task set, and those of each participant, by participation."""
    sets = {str(TaskSet.id_of(UUID(row.run), row.pulje)) for row in rows if row.pulje is not None}
    found: dict[str, list[LocalTask]] = defaultdict(list)
    for each in tables.page(LocalTasks, {"task_set": sorted(sets)}) if sets else []:
        found[str(each.task_set)].append(each)
    theirs = [row.id for row in rows]
    for each in tables.page(LocalTasks, {"participation": theirs}) if theirs else []:
        found[str(each.participation)].append(each)
    return found


def _progress(
    row: Execution, tasks: dict[str, list[LocalTask]], demands: Demands, today: date
) -> Progress:
    measured = row.measured_days or []
    days = [date.fromisoformat(each) for each in measured[-1:]]
    days += [row.reported_on] if row.reported_on else []
    return Progress(
        participant=row,
        lacks=_lacks(row, demands),
        measurements=len(measured),
        stale=not days or max(days) + timedelta(days=demands.stale_days) < today,
        tasks=_counted(row, tasks, today),
    )


def _lacks(row: Execution, demands: Demands) -> list[str]:
    wanted = max(demands.measurements, row.measurements_planned or 0)
    there = {
        "follow_up_plan": row.plan_until is not None,
        "use_measurements": len(row.measured_days or []) >= wanted,
        "handover": row.handed_over_on is not None,
    }
    return [each for each in there if not there[each] and each not in (row.exceptions or [])]


def _counted(row: Execution, tasks: dict[str, list[LocalTask]], today: date) -> TaskCount:
    theirs = tasks.get(row.id, [])
    done = {each.key for each in theirs if each.done_on}
    own = [each for each in theirs if not each.common]
    common: list[LocalTask] = []
    if row.pulje is not None:
        common = tasks.get(str(TaskSet.id_of(UUID(row.run), row.pulje)), [])
    left = [each for each in (*common, *own) if each.key not in done]
    return TaskCount(
        common=len(common), common_done=sum(each.key in done for each in common),
        own=len(own), own_done=sum(each.key in done for each in own),
        overdue=sum(each.due is not None and each.due < today for each in left),
    )  # fmt: skip
