"""Exemptions over HTTP: the programme asks for one, the decider answers, and it ends."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict

from aggregates.deeds.coordination import by_group
from aggregates.deeds.exemptions import request_exemption
from aggregates.readiness.exemption import Exemption
from aggregates.rules import C03_04, C03_09, I12, I44
from api.asking import Asks, Receipt
from api.asof import Histories, the_histories
from api.bodies import Body, Day, Short, Text
from api.refusing import refuses
from api.routing import commands
from log.log import upon

router = commands("readiness")

Recalls = Annotated[Histories, Depends(the_histories)]


class ExemptionRequest(Body):
    """Which mandatory criterion need not be met for now, why, and to which day."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "criterion": "K5", "reason": "Feilrettingen er ferdig i mars.",
                    "until": "2027-03-31",
                }
            ]
        }
    )  # fmt: skip
    criterion: Short
    reason: Text
    until: Day


class ExemptionGrant(Body):
    """Why it is granted, and to which day: no later than was asked for."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"reason": "Feilene rammer ingen pasienter.", "until": "2027-03-31"}]
        }
    )
    reason: Text
    until: Day


class ExemptionReason(Body):
    """Why it is denied, or taken back."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "Feilene er alvorlige."}]})
    reason: Text


class ExemptionPage(BaseModel):
    """An exemption as it stands. `in_force` is for the day asked about, `until` as requested."""

    id: UUID
    readiness: UUID
    solution: str
    scope: str
    criterion: str
    phase: str
    in_force: bool
    reason: str
    grounds: str | None
    until: date
    granted_until: date | None


@router.post("/readiness/{id}/exemptions", status_code=201, responses=refuses(C03_04, C03_09))
async def ask_exemption(id: UUID, body: ExemptionRequest, asker: Asks) -> Receipt:
    """Ask for an exemption from a mandatory criterion; soundness lets none be given."""
    return await asker.ask(partial(request_exemption, readiness=id, **body.model_dump()))


@router.get("/exemptions/{id}")
async def exemption(id: UUID, _: Asks, histories: Recalls) -> ExemptionPage:
    """One exemption: who may count on it, from what, and how long."""
    found = await histories.read(Exemption, id)
    return ExemptionPage(
        id=found.id, readiness=found.readiness, solution=found.solution, scope=found.scope_code,
        criterion=found.criterion, phase=found.phase, in_force=found.in_force(histories.today),
        reason=found.reason, grounds=found.grounds, until=found.until,
        granted_until=found.granted_until,
    )  # fmt: skip


@router.post("/exemptions/{id}/grant", responses=refuses(C03_09, I12, I44))
async def grant_exemption(id: UUID, body: ExemptionGrant, asker: Asks) -> Receipt:
    """Grant what another body asked for, until a day."""
    return await asker.ask(by_group(upon(Exemption, id, Exemption.grant, **body.model_dump())))


@router.post("/exemptions/{id}/denial", responses=refuses(C03_09, I12, I44))
async def deny_exemption(id: UUID, body: ExemptionReason, asker: Asks) -> Receipt:
    """Deny what another body asked for, with a reason."""
    return await asker.ask(by_group(upon(Exemption, id, Exemption.deny, reason=body.reason)))


@router.post("/exemptions/{id}/revocation", responses=refuses(C03_09, I44))
async def revoke_exemption(id: UUID, body: ExemptionReason, asker: Asks) -> Receipt:
    """Take an exemption back before its end; what rested upon it is not ready any more."""
    return await asker.ask(by_group(upon(Exemption, id, Exemption.revoke, reason=body.reason)))
