"""What coordination keeps in common over HTTP: leaders to lend, bodies, and common messages."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Depends
from pydantic import ConfigDict, Field, model_validator

from aggregates.coordination.common_message import CommonMessage
from aggregates.coordination.leader_pool import PooledLeader
from aggregates.deeds import plan_review
from aggregates.kernel.act import Role
from aggregates.kernel.root import derived
from aggregates.rules import C13_05, C13_06, C13_09
from api.asking import Asks, Receipt
from api.bodies import WHOLE, Body, Day, Orgnr, Short, Text
from api.refusing import refuses
from api.routing import commands
from api.views import AtLeast, Cursor, Limit, Page, Views, the_views
from log.log import founding, upon
from projections.bodies import Bodies, BodyRow
from projections.common_messages import CommonMessages, MessageRow
from projections.leader_pool import LeaderPool, LeaderRow

router = commands("coordination")

Reads = Annotated[Views, Depends(the_views)]
Percent = Annotated[int, Field(ge=1, le=100), WHOLE]
Competences = Annotated[list[Short], Field(min_length=1, max_length=50)]


class NewLeader(Body):
    """Somebody of one's own who may lead runs: an opaque reference, for what, and when."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "leader": "p-77", "competences": ["kjernejournal"], "percent": 50,
                    "since": "2027-01-01", "until": None,
                }
            ]
        }
    )  # fmt: skip
    leader: Short
    competences: Competences
    percent: Percent
    since: Day
    until: Day | None = None


class Competence(Body):
    """Which solutions and processes somebody knows."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"competences": ["kjernejournal", "pll"]}]}
    )
    competences: Competences


class Availability(Body):
    """How much of somebody's time there is, and when."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"percent": 20, "since": "2027-01-01", "until": "2028-01-01"}]
        }
    )
    percent: Percent
    since: Day
    until: Day | None = None


class NewMessage(Body):
    """Something that is told in common, by one sender, on a day."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "title": "Pulje 1 begynner", "text": "Puljen begynner 1. mars.",
                    "sender": "971032146", "day": "2027-02-01", "runs": [],
                }
            ]
        }
    )  # fmt: skip
    title: Short
    text: Text
    sender: Orgnr
    day: Day
    runs: Annotated[list[UUID], Field(max_length=50)] = []


class Sender(Body):
    """The organisation that sends it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"sender": "994598759"}]})
    sender: Orgnr


class Recipient(Body):
    """Everybody in a role, or those of one organisation."""

    role: Role | None = None
    body: Orgnr | None = None

    @model_validator(mode="after")
    def somebody(self) -> Recipient:
        if self.role is None and self.body is None:
            raise ValueError("Say which role or which organisation.")
        return self


class Sending(Body):
    """To whom the message went."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"recipients": [{"role": "regional_kontakt", "body": None}]}]
        }
    )
    recipients: Annotated[list[Recipient], Field(min_length=1, max_length=500)]


class NewStanding(Body):
    """Whether a body advises or decides."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"name": "Styringsråd", "standing": "advisory", "mandate": "KS 24/118"}]
        }
    )
    name: Short
    standing: Literal["advisory", "deciding"]
    mandate: Short


@router.get("/leader-pool", tags=["boards"])
async def leader_pool(
    _: Asks, views: Reads, at_least: AtLeast = 0, limit: Limit = 100, cursor: Cursor = None
) -> Page[LeaderRow]:
    """Who may lead runs: declared competence, availability, and the runs they have led."""
    page = await views.page(LeaderPool, at_least, limit, cursor, offered=True)
    return Page.model_validate(page, from_attributes=True)


@router.post("/leader-pool", status_code=201, responses=refuses(C13_06))
async def offer_leader(body: NewLeader, asker: Asks) -> Receipt:
    """Offer somebody of one's own to lead runs."""
    return await asker.ask(founding(PooledLeader.offer, **body.model_dump()))


@router.post("/leader-pool/{id}/competences", responses=refuses(C13_06))
async def declare_competence(id: UUID, body: Competence, asker: Asks) -> Receipt:
    """Declare what one's own leader knows."""
    return await asker.ask(upon(PooledLeader, id, PooledLeader.declare, **body.model_dump()))


@router.post("/leader-pool/{id}/availability", responses=refuses(C13_06))
async def state_availability(id: UUID, body: Availability, asker: Asks) -> Receipt:
    """State when one's own leader has time; who was withdrawn is offered again by that."""
    deed = upon(PooledLeader, id, PooledLeader.state_availability, **body.model_dump())
    return await asker.ask(deed)


@router.post("/leader-pool/{id}/withdrawal", responses=refuses(C13_06))
async def withdraw_leader(id: UUID, asker: Asks) -> Receipt:
    """Take one's own leader out of the pool."""
    return await asker.ask(upon(PooledLeader, id, PooledLeader.withdraw))


@router.get("/common-messages", tags=["boards"])
async def common_messages(
    _: Asks, views: Reads, at_least: AtLeast = 0, limit: Limit = 100, cursor: Cursor = None
) -> Page[MessageRow]:
    """What is told in common, by whom, and to whom it went (C13-05)."""
    page = await views.page(CommonMessages, at_least, limit, cursor)
    return Page.model_validate(page, from_attributes=True)


@router.post("/common-messages", status_code=201, responses=refuses(C13_05))
async def plan_message(body: NewMessage, asker: Asks) -> Receipt:
    """Plan what is told in common, and who sends it."""
    return await asker.ask(
        lambda desk: desk.found(
            CommonMessage.plan(
                desk.act, id=derived("common-messages", desk.act.command), **body.model_dump()
            )
        )
    )


@router.post("/common-messages/{id}/sender", responses=refuses(C13_05))
async def change_sender(id: UUID, body: Sender, asker: Asks) -> Receipt:
    """Let another organisation send it."""
    return await asker.ask(upon(CommonMessage, id, CommonMessage.change_sender, sender=body.sender))


@router.post("/common-messages/{id}/sending", responses=refuses(C13_05))
async def send_message(id: UUID, body: Sending, asker: Asks) -> Receipt:
    """Note to whom the own organisation sent it; they find it where their work is."""
    recipients = [each.model_dump(mode="json") for each in body.recipients]
    return await asker.ask(
        lambda desk: plan_review.send_message(desk, message=id, recipients=recipients)
    )


@router.get("/bodies", tags=["boards"])
async def bodies(
    _: Asks, views: Reads, at_least: AtLeast = 0, limit: Limit = 100, cursor: Cursor = None
) -> Page[BodyRow]:
    """Which body advises, and which decides (C13-09)."""
    page = await views.page(Bodies, at_least, limit, cursor)
    return Page.model_validate(page, from_attributes=True)


@router.post("/bodies", responses=refuses(C13_09))
async def state_body(body: NewStanding, asker: Asks) -> Receipt:
    """State whether a body advises or decides, for the first time or anew."""
    return await asker.ask(lambda desk: plan_review.state_body(desk, **body.model_dump()))
