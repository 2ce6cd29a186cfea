"""Needs and change requests over HTTP: raised below, lifted, and answered down to every origin."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from aggregates.deeds import needs as deeds
from aggregates.kernel.refusals import Missing
from aggregates.needs.change_request import ChangeRequest
from aggregates.needs.need import Need
from aggregates.rules import C11_01, C11_02, C11_04, C11_05, C11_07, I38, I39, I40
from api.asking import Asks, Receipt
from api.bodies import WHOLE, Body, Code, Number, On, Orgnr, Short, Text
from api.refusing import refuses
from api.regions import County
from api.routing import commands
from api.views import AtLeast, Cursor, Item, Limit, Page, Views, the_views
from log.log import upon
from projections.needs import ChangeRequests, NeedRow, Needs, RequestRow

router = commands("needs")

Reads = Annotated[Views, Depends(the_views)]
Priority = Literal["high", "medium", "low"]
Stage = Literal[
    "registered", "assessed", "lifted", "received", "answered", "merged", "closed"
]  # fmt: skip


class NewNeed(Body):
    """A need, and from where it is known: the caller's own municipality unless another is named."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "text": "Varsel når et prøvesvar ikke er lest.", "solution": "kjernejournal",
                    "service_area": "hjemmetjeneste", "municipality": "4601", "county": None,
                }
            ]
        }
    )  # fmt: skip
    text: Text
    solution: Code | None = None
    service_area: Short | None = None
    municipality: Number | None = None
    county: County | None = None


class Assessment(Body):
    """What the region makes of a need: whom it applies to, how much it matters, what is done."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "reaches": 12, "priority": "high", "outcome": "lift",
                    "reason": "Gjelder alle med samme journal.",
                }
            ]
        }
    )  # fmt: skip
    reaches: Annotated[int, Field(ge=0, le=1000), WHOLE]
    priority: Priority
    outcome: Literal["lift", "solve_regionally", "answer"]
    reason: Text


class Merging(Body):
    """Needs that are the same matter as this one."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"needs": ["0b0e5a3e-5f52-5a94-8a7e-0d3f6b0a1c11"]}]}
    )
    needs: Annotated[list[UUID], Field(min_length=1, max_length=100)]


class Splitting(Body):
    """The origins whose matter is another after all, and what that is."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "origins": ["0b0e5a3e-5f52-5a94-8a7e-0d3f6b0a1c11"],
                    "text": "Varsel på mobil i tillegg.",
                }
            ]
        }
    )  # fmt: skip
    origins: Annotated[list[UUID], Field(min_length=1, max_length=500)]
    text: Text


class Lifting(Body):
    """Through which channel, and to which organisation, the need is lifted."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"channel": "service_provider", "receiver": "994598759"}]}
    )
    channel: Literal["ks", "service_provider", "programme", "vendor_dialogue", "portfolio"]
    receiver: Orgnr


class Answer(Body):
    """The answer to a need; a rejection has a reason."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"answer": "planned", "reason": "Kommer i versjon 4 til høsten."}]
        }
    )
    answer: Literal["accepted", "planned", "solved", "rejected"]
    reason: Text = ""


class NewRequest(Body):
    """A change asked of who makes a solution, perhaps because of a need."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "text": "Vis hvem som har lest prøvesvaret.", "solution": "kjernejournal",
                    "need": None, "receiver": "994598759", "priority": "high",
                }
            ]
        }
    )  # fmt: skip
    text: Text
    solution: Code
    need: UUID | None = None
    receiver: Orgnr
    priority: Priority


class RequestStatus(Body):
    """How a change request goes, as its receiver says."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"status": "planned", "release": "KJ 4.2, høsten 2027", "reason": ""}]
        }
    )
    status: Literal["received", "accepted", "planned", "released", "rejected"]
    release: Short | None = None
    reason: Text = ""


class NeedPage(BaseModel):
    """A need with its age. The days are null where nothing is waited for.

    `unreached` are the origins that the answer has not come back to (I38).
    """

    need: NeedRow
    days_unanswered: int | None
    days_unassessed: int | None
    days_unacknowledged: int | None
    unreached: list[str]
    requests: list[RequestRow]


@router.post("/needs", status_code=201, responses=refuses(C11_01))
async def register(body: NewNeed, asker: Asks) -> Receipt:
    """Register a need; the receipt is its confirmation."""
    return await asker.ask(lambda desk: deeds.register(desk, **body.model_dump()))


@router.get("/needs", tags=["boards"])
async def tracker(
    _: Asks,
    views: Reads,
    county: Annotated[County | None, Query()] = None,
    stage: Stage | None = None,
    receiver: Annotated[Orgnr | None, Query()] = None,
    on: On = None,
    at_least: AtLeast = 0,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Page[NeedPage]:
    """Every need, from where it came to its answer, and how long it has waited for it (V8)."""
    asked: dict[str, Any] = {"county": county, "stage": stage, "receiver": receiver}
    where = {name: value for name, value in asked.items() if value is not None}
    page = await views.page(Needs, at_least, limit, cursor, **where)
    ids = [row.id for row in page["items"]]
    requests, _freshness = await views.read(
        at_least, [ChangeRequests], lambda tables: tables.page(ChangeRequests, {"need": ids})
    )
    day = on or views.today
    page["items"] = [_page(row, requests, day) for row in page["items"]]
    return Page.model_validate(page)


@router.get("/needs/{id}", tags=["boards"])
async def need(
    id: UUID, _: Asks, views: Reads, on: On = None, at_least: AtLeast = 0
) -> Item[NeedPage]:
    """One need, with the change requests that were sent because of it."""

    def look(tables: Any) -> NeedPage:
        row = tables.get(Needs, str(id))
        if row is None:
            raise Missing("need", id)
        requests = tables.page(ChangeRequests, {"need": str(id)})
        return _page(row, requests, on or views.today)

    page, freshness = await views.read(at_least, [Needs, ChangeRequests], look)
    return Item(position=freshness.position, recorded=freshness.recorded, item=page)


@router.post("/needs/{id}/assessment", responses=refuses(C11_02, C11_05))
async def assess(id: UUID, body: Assessment, asker: Asks) -> Receipt:
    """Assess a need of the caller's own region."""
    return await asker.ask(upon(Need, id, Need.assess, **body.model_dump()))


@router.post("/needs/{id}/merging", responses=refuses(I39, C11_02, C11_04))
async def merge(id: UUID, body: Merging, asker: Asks) -> Receipt:
    """Take other needs into this one; it has their origins from then on."""
    return await asker.ask(lambda desk: deeds.merge(desk, need=id, others=body.needs))


@router.post("/needs/{id}/splitting", status_code=201, responses=refuses(I39, C11_01, C11_02))
async def split(id: UUID, body: Splitting, asker: Asks) -> Receipt:
    """Give some origins a need of their own; the receipt is of that one."""
    origins = [str(each) for each in body.origins]
    return await asker.ask(lambda desk: deeds.split(desk, need=id, origins=origins, text=body.text))


@router.post("/needs/{id}/lifting", responses=refuses(C11_04, C11_02, C11_05))
async def lift(id: UUID, body: Lifting, asker: Asks) -> Receipt:
    """Lift a need to who is to acknowledge and answer it."""
    return await asker.ask(lambda desk: deeds.lift(desk, need=id, **body.model_dump()))


@router.post("/needs/{id}/acknowledgement", responses=refuses(C11_04))
async def acknowledge(id: UUID, asker: Asks) -> Receipt:
    """Say that the caller's organisation has the need that was lifted to it."""
    return await asker.ask(upon(Need, id, Need.acknowledge))


@router.post("/needs/{id}/answer", responses=refuses(C11_05, C11_02, C11_04))
async def answer(id: UUID, body: Answer, asker: Asks) -> Receipt:
    """Answer a need; every origin hears of it."""
    return await asker.ask(upon(Need, id, Need.give_answer, **body.model_dump()))


@router.post("/needs/{id}/closing", responses=refuses(I38, I39, C11_02, C11_04))
async def close(id: UUID, asker: Asks) -> Receipt:
    """Close a need whose answer has reached every origin."""
    return await asker.ask(upon(Need, id, Need.close))


@router.post("/change-requests", status_code=201, responses=refuses(C11_07))
async def send_request(body: NewRequest, asker: Asks) -> Receipt:
    """Ask who makes a solution for a change."""
    return await asker.ask(lambda desk: deeds.send_request(desk, **body.model_dump()))


@router.get("/change-requests", tags=["boards"])
async def change_requests(
    _: Asks,
    views: Reads,
    receiver: Annotated[Orgnr | None, Query()] = None,
    at_least: AtLeast = 0,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Page[RequestRow]:
    """Every change request, with what its receiver says of it."""
    where = {} if receiver is None else {"receiver": receiver}
    page = await views.page(ChangeRequests, at_least, limit, cursor, **where)
    return Page.model_validate(page, from_attributes=True)


@router.post("/change-requests/{id}/status", responses=refuses(I40, C11_07))
async def set_status(id: UUID, body: RequestStatus, asker: Asks) -> Receipt:
    """Say how a change request goes, as its receiver; the need behind it is answered so."""
    return await asker.ask(upon(ChangeRequest, id, ChangeRequest.set_status, **body.model_dump()))


def _page(row: NeedRow, requests: list[RequestRow], day: date) -> NeedPage:
    answered = row.answer is not None
    unreached = [each["need"] for each in row.origins if each["need"] not in row.returned]
    return NeedPage(
        need=row, days_unanswered=row.days_unanswered(day),
        days_unassessed=row.days_unassessed(day),
        days_unacknowledged=row.days_unacknowledged(day),
        unreached=unreached if answered else [],
        requests=[each for each in requests if each.need == row.id],
    )  # fmt: skip
