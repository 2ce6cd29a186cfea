"""Grants over HTTP: what was announced, what became of it, and who knew that when."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path
from pydantic import BaseModel, ConfigDict, Field

from aggregates.funding.grant import Grant
from aggregates.kernel.refusals import Missing
from aggregates.rules import C15_03, I60
from api.asking import Asks, Receipt
from api.bodies import WHOLE, Body, Code, Day, On, Orgnr, Short, Text
from api.refusing import refuses
from api.routing import commands
from api.views import AtLeast, Cursor, Item, Limit, Page, Views, the_views
from log.log import founding, upon
from projections.grants import GrantRow, Grants

router = commands("funding")

Reads = Annotated[Views, Depends(the_views)]
FrameNumber = Annotated[int, Path(ge=1, le=1000)]
Kroner = Annotated[int, Field(ge=0, le=10**12, description="Whole kroner."), WHOLE]


class NewGrant(Body):
    """A grant as it was announced, and when that became known."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "scheme": "samhandling", "name": "Tilskudd til samhandling", "year": 2025,
                    "granted_by": "983544622", "amount": 10000000, "known_on": "2024-11-27",
                    "source": "S4 L356",
                }
            ]
        }
    )  # fmt: skip
    scheme: Code
    name: Short
    year: Annotated[int, Field(ge=1900, le=2100), WHOLE]
    granted_by: Orgnr
    amount: Kroner
    known_on: Day
    source: Short


class NewFrame(Body):
    """What the frame became, when that became known, and why."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "amount": 5000000, "known_on": "2024-12-10", "reason": "Redusert ramme.",
                    "source": "S4 L364",
                }
            ]
        }
    )  # fmt: skip
    amount: Kroner
    known_on: Day
    reason: Text
    source: Short


class FrameCorrection(Body):
    """What should have been recorded of a frame, and why."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"amount": 5000000, "reason": "Skrivefeil.", "source": "S4 L364"}]
        }
    )
    amount: Kroner
    reason: Text
    source: Short


class Frame(BaseModel):
    """One frame: how much, from when that was known, and why it was not as before."""

    number: int
    amount: int
    known_on: date
    reason: str | None
    source: str
    corrected: bool


class GrantPage(BaseModel):
    """A grant on a day: `amount` is null where nothing was known of it yet."""

    id: UUID
    scheme: str
    name: str
    year: int
    granted_by: str
    amount: int | None
    frames: list[Frame]


@router.get("/grants", tags=["boards"])
async def grants(
    _: Asks,
    views: Reads,
    on: On = None,
    at_least: AtLeast = 0,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Page[GrantPage]:
    """Every grant with the frames that had become known by a day."""
    page = await views.page(Grants, at_least, limit, cursor)
    page["items"] = [_page(row, on or views.today) for row in page["items"]]
    return Page.model_validate(page)


@router.get("/grants/{id}")
async def grant(
    id: UUID, _: Asks, views: Reads, on: On = None, at_least: AtLeast = 0
) -> Item[GrantPage]:
    """One grant with the frames that had become known by a day."""
    row, freshness = await views.read(
        at_least, [Grants], lambda tables: tables.get(Grants, str(id))
    )
    if row is None:
        raise Missing("grant", id)
    item = _page(row, on or views.today)
    return Item(position=freshness.position, recorded=freshness.recorded, item=item)


@router.post("/grants", status_code=201, responses=refuses(I60, C15_03))
async def announce_grant(body: NewGrant, asker: Asks) -> Receipt:
    """Note a grant as it was announced."""
    return await asker.ask(founding(Grant.announce, **body.model_dump()))


@router.post("/grants/{id}/frames", status_code=201, responses=refuses(I60, C15_03))
async def change_frame(id: UUID, body: NewFrame, asker: Asks) -> Receipt:
    """Note that the frame became another. The one before it stays as it was known."""
    return await asker.ask(upon(Grant, id, Grant.change_frame, **body.model_dump()))


@router.post("/grants/{id}/frames/{number}/corrections", responses=refuses(I60))
async def correct_frame(
    id: UUID, number: FrameNumber, body: FrameCorrection, asker: Asks
) -> Receipt:
    """Correct what was recorded of a frame; what was recorded stays on record."""
    deed = upon(Grant, id, Grant.correct_frame, frame=number, **body.model_dump())
    return await asker.ask(deed)


def _page(row: GrantRow, day: date) -> GrantPage:
    frames = row.known(day)
    return GrantPage(
        id=UUID(row.id), scheme=row.scheme, name=row.name, year=row.year,
        granted_by=row.granted_by, amount=frames[-1]["amount"] if frames else None,
        frames=[Frame(**each) for each in frames],
    )  # fmt: skip
