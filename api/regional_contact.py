"""One way into a region, over HTTP: whom it was in touch with, and what it was asked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends, Query
from pydantic import BaseModel, ConfigDict

from aggregates.deeds import regional_work as deeds
from aggregates.regions.question import Question
from aggregates.rules import C12_09, C12_10
from api.asking import Asks, Receipt
from api.bodies import Body, Code, CountyPath, Day, NumberPath, On, Text
from api.mandates import Reference
from api.reading import Municipal
from api.refusing import refuses
from api.regions import County
from api.routing import commands
from api.views import AtLeast, Cursor, Limit, Page, Views, the_views
from log.log import upon
from projections.municipalities import Municipalities
from projections.regional_work import LastContacts, QuestionRow, Questions

router = commands("regions")

Reads = Annotated[Views, Depends(the_views)]
MONTH = timedelta(days=30)


class ContactMade(Body):
    """When the region was in touch with the municipality, and how."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"kind": "meeting", "on": "2026-11-20"}]}
    )
    kind: Literal["meeting", "call", "visit", "gathering", "message"]
    on: Day


class NewQuestion(Body):
    """What the municipality asks its region."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"text": "Hvem har erfaring med oppsettet?", "solution": "kjernejournal"}]
        }
    )
    text: Text
    solution: Code | None = None


class Route(Body):
    """Who in the group owns the question from now on."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"owner": "p-0f3c1d7a9b"}]})
    owner: Reference


class QuestionAnswer(Body):
    """The region's answer."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"text": "Kinn og Voss."}]})
    text: Text


class InTouchRow(BaseModel):
    """When a municipality last heard from its region; `silent` where that is too long ago."""

    municipality: Municipal
    last_on: date | None
    kind: str | None
    silent: bool


class InboxRow(BaseModel):
    """A question with its age; null where it is answered."""

    question: QuestionRow
    days_unanswered: int | None


@router.post("/municipalities/{number}/contacts", responses=refuses(C12_09))
async def make_contact(number: NumberPath, body: ContactMade, asker: Asks) -> Receipt:
    """Note that the region was in touch with one of its municipalities."""
    return await asker.ask(
        lambda desk: deeds.make_contact(desk, number=number, **body.model_dump())
    )


@router.get("/regions/{county}/contacts", tags=["boards"])
async def contacts(
    county: CountyPath,
    _: Asks,
    views: Reads,
    months: Annotated[
        int, Query(ge=1, le=60, description="Silent is who was not contacted for so long.")
    ] = 6,
    on: On = None,
    at_least: AtLeast = 0,
) -> Page[InTouchRow]:
    """Every municipality of a county, and when its region was last in touch (C12-09)."""
    day = on or views.today

    def look(tables: Any) -> list[InTouchRow]:
        there = [r for r in tables.page(Municipalities, {"county": county}) if r.valid(day)]
        last = {row.id: row for row in tables.page(LastContacts)}
        return [_in_touch(row, last.get(row.municipality), day - months * MONTH) for row in there]

    rows, freshness = await views.read(at_least, [Municipalities, LastContacts], look)
    return Page(position=freshness.position, recorded=freshness.recorded, items=rows)


@router.post("/questions", status_code=201, responses=refuses(C12_10))
async def ask_question(body: NewQuestion, asker: Asks) -> Receipt:
    """Ask the region: one way in, and somebody owns the question at once."""
    return await asker.ask(lambda desk: deeds.ask_question(desk, **body.model_dump()))


@router.post("/questions/{id}/routing", responses=refuses(C12_10))
async def route(id: UUID, body: Route, asker: Asks) -> Receipt:
    """Give a question to somebody else of the group."""
    return await asker.ask(lambda desk: deeds.route(desk, question=id, owner=body.owner))


@router.post("/questions/{id}/answer", responses=refuses(C12_10))
async def answer_question(id: UUID, body: QuestionAnswer, asker: Asks) -> Receipt:
    """Answer a question."""
    return await asker.ask(upon(Question, id, Question.give_answer, text=body.text))


@router.get("/questions", tags=["boards"])
async def inbox(
    _: Asks,
    views: Reads,
    county: Annotated[County | None, Query()] = None,
    on: On = None,
    at_least: AtLeast = 0,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Page[InboxRow]:
    """What the regions were asked, who owns it, and how long it has waited (C12-10)."""
    where = {} if county is None else {"county": county}
    page = await views.page(Questions, at_least, limit, cursor, **where)
    day = on or views.today
    page["items"] = [
        InboxRow(question=row, days_unanswered=row.days_unanswered(day)) for row in page["items"]
    ]
    return Page.model_validate(page)


def _in_touch(row: Any, last: Any, since: date) -> InTouchRow:
    return InTouchRow(
        municipality=Municipal.model_validate(row, from_attributes=True),
        last_on=None if last is None else last.last_on, kind=None if last is None else last.kind,
        silent=last is None or last.last_on < since,
    )  # fmt: skip
