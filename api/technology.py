"""What municipalities work with, over HTTP: stated with a source, and found by what it is."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from fastapi import Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from aggregates.deeds.territory import state_technology
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Missing
from aggregates.kernel.root import Root
from aggregates.rules import C01_08
from aggregates.territory.register import Register
from aggregates.territory.technology import KEYS, MUNICIPALITY, REGION, Stated, Technology
from api.adoptions import told_of
from api.asking import Asks, Receipt
from api.asof import Histories, the_histories
from api.bodies import Body, Day, NumberPath, On, Short
from api.refusing import refuses
from api.routing import commands
from api.views import AtLeast, Page, Views, the_views
from projections.tables import Tables
from projections.technologies import Technologies, TechnologyRow

router = commands("technology")

Reads = Annotated[Views, Depends(the_views)]
Recalls = Annotated[Histories, Depends(the_histories)]
Key = Literal[*KEYS]  # type: ignore[valid-type]


class Profile(Body):
    """What a municipality works with, from a day on. An empty list says that it has none."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "key": "welfare_technology", "values": ["Trygghetsportalen"],
                    "source": "Avtale 26/77", "since": "2026-01-01",
                }
            ]
        }
    )  # fmt: skip
    key: Key
    values: Annotated[list[Short], Field(max_length=50)]
    source: Short
    since: Day


class Told(BaseModel):
    """What one source says, and since when."""

    values: list[str]
    since: date
    source_kind: str
    source: str


class KeyTold(BaseModel):
    """What is known of one key on a day; null is unknown. Its region's word is a second source."""

    known: Told | None
    municipality: Told | None
    region: Told | None
    differ: bool


class ProfileTold(BaseModel):
    """Everything that is known of what a municipality works with, on a day."""

    number: str
    on: date
    keys: dict[str, KeyTold]


@router.post("/municipalities/{number}/technology", responses=refuses(C01_08))
async def state_profile(number: NumberPath, body: Profile, asker: Asks) -> Receipt:
    """State what a municipality works with; a regional contact is a second source."""
    kind = REGION if asker.role is Role.REGIONAL_CONTACT else MUNICIPALITY

    def deed(desk: Desk) -> Root:
        of_whom = told_of(desk, number)
        return state_technology(
            desk, municipality=of_whom, source_kind=kind, **body.model_dump()
        )  # fmt: skip

    return await asker.ask(deed)


@router.get("/municipalities/{number}/technology")
async def profile(number: NumberPath, _: Asks, histories: Recalls, on: On = None) -> ProfileTold:
    """What a municipality works with on a day, by each who said so (C01-08)."""
    day = on or histories.today
    register = await histories.read(Register, Register.ID)
    municipality = register.id_of(number, day)
    try:
        known = await histories.read(Technology, Technology.id_of(municipality))
    except Missing:
        return ProfileTold(number=number, on=day, keys={key: _told(None, key, day) for key in KEYS})
    return ProfileTold(number=number, on=day, keys={key: _told(known, key, day) for key in KEYS})


@router.get("/technology", tags=["boards"])
async def who_works_with(
    _: Asks,
    views: Reads,
    key: Annotated[Key | None, Query(description="Only of this key.")] = None,
    value: Annotated[Short | None, Query(description="Only those that name this.")] = None,
    on: On = None,
    at_least: AtLeast = 0,
) -> Page[TechnologyRow]:
    """Which municipalities work with what on a day: the matching keys of track C."""
    day, where = on or views.today, {} if key is None else {"key": key}

    def look(tables: Tables) -> list[TechnologyRow]:
        valid = (row for row in tables.page(Technologies, where) if row.valid(day))
        return [row for row in valid if value is None or row.names(value)]

    rows, freshness = await views.read(at_least, [Technologies], look)
    return Page(position=freshness.position, recorded=freshness.recorded, items=rows)


def _told(known: Technology | None, key: str, day: date) -> KeyTold:
    if known is None:
        return KeyTold(known=None, municipality=None, region=None, differ=False)
    own, second = known.said(key, day, MUNICIPALITY), known.said(key, day, REGION)
    return KeyTold(
        known=_as_told(known.known(key, day)), municipality=_as_told(own), region=_as_told(second),
        differ=own is not None and second is not None and own.values != second.values,
    )  # fmt: skip


def _as_told(said: Stated | None) -> Told | None:
    if said is None:
        return None
    return Told(
        values=list(said.values), since=said.since,
        source_kind=said.source_kind, source=said.source,
    )  # fmt: skip
