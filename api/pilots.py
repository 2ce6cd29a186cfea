"""Pilots over HTTP: proposed by region or KS, accepted by the municipality alone, and ended."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Depends
from pydantic import ConfigDict

from aggregates.deeds.pilots import accept_pilot, decline_pilot, nominate_pilot
from aggregates.portfolio.pilot import Pilot
from aggregates.rules import C02_10
from api.asking import Asks, Receipt
from api.bodies import Body, CodePath, CodeQuery, Day, Number, Short
from api.refusing import refuses
from api.routing import commands
from api.views import AtLeast, Cursor, Limit, Page, Views, the_views
from log.log import upon
from projections.pilots import PilotRow, Pilots

router = commands("portfolio")

Reads = Annotated[Views, Depends(the_views)]


class Nomination(Body):
    """Which municipality is asked to try the solution out, and why."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"municipality": "4601", "reason": "Stor kommune."}]}
    )
    municipality: Number
    reason: Short


class Acceptance(Body):
    """At which level the municipality decided, and from when it is a pilot."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"level": "kommunedirektor"}]})
    level: Short
    on: Day | None = None


class NoThanks(Body):
    """A reason, where the municipality wants to give one."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": None}]})
    reason: Short | None = None


class PilotEnding(Body):
    """What came of it, and when it ended."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"outcome": "Videre til pulje 1.", "on": "2026-12-01"}]}
    )
    outcome: Short
    on: Day | None = None


@router.get("/pilots", tags=["boards"])
async def pilots(
    _: Asks,
    views: Reads,
    solution: CodeQuery = None,
    at_least: AtLeast = 0,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Page[PilotRow]:
    """Who tries what out, who was asked and has not answered, and since when (C02-10)."""
    where = {} if solution is None else {"solution": solution}
    page = await views.page(Pilots, at_least, limit, cursor, **where)
    return Page.model_validate(page, from_attributes=True)


@router.post("/solutions/{code}/pilots", status_code=201, responses=refuses(C02_10))
async def nominate(code: CodePath, body: Nomination, asker: Asks) -> Receipt:
    """Ask a municipality to try a solution out. It is no pilot before it says so itself."""
    return await asker.ask(
        lambda desk: nominate_pilot(
            desk, solution=code, number=body.municipality, reason=body.reason
        )
    )


@router.post("/pilots/{id}/acceptance", responses=refuses(C02_10))
async def accept(id: UUID, body: Acceptance, asker: Asks) -> Receipt:
    """The municipality becomes a pilot. That says nothing of how far it has come."""
    return await asker.ask(lambda desk: accept_pilot(desk, pilot=id, **body.model_dump()))


@router.post("/pilots/{id}/refusal", responses=refuses(C02_10))
async def decline(id: UUID, body: NoThanks, asker: Asks) -> Receipt:
    """The municipality says no, for no stated reason."""
    return await asker.ask(lambda desk: decline_pilot(desk, pilot=id, reason=body.reason))


@router.post("/pilots/{id}/ending", responses=refuses(C02_10))
async def end(id: UUID, body: PilotEnding, asker: Asks) -> Receipt:
    """End a pilot, with what came of it."""
    return await asker.ask(upon(Pilot, id, Pilot.end, **body.model_dump()))
