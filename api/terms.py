"""The terms of a solution over HTTP: duties, what joining asks for, prices, and the basis."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from aggregates.deeds import terms
from aggregates.funding.price_model import PARTS
from aggregates.kernel.clearance import covers
from aggregates.kernel.refusals import Missing
from aggregates.portfolio.obligation import ACTORS, DUTIES, Obligation
from aggregates.portfolio.requirements import SECTORS, Requirements
from aggregates.rules import C02_08, C07_09, C07_12, C19_01, C19_02
from api.asking import Asks, Receipt
from api.asof import Histories, the_histories
from api.bodies import WHOLE, Body, Code, CodePath, Day, On, Orgnr, Short
from api.reading import Said, municipality_on
from api.refusing import refuses
from api.routing import commands
from api.views import AtLeast, Item, Needed, Views, the_views
from projections.bases import Bases, Enclosures, Frozen, Price, Prices
from projections.municipalities import Municipalities
from projections.portfolio import Portfolio
from projections.region_board import RegionBoard
from projections.runs import Runs
from projections.tables import Tables

router = commands("terms")

Reads = Annotated[Views, Depends(the_views)]
Recalls = Annotated[Histories, Depends(the_histories)]
Kroner = Annotated[int, Field(ge=0, le=10**12, description="Whole kroner."), WHOLE]
Year = Annotated[int, Field(ge=1900, le=2100), WHOLE]
Version = Annotated[int, Path(ge=1, le=1_000_000)]
Whose = Annotated[
    str | None,
    Query(pattern=r"^[0-9]{4}$", description="With the standing of that municipality's county."),
]


class NewObligation(Body):
    """A duty of one kind of actor, from a day on, and the law or regulation it rests on."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "actor": "kommunal_legevakt", "duty": "use", "since": "2022-07-01",
                    "legal_source": "Forskrift 22.12.2021",
                }
            ]
        }
    )  # fmt: skip
    actor: Literal[*ACTORS]  # type: ignore[valid-type]
    duty: Literal[*DUTIES]  # type: ignore[valid-type]
    since: Day
    until: Day | None = None
    legal_source: Short


class EndedObligation(Body):
    """From which day on it is voluntary again, and what says so."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "actor": "kommunal_legevakt", "duty": "use", "until": "2027-07-01",
                    "legal_source": "Forskrift 1.6.2027",
                }
            ]
        }
    )  # fmt: skip
    actor: Literal[*ACTORS]  # type: ignore[valid-type]
    duty: Literal[*DUTIES]  # type: ignore[valid-type]
    until: Day
    legal_source: Short


class NewSectors(Body):
    """Whose leaders are to stand behind the solution, and where that is said."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"sectors": ["helse", "oppvekst"], "source": "S3 L419"}]}
    )
    sectors: Annotated[
        list[Literal[*SECTORS]],  # type: ignore[valid-type]
        Field(max_length=len(SECTORS)),
    ]
    source: Short


class AgreementBody(Body):
    """One agreement; `counterpart` is null where it is with the municipality's own vendor."""

    id: Code
    name: Short
    counterpart: Orgnr | None = None


class NewAgreements(Body):
    """Which agreements are to be there, and where that is said."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "agreements": [
                        {"id": "ks-avtale", "name": "Avtale med KS", "counterpart": "971032146"}
                    ],
                    "source": "S3 L277",
                }
            ]
        }
    )  # fmt: skip
    agreements: Annotated[list[AgreementBody], Field(max_length=50)]
    source: Short


class ShareBody(Body):
    """What one kind of payer pays: a fixed part, or one by the number of users."""

    payer: Short
    part: Literal[*PARTS]  # type: ignore[valid-type]
    amount: Kroner


class NewPrices(Body):
    """The price model of a year, as it was decided; the shares are the total."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "year": 2026, "total": 100,
                    "shares": [
                        {"payer": "kommuner", "part": "fixed", "amount": 50},
                        {"payer": "helseforetak", "part": "fixed", "amount": 50},
                    ],
                    "decided_by": "HOD", "document": "Brev 26/14",
                }
            ]
        }
    )  # fmt: skip
    year: Year
    total: Kroner
    shares: Annotated[list[ShareBody], Field(max_length=50)]
    decided_by: Short
    document: Short


class Duty(BaseModel):
    """A duty in its period. Who is not listed is under none: for them it is voluntary (I06)."""

    actor: str
    duty: str
    since: date
    until: date | None
    legal_source: str
    standing: bool


class Duties(BaseModel):
    """Every duty with a solution; `standing` is whether it holds on the day asked for."""

    solution: str
    on: date
    duties: list[Duty]


class AskedFor(BaseModel):
    """What joining asks for with a solution."""

    solution: str
    sectors: list[str]
    agreements: list[Said]


class Neighbour(BaseModel):
    """How far a municipality of the same county has come; a stage that is null is unknown."""

    number: str
    name: str
    stage: str | None
    reached_on: str | None


class DecisionPage(BaseModel):
    """What a municipality decides on: one frozen version, and what is known beside it (V4).

    `newest` is the newest version there is. Prices are those that were known when it was frozen,
    and so is `readiness`. `passport` leads to that of the scope which the run is ready in, or, as
    long as it was ready in none when this was frozen, to the one that is there by now; null where
    nothing is decided.
    """

    basis: Frozen
    newest: int
    solution: str
    scope: str
    readiness: str | None
    passport: str | None
    prices: list[Price]
    neighbours: list[Neighbour]


@router.post("/solutions/{code}/obligations", status_code=201, responses=refuses(C02_08))
async def record_duty(code: CodePath, body: NewObligation, asker: Asks) -> Receipt:
    """Record a duty of one kind of actor. To use and to pay are two duties."""
    return await asker.ask(
        lambda desk: terms.oblige(
            desk, solution=code, decide=lambda duties: duties.add(desk.act, **body.model_dump())
        )
    )


@router.post("/solutions/{code}/obligations/endings", responses=refuses(C02_08))
async def end_duty(code: CodePath, body: EndedObligation, asker: Asks) -> Receipt:
    """End a duty; from then on it is voluntary again."""
    return await asker.ask(
        lambda desk: terms.oblige(
            desk, solution=code, decide=lambda duties: duties.end(desk.act, **body.model_dump())
        )
    )


@router.get("/solutions/{code}/obligations")
async def duties(code: CodePath, _: Asks, histories: Recalls, on: On = None) -> Duties:
    """Who is obliged to what with a solution. Voluntary is what stands nowhere (C02-08)."""
    day = on or histories.today
    try:
        known = await histories.read(Obligation, Obligation.id_of(code))
    except Missing:
        return Duties(solution=code, on=day, duties=[])
    told = [
        Duty(actor=actor, duty=duty, standing=each.holds(day), **each._asdict())
        for (actor, duty), periods in sorted(known.periods.items())
        for each in periods
    ]
    return Duties(solution=code, on=day, duties=told)


@router.post("/solutions/{code}/requirements/sectors", responses=refuses(C07_09))
async def state_sectors(code: CodePath, body: NewSectors, asker: Asks) -> Receipt:
    """State whose leaders are to stand behind a solution. That is a warning, and no block."""
    return await asker.ask(
        lambda desk: terms.ask_for(
            desk, solution=code,
            decide=lambda asked: asked.state_sectors(desk.act, **body.model_dump()),
        )
    )  # fmt: skip


@router.post("/solutions/{code}/requirements/agreements", responses=refuses(C07_12))
async def state_agreements(code: CodePath, body: NewAgreements, asker: Asks) -> Receipt:
    """State which agreements a solution asks for. Who has joined keeps the list it got."""
    return await asker.ask(
        lambda desk: terms.ask_for(
            desk, solution=code,
            decide=lambda asked: asked.state_agreements(desk.act, **body.model_dump()),
        )
    )  # fmt: skip


@router.get("/solutions/{code}/requirements")
async def requirements(code: CodePath, _: Asks, histories: Recalls) -> AskedFor:
    """What joining asks for with a solution; nothing, until it is stated."""
    try:
        known = await histories.read(Requirements, Requirements.id_of(code))
    except Missing:
        return AskedFor(solution=code, sectors=[], agreements=[])
    return AskedFor(solution=code, sectors=known.sectors, agreements=known.agreements)


@router.post("/solutions/{code}/prices", status_code=201, responses=refuses(C19_01, C19_02))
async def adopt_prices(code: CodePath, body: NewPrices, asker: Asks) -> Receipt:
    """Enter the price model of a year. What is decided is not written over (C19-01)."""
    return await asker.ask(
        lambda desk: terms.adopt_prices(desk, solution=code, **body.model_dump())
    )


@router.get("/runs/{id}/basis/{version}", tags=["boards"])
async def decision_page(
    id: UUID, version: Version, _: Asks, views: Reads,
    number: Whose = None, at_least: AtLeast = 0,
) -> Item[DecisionPage]:  # fmt: skip
    """One frozen version of the decision basis, with prices, passport and neighbours (V4)."""
    needed: Needed = [Bases, Enclosures, Prices, Portfolio, Runs, RegionBoard, Municipalities]
    page, freshness = await views.read(
        at_least, needed, lambda tables: _page(tables, id, version, number, views.today)
    )
    return Item(position=freshness.position, recorded=freshness.recorded, item=page)


def _page(tables: Tables, run: UUID, version: int, number: str | None, day: date) -> DecisionPage:
    basis, told = tables.get(Bases, f"{run}/{version}"), tables.get(Runs, str(run))
    if basis is None or told is None:
        raise Missing("basis", f"{run} version {version}")
    known = tables.get(Enclosures, basis.id)
    passport = (known and known.passport) or _decided_in(tables, told.solution, told.scope)
    return DecisionPage(
        basis=basis,
        newest=len(tables.page(Bases, {"run": str(run)})),
        solution=told.solution,
        scope=told.scope,
        readiness=known and known.readiness,
        passport=passport and f"/api/passports/{told.solution}/{passport}",
        prices=[
            each
            for each in tables.page(Prices, {"solution": told.solution})
            if (each.year in known.price_years if known else each.year >= basis.frozen_on.year)
        ],
        neighbours=_neighbours(tables, told.solution, number, day) if number else [],
    )


def _decided_in(tables: Tables, solution: str, scope: str) -> str | None:
    """The nearest scope that holds this one and in which anything is decided by now."""
    row = tables.get(Portfolio, solution)
    decided = [
        each
        for each, standing in (row.readiness if row else {}).items()
        if covers(each, scope) and standing["outcome"] is not None
    ]
    return min(decided, key=lambda each: (each != scope, each == "national", each), default=None)


def _neighbours(tables: Tables, solution: str, number: str, day: date) -> list[Neighbour]:
    """The other municipalities of the county, and how far each is known to have come."""
    own = municipality_on(tables, number, day)
    others = {
        each.municipality: each
        for each in tables.page(Municipalities, {"county": own.county})
        if each.valid(day) and each.municipality != own.municipality
    }
    where: dict[str, Any] = {"municipality": list(others), "solution": solution}
    standings = {each.municipality: each for each in tables.page(RegionBoard, where)}
    return [_neighbour(each, standings.get(id)) for id, each in others.items()]


def _neighbour(row: Any, standing: Any) -> Neighbour:
    return Neighbour(
        number=row.number, name=row.name,
        stage=standing.stage if standing else None,
        reached_on=standing.reached_on if standing else None,
    )  # fmt: skip
