"""Whom a run is for, one by one, and what is known of why they have not introduced it (C06-09)."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel

from aggregates.kernel.refusals import Missing
from aggregates.runs.run import Run
from api.asking import Asks
from api.asof import Histories, the_histories
from api.remaining import Left, left_of, put_beside
from api.routing import commands
from api.standing import SHOWN, shown_on
from api.views import AtLeast, Item, Needed, Views, the_views
from api.withholding import Purpose
from projections.insights import InsightRow, Insights
from projections.municipalities import Municipalities
from projections.regional_groups import RegionalGroups
from projections.tables import Tables

router = commands("runs")

Reads = Annotated[Views, Depends(the_views)]
Recalls = Annotated[Histories, Depends(the_histories)]


class PopulationPage(BaseModel):
    """Whom a run is for, as it was frozen on `as_of`: who was not known, that day, to have
    introduced the solution. How far each is, and what it answered, is of today."""

    run: UUID
    solution: str
    as_of: date
    target: int
    municipalities: list[Left]


@router.get("/runs/{id}/population", tags=["boards"])
async def population(
    id: UUID, asker: Asks, views: Reads, histories: Recalls,
    purpose: Purpose = None, at_least: AtLeast = 0,
) -> Item[PopulationPage]:  # fmt: skip
    """Whom the run is for: its own answer, and beside it the contact's insight into why."""
    run = await histories.read(Run, id)
    if run.population is None:
        raise Missing("population", id)
    as_of, frozen, target = run.population
    needed: Needed = [Municipalities, RegionalGroups, Insights, *SHOWN]
    (rows, notes), freshness = await views.read(
        at_least, needed, lambda tables: _look(tables, run, as_of, frozen, views.today)
    )
    await put_beside(asker, rows, notes, purpose)
    page = PopulationPage(
        run=run.id, solution=run.solution, as_of=as_of, target=target, municipalities=rows
    )
    return Item(position=freshness.position, recorded=freshness.recorded, item=page)


def _look(
    tables: Tables, run: Run, as_of: date, frozen: list[str], today: date
) -> tuple[list[Left], list[InsightRow]]:
    """Those frozen, as they were called that day, and where what is known of them stands."""
    where = {"municipality": frozen, "solution": run.solution}
    standings = {row.municipality: row for row in shown_on(tables, where, today, today)}
    groups = {c: row.organisation for row in tables.page(RegionalGroups) for c in row.counties}
    named = tables.page(Municipalities, {"municipality": frozen})
    rows = [
        left_of(row, standings.get(row.municipality), groups) for row in named if row.valid(as_of)
    ]
    return rows, tables.page(Insights, {"solution": run.solution})
