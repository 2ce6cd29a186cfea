"""Readiness after the decision: stopped, let go on, withdrawn, or looked at anew."""

from __future__ import annotations

from functools import partial
from typing import Literal
from uuid import UUID

from pydantic import ConfigDict

from aggregates.deeds import readiness as deeds
from aggregates.deeds.coordination import by_group
from aggregates.readiness.readiness import Readiness
from aggregates.rules import C03_11, C03_12, C03_13, I10, I44
from api.asking import Asks, Receipt
from api.bodies import Body, Orgnr, Short, Text
from api.refusing import refuses
from api.routing import commands
from log.log import upon

router = commands("readiness")


class Ruling(Body):
    """Why; and where another organisation decided it, which one, and in what document."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "reason": "Feilen er rettet og kontrollert.", "decided_by": "983544622",
                    "document": "Hdir 26/4711",
                }
            ]
        }
    )  # fmt: skip
    reason: Text
    decided_by: Orgnr | None = None
    document: Short | None = None


class Suspension(Ruling):
    """On what ground something ready is stopped, and by whose decision."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "ground": "safety", "reason": "Feil legemiddel kan vises.",
                    "decided_by": "983544622", "document": "Hdir 26/4711",
                }
            ]
        }
    )  # fmt: skip
    ground: Literal["legal", "financial", "safety", "other"]


class Review(Body):
    """What calls for a new look, and where it is described."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "trigger": "major_version", "reference": "Versjon 3.0",
                    "reason": "Oppslaget er nytt.",
                }
            ]
        }
    )  # fmt: skip
    trigger: Literal["major_version", "severe_issue", "evaluation_finding"]
    reference: Short
    reason: Text = ""


class Attachment(Body):
    """What the coordinating group follows a trial for."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"purpose": "Skissere et løp for hele landet."}]}
    )
    purpose: Text


@router.post("/readiness/{id}/suspension", responses=refuses(C03_11, I44))
async def suspend(id: UUID, body: Suspension, asker: Asks) -> Receipt:
    """Stop what is ready: nobody new is invited, and what is open stands still in its order."""
    return await asker.ask(by_group(upon(Readiness, id, Readiness.suspend, **body.model_dump())))


@router.post("/readiness/{id}/resumption", responses=refuses(C03_11, I10, I44))
async def resume(id: UUID, body: Ruling, asker: Asks) -> Receipt:
    """Let it go on, if all that readiness rested upon still holds."""
    return await asker.ask(by_group(partial(deeds.resume, readiness=id, **body.model_dump())))


@router.post("/readiness/{id}/revocation", responses=refuses(C03_11, I44))
async def revoke(id: UUID, body: Ruling, asker: Asks) -> Receipt:
    """Withdraw what is suspended; only a new assessment makes it ready again."""
    return await asker.ask(by_group(upon(Readiness, id, Readiness.revoke, **body.model_dump())))


@router.post("/readiness/{id}/reviews", responses=refuses(C03_12))
async def call_for_review(id: UUID, body: Review, asker: Asks) -> Receipt:
    """Call for a review, which is a task for KS. The decision that stands is not touched."""
    return await asker.ask(partial(deeds.call_for_review, readiness=id, **body.model_dump()))


@router.post("/readiness/{id}/attachments", responses=refuses(C03_13))
async def attach(id: UUID, body: Attachment, asker: Asks) -> Receipt:
    """The coordinating group follows a trial. That gives no right to invite."""
    return await asker.ask(upon(Readiness, id, Readiness.attach, purpose=body.purpose))
