"""What to know before a municipality is invited: its load, and what it lacks. Nothing blocks."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query
from pydantic import BaseModel, ConfigDict

from aggregates.deeds.prerequisites import REACHED
from aggregates.deeds.territory import state_ceiling
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Missing
from aggregates.kernel.root import Root
from aggregates.rules import C01_09
from api.adoptions import told_of
from api.asking import Asks, Receipt
from api.bodies import Body, Count, Number, NumberPath, On, Short
from api.loaded import LOADED, loads_on
from api.reading import municipality_on
from api.refusing import refuses
from api.routing import commands
from api.standing import SHOWN, shown_on
from api.views import AtLeast, Item, Needed, Views, the_views
from projections.loads import Ceilings, LoadRow
from projections.municipalities import Municipalities
from projections.portfolio import Portfolio
from projections.runs import Runs
from projections.tables import Tables

router = commands("territory")

Reads = Annotated[Views, Depends(the_views)]


class Ceiling(Body):
    """How many runs the municipality can be in at once; null takes it back."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"ceiling": 2, "reason": "Omstilling i helsetjenesten."}]}
    )
    ceiling: Count | None
    reason: Short


class Load(BaseModel):
    """What a municipality is in at once, and how many runs it has said that it can be in.

    `load` is all of it: runs, `activities` that lie ahead in them, and `fora`. A ceiling of null is
    one that it has not stated. `above` is whether one more run would be too many.
    """

    number: str
    runs: list[LoadRow]
    activities: int
    fora: list[LoadRow]
    load: int
    ceiling: int | None
    ceiling_since: date | None
    above: bool


class Prerequisite(BaseModel):
    """A solution that this one needs, and how far the municipality is with it; null is unknown."""

    solution: str
    must: bool
    stage: str | None
    reached: bool


class Warnings(BaseModel):
    """What to know before a municipality is invited to a run."""

    load: Load
    prerequisites: list[Prerequisite]
    warnings: list[str]


@router.post("/municipalities/{number}/load-ceiling", responses=refuses(C01_09))
async def state(number: NumberPath, body: Ceiling, asker: Asks) -> Receipt:
    """The municipality states how many runs it can be in at once. It warns, and blocks nobody."""

    def deed(desk: Desk) -> Root:
        return state_ceiling(desk, municipality=told_of(desk, number), **body.model_dump())

    return await asker.ask(deed)


@router.get("/municipalities/{number}/load")
async def load(
    number: NumberPath, _: Asks, views: Reads, on: On = None, at_least: AtLeast = 0
) -> Item[Load]:
    """How many runs, activities and fora a municipality is in at once (C01-09)."""
    day = on or views.today
    needed: Needed = [Municipalities, Ceilings, *LOADED]
    told, freshness = await views.read(at_least, needed, lambda tables: _load(tables, number, day))
    return Item(position=freshness.position, recorded=freshness.recorded, item=told)


@router.get("/runs/{id}/warnings")
async def warnings(
    id: UUID,
    _: Asks,
    views: Reads,
    municipality: Annotated[Number, Query(description="The municipality that may be invited.")],
    at_least: AtLeast = 0,
) -> Item[Warnings]:
    """What to know before this municipality is invited: its load, and what it lacks (C02-04)."""

    def look(tables: Tables) -> Warnings:
        run = tables.get(Runs, str(id))
        if run is None:
            raise Missing("run", id)
        load = _load(tables, municipality, views.today)
        needs = _prerequisites(tables, run.solution, municipality, views.today)
        told = ["load_above_ceiling"] if load.above else []
        told += [f"prerequisite_not_reached:{each.solution}" for each in needs if not each.reached]
        return Warnings(load=load, prerequisites=needs, warnings=told)

    needed: Needed = [Municipalities, Ceilings, Runs, Portfolio, *LOADED, *SHOWN]
    told, freshness = await views.read(at_least, needed, look)
    return Item(position=freshness.position, recorded=freshness.recorded, item=told)


def _load(tables: Tables, number: str, day: date) -> Load:
    id = municipality_on(tables, number, day).municipality
    held = loads_on(tables, [id], day)[id]
    stated = tables.get(Ceilings, id)
    ceiling = None if stated is None else stated.ceiling
    return Load(
        number=number, runs=held.runs, activities=held.activities, fora=held.fora,
        load=held.total, ceiling=ceiling,
        ceiling_since=None if stated is None else stated.since,
        above=ceiling is not None and len(held.runs) >= ceiling,
    )  # fmt: skip


def _prerequisites(tables: Tables, code: str, number: str, day: date) -> list[Prerequisite]:
    id = municipality_on(tables, number, day).municipality
    row = tables.get(Portfolio, code)
    shown = shown_on(tables, {"municipality": id}, day, day)
    stages = {each.solution: each.stage for each in shown}
    return [
        Prerequisite(
            solution=each["solution"], must=each["must"], stage=stages.get(each["solution"]),
            reached=stages.get(each["solution"]) in REACHED,
        )
        for each in ([] if row is None else row.needs)
    ]  # fmt: skip
