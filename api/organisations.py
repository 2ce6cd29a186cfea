"""The map of actors over HTTP: who there is, what they were called, and what came after them."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Depends, Query
from pydantic import BaseModel, ConfigDict

from aggregates.deeds.organisations import register_organisation, rename_organisation
from aggregates.rules import C01_04
from aggregates.territory.organisation import KINDS
from api.asking import Asks, Receipt
from api.bodies import Body, Day, Number, On, Orgnr, OrgnrPath, Short
from api.refusing import refuses
from api.routing import commands
from api.views import AtLeast, Page, Views, the_views
from projections.organisations import OrganisationRow, Organisations
from projections.tables import Tables

router = commands("territory")

Reads = Annotated[Views, Depends(the_views)]
KindQuery = Annotated[str | None, Query(max_length=60, description="Only of this kind.")]


class NewOrganisation(Body):
    """An organisation, under its number; a synthetic one where it is no legal entity.

    A regional group says which county it is of, a municipality its municipality number.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "number": "983658725", "number_kind": "official", "name": "Helse Vest RHF",
                    "kind": "health_region",
                }
            ]
        }
    )  # fmt: skip
    number: Orgnr
    number_kind: Literal["official", "synthetic"] = "official"
    name: Short
    kind: Literal[tuple(sorted(KINDS))]  # type: ignore[valid-type]
    region: Short | None = None
    municipality: Number | None = None


class NewName(Body):
    """What it is called from a day on; what was recorded before keeps the old name."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "Helse Vest RHF", "on": "2026-01-01"}]}
    )
    name: Short
    on: Day


class Actor(BaseModel):
    """An organisation, and what it was called on the day asked for."""

    organisation: OrganisationRow
    called: str
    ended: bool


@router.get("/organisations", tags=["boards"])
async def organisations(
    _: Asks, views: Reads, kind: KindQuery = None, on: On = None, at_least: AtLeast = 0
) -> Page[Actor]:
    """Every organisation there is and was: what it was called on a day, whether it had ended, and
    what came after it (C01-04)."""
    day = on or views.today

    def look(tables: Tables) -> list[Actor]:
        return [
            Actor(
                organisation=row, called=row.name_on(day),
                ended=row.ended_on is not None and row.ended_on <= day,
            )
            for row in tables.page(Organisations, {} if kind is None else {"kind": kind})
        ]  # fmt: skip

    actors, freshness = await views.read(at_least, [Organisations], look)
    return Page(position=freshness.position, recorded=freshness.recorded, items=actors)


@router.post("/organisations", status_code=201, responses=refuses(C01_04))
async def register(body: NewOrganisation, asker: Asks) -> Receipt:
    """Enter an organisation: KS any, a region's contact the actors of a region."""
    return await asker.ask(lambda desk: register_organisation(desk, **body.model_dump()))


@router.post("/organisations/{orgnr}/name", responses=refuses(C01_04))
async def rename(orgnr: OrgnrPath, body: NewName, asker: Asks) -> Receipt:
    """Give an organisation another name."""
    return await asker.ask(
        lambda desk: rename_organisation(desk, number=orgnr, **body.model_dump())
    )
