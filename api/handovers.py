"""Ownership of a solution over HTTP: proposed by who has it, accepted by who is to have it."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict, Field

from aggregates.deeds.handover import propose_handover
from aggregates.portfolio.solution import Solution
from aggregates.rules import C02_05
from api.asking import Asks, Receipt
from api.asof import Histories, the_histories
from api.bodies import Body, CodePath, Orgnr, Short, Text
from api.refusing import refuses
from api.routing import commands
from log.log import upon

router = commands("portfolio")

Recalls = Annotated[Histories, Depends(the_histories)]


class NewHandover(Body):
    """Who is to own the solution, and what goes with it beside what is open.

    Open learning points, unanswered issues and the shared material that is valid are listed by
    themselves. `left_out` is what is open and does not go with it, by id, each with a reason.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "owner": "994598759", "defects": ["NHN 26/77: oppslag uten svar"],
                    "learnings": [],
                }
            ]
        }
    )  # fmt: skip
    owner: Orgnr
    defects: Annotated[list[Short], Field(max_length=500)] = []
    learnings: Annotated[list[UUID], Field(max_length=500)] = []
    left_out: Annotated[dict[UUID, Text], Field(max_length=500)] = {}


class NotTaken(Body):
    """Why ownership is not taken over."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"reason": "Finansieringen er ikke avklart."}]}
    )
    reason: Short


class Ownership(BaseModel):
    """Who owns a solution, and who is to, where that is proposed and not answered."""

    solution: str
    owner: str
    proposed: str | None
    defects: list[str]
    material: list[str]
    learnings: list[UUID]
    left_out: dict[UUID, str]


@router.get("/solutions/{code}/ownership")
async def ownership(code: CodePath, _: Asks, histories: Recalls) -> Ownership:
    """Who owns a solution: never nobody (C02-05)."""
    found = await histories.read(Solution, Solution.id_of(code))
    offer = found.handover
    return Ownership(
        solution=code, owner=found.owner, proposed=offer and offer.owner,
        defects=[] if offer is None else offer.defects,
        material=[] if offer is None else offer.material,
        learnings=[] if offer is None else [UUID(each) for each in offer.learnings],
        left_out={} if offer is None else {UUID(k): v for k, v in offer.left_out.items()},
    )  # fmt: skip


@router.post("/solutions/{code}/ownership/proposal", responses=refuses(C02_05))
async def propose(code: CodePath, body: NewHandover, asker: Asks) -> Receipt:
    """Propose that another organisation owns the solution; until it accepts, nothing changes."""
    return await asker.ask(lambda desk: propose_handover(desk, solution=code, **body.model_dump()))


@router.post("/solutions/{code}/ownership/acceptance", responses=refuses(C02_05))
async def accept(code: CodePath, asker: Asks) -> Receipt:
    """Take ownership over, as who it was proposed to."""
    return await asker.ask(upon(Solution, Solution.id_of(code), Solution.accept_handover))


@router.post("/solutions/{code}/ownership/refusal", responses=refuses(C02_05))
async def decline(code: CodePath, body: NotTaken, asker: Asks) -> Receipt:
    """Do not take it over; the old owner stands."""
    deed = upon(Solution, Solution.id_of(code), Solution.decline_handover, reason=body.reason)
    return await asker.ask(deed)
