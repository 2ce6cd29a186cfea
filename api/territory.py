"""Municipalities and counties over HTTP, as they were on a day."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, Path, Query
from pydantic import BaseModel, ConfigDict

from aggregates.deeds.territory import end_organisation as end
from aggregates.rules import C01_01, C01_04, I17
from aggregates.territory.register import Register
from api.asking import Asks, Receipt
from api.asof import Histories, the_histories
from api.bodies import Body, CodeQuery, CountyPath, Day, NumberPath, On, Orgnr, Short
from api.cursors import closed, opened
from api.loaded import LOADED, loads_on
from api.reading import Municipal, municipality_on
from api.refusing import refuses
from api.routing import commands
from api.standing import SHOWN, Shown, shown_on
from api.views import AtLeast, Cursor, Item, Needed, Page, Views, the_views
from api.withholding import covered
from log.log import upon
from projections.municipalities import Municipalities, Municipality
from projections.needs import Needs
from projections.participations import Participant, Participations
from projections.tables import Tables
from projections.work import Work, WorkItem

router = commands("territory")

FEW, MANY = 10, 500
BoardLimit = Annotated[
    int | None,
    Query(ge=1, le=500, description="Municipalities on a page; 10, or 500 of one solution."),
]
Reads = Annotated[Views, Depends(the_views)]
Recalls = Annotated[Histories, Depends(the_histories)]


class County(BaseModel):
    """A county, and how many municipalities it had on the day asked for."""

    number: str
    name: str | None
    municipalities: int


class Counted(Page[Municipality]):
    """Every municipality there was on a day, and how many that is (C01-01)."""

    count: int


class OwnPage(BaseModel):
    """Everything recorded about one municipality, but for the trail, which has it in full."""

    municipality: Municipality
    standings: list[Shown]
    participations: list[Participant]
    work: list[WorkItem]


class OrganisationNumber(Body):
    """A municipality's organisation number, and why it is stated."""

    model_config = {
        "json_schema_extra": {
            "examples": [{"orgnr": "874612782", "on": "2024-01-01", "reason": "Ny kommune"}]
        }
    }
    orgnr: Orgnr
    on: Day
    reason: Short


@router.get("/municipalities")
async def municipalities(_: Asks, views: Reads, on: On = None, at_least: AtLeast = 0) -> Counted:
    """Every municipality there was on a day, and how many there were (C01-01)."""
    day = on or views.today
    rows, freshness = await views.read(
        at_least, [Municipalities], lambda tables: tables.page(Municipalities)
    )
    valid = [row for row in rows if row.valid(day)]
    return Counted(
        position=freshness.position, recorded=freshness.recorded, items=valid, count=len(valid)
    )


@router.get("/counties")
async def counties(_: Asks, histories: Recalls, on: On = None) -> list[County]:
    """Every county there was on a day, with its number of municipalities."""
    day = on or histories.today
    register = await histories.read(Register, Register.ID)
    count = Counter(each.county for each in register.at(day).values())
    names = register.counties(day)
    return [
        County(number=number, name=names.get(number), municipalities=count[number])
        for number in sorted(count)
    ]


@router.get("/municipalities/{number}")
async def own_page(
    number: NumberPath, asker: Asks, views: Reads, on: On = None, at_least: AtLeast = 0
) -> Item[OwnPage]:
    """What is recorded about one municipality, found by its number on a day (V16, I68)."""
    day = on or views.today

    def look(tables: Any) -> OwnPage:
        row = municipality_on(tables, number, day)
        of_it = {"municipality": row.municipality}
        return OwnPage(
            municipality=row,
            standings=shown_on(tables, of_it, day, views.today),
            participations=tables.page(Participations, of_it),
            work=tables.page(Work, of_it),
        )

    needed: Needed = [Municipalities, *SHOWN, Participations, Work]
    page, freshness = await views.read(at_least, needed, look)
    page.participations = await covered(asker, page.participations)
    return Item(position=freshness.position, recorded=freshness.recorded, item=page)


@router.post("/municipalities/{number}/organisation-number", responses=refuses(C01_01, C01_04))
async def state_organisation_number(
    number: NumberPath, body: OrganisationNumber, asker: Asks
) -> Receipt:
    """State the organisation number of a municipality that the register has none for."""
    return await asker.ask(
        upon(
            Register, Register.ID, Register.state_organisation,
            number=number, orgnr=body.orgnr, on=body.on, reason=body.reason,
        )
    )  # fmt: skip


class OrganisationEnding(Body):
    """From which day on an organisation is no more, and which one takes over, if any does."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"on": "2026-12-31", "successor": "994598759"}]}
    )
    on: Day
    successor: Orgnr | None = None


@router.post("/organisations/{orgnr}/ending", responses=refuses(C01_04, I17))
async def end_organisation(
    orgnr: Annotated[str, Path(pattern=r"^[0-9]{9}$", description="An organisation number.")],
    body: OrganisationEnding,
    asker: Asks,
) -> Receipt:
    """End an organisation, as a programme that is over; not while it maintains material."""
    return await asker.ask(lambda desk: end(desk, number=orgnr, **body.model_dump()))


class BoardRow(BaseModel):
    """One municipality of the region, and what is known of it. A solution that is not listed, and
    a stage that is null, are unknown: never «no».

    `load` is how many runs, activities and fora it is in (C01-09), `tasks` how many tasks about it
    are open, and `needs` how many needs of its own are unanswered, all on the day asked for.
    """

    municipality: Municipal
    standings: list[Shown]
    load: int
    tasks: int
    needs: int


@router.get("/regions/{county}/board", tags=["boards"])
async def region_board(
    county: CountyPath,
    _: Asks,
    views: Reads,
    solution: CodeQuery = None,
    on: On = None,
    at_least: AtLeast = 0,
    limit: BoardLimit = None,
    cursor: Cursor = None,
) -> Page[BoardRow]:
    """The region board: each municipality of a county on a day, by solution (V1)."""
    day = on or views.today
    most = limit or (MANY if solution is not None else FEW)
    after = opened(cursor, Municipalities)

    def look(tables: Tables) -> tuple[list[BoardRow], str | None]:
        there = tables.page(Municipalities, {"county": county}, after)
        there = [row for row in there if row.valid(day)]
        rows = there[:most]
        where: dict[str, Any] = {"municipality": [row.municipality for row in rows]}
        tasks = _tasks(tables, where, day, views.today)
        loads, needs = loads_on(tables, where["municipality"], day), _needs(tables, county, day)
        if solution is not None:
            where["solution"] = solution
        by_municipality: dict[str, list[Shown]] = {row.municipality: [] for row in rows}
        for standing in shown_on(tables, where, day, views.today):
            by_municipality[standing.municipality].append(standing)
        more = closed(Municipalities, rows[-1]) if len(there) > most else None
        return [
            BoardRow(
                municipality=Municipal.model_validate(row, from_attributes=True),
                standings=by_municipality[row.municipality],
                load=loads[row.municipality].total,
                tasks=tasks[row.municipality],
                needs=needs[row.municipality],
            )
            for row in rows
        ], more

    needed: Needed = [Municipalities, Needs, Work, *LOADED, *SHOWN]
    (rows, more), freshness = await views.read(at_least, needed, look)
    return Page(position=freshness.position, recorded=freshness.recorded, items=rows, next=more)


def _tasks(tables: Tables, where: dict[str, Any], day: date, today: date) -> Counter[str | None]:
    if day < today:
        return Counter(row.municipality for row in tables.page(Work, where) if row.open_on(day))
    counts = tables.counts(Work, ["municipality"], where | {"open": True})
    return Counter({of: count for (of,), count in counts.items()})


def _needs(tables: Tables, county: str, day: date) -> Counter[str]:
    """How many needs each municipality had raised by that day that were unanswered then."""
    return Counter(
        each["municipality"]
        for row in tables.page(Needs, {"county": county})
        if row.unanswered_on(day)
        for each in row.origins
        if each["municipality"] is not None and each["on"] <= day.isoformat()
    )
