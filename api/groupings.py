"""Groupings of municipalities over HTTP: which there are, and who belongs to them on a day."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends
from pydantic import BaseModel, ConfigDict, Field

from aggregates.deeds.groupings import establish, state_members
from aggregates.rules import C01_03
from api.asking import Asks, Receipt
from api.bodies import Body, Code, CodePath, Day, Number, On, Short
from api.reading import Municipal
from api.refusing import refuses
from api.routing import commands
from api.views import AtLeast, Needed, Page, Views, the_views
from projections.groupings import Groupings
from projections.municipalities import Municipalities
from projections.tables import Tables

router = commands("territory")

Reads = Annotated[Views, Depends(the_views)]


class NewGrouping(Body):
    """A grouping of municipalities: of which kind, the code that a scope names it by, its name."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"kind": "kommuneomrade", "code": "fosenregionen", "name": "Fosenregionen"}
            ]
        }
    )
    kind: Annotated[str, Field(max_length=60, description="helsefellesskap, ikt_samarbeid ...")]
    code: Code
    name: Short


class Members(Body):
    """Who belongs to it from a day on, by their numbers on that day; none: it has ended."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"members": ["5057", "5058"], "since": "2024-01-01"}]}
    )
    members: Annotated[list[Number], Field(max_length=500)]
    since: Day


class GroupingTold(BaseModel):
    """A grouping, and its members on the day asked for."""

    kind: str
    code: str
    name: str
    members: list[Municipal]


@router.get("/groupings", tags=["boards"])
async def groupings(
    _: Asks, views: Reads, on: On = None, at_least: AtLeast = 0
) -> Page[GroupingTold]:
    """Every grouping there is, and who belonged to it on a day (C01-03)."""
    day = on or views.today

    def look(tables: Tables) -> list[GroupingTold]:
        there = {row.municipality: row for row in tables.page(Municipalities) if row.valid(day)}
        return [
            GroupingTold(
                kind=row.kind, code=row.code, name=row.name,
                members=[
                    Municipal.model_validate(there[each], from_attributes=True)
                    for each in row.members(day)
                    if each in there
                ],
            )
            for row in tables.page(Groupings)
        ]  # fmt: skip

    needed: Needed = [Groupings, Municipalities]
    told, freshness = await views.read(at_least, needed, look)
    return Page(position=freshness.position, recorded=freshness.recorded, items=told)


@router.post("/groupings", status_code=201, responses=refuses(C01_03))
async def found(body: NewGrouping, asker: Asks) -> Receipt:
    """Establish a grouping; a county is none, it follows from the register."""
    return await asker.ask(lambda desk: establish(desk, **body.model_dump()))


@router.post("/groupings/{code}/members", responses=refuses(C01_03))
async def state(code: CodePath, body: Members, asker: Asks) -> Receipt:
    """State who belongs to a grouping from a day on; a region, of its own municipalities."""
    return await asker.ask(
        lambda desk: state_members(desk, code=code, numbers=body.members, since=body.since)
    )
