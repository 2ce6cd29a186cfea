"""Notes about municipalities, grades of access, and what the public reads."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Depends, Request
from pydantic import ConfigDict

from aggregates.access.grading import RELEASED, Grading
from aggregates.access.note import Note
from aggregates.deeds import access
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Missing
from aggregates.rules import C23_09
from api.asking import Asks, Receipt
from api.bodies import Body, Code, NumberPath, On, Short, Text
from api.reading import municipality_on
from api.refusing import refuses
from api.routing import commands
from api.trail import Told, told
from api.views import AtLeast, Page, Views, the_views
from api.withholding import NOTES, Purpose, released, shown
from log.log import Log, upon
from projections.municipalities import Municipalities

router = commands("access")

Reads = Annotated[Views, Depends(the_views)]


class NewNote(Body):
    """An insight about a municipality, as what it is: not the municipality's own word."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"solution": "kjernejournal", "text": "Venter på ny EPJ-avtale."}]
        }
    )
    solution: Code | None = None
    text: Text


class CorrectedNote(Body):
    """What the note says from now on."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"text": "Avtalen er inngått."}]})
    text: Text


class NewGrade(Body):
    """From whom what an aggregate says is withheld: `paragraph` is one of offentleglova's."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "participation", "of": "0b0e5a3e-5f52-5a94-8a7e-0d3f6b0a1c11",
                    "grade": "withheld", "paragraph": "23",
                }
            ]
        }
    )  # fmt: skip
    kind: Code
    of: UUID
    grade: Literal["withheld", "ordinary", "released"]
    paragraph: Short | None = None


@router.post("/municipalities/{number}/notes", status_code=201, responses=refuses(C23_09))
async def write_note(number: NumberPath, body: NewNote, asker: Asks) -> Receipt:
    """Note an insight about a municipality. It is read by itself, its own region and KS."""
    return await asker.ask(partial(access.write_note, number=number, **body.model_dump()))


@router.post("/notes/{id}/correction", responses=refuses(C23_09))
async def correct_note(id: UUID, body: CorrectedNote, asker: Asks) -> Receipt:
    """Say a note anew; what was said before stays in the log."""
    return await asker.ask(upon(Note, id, Note.correct, text=body.text))


@router.get("/municipalities/{number}/notes")
async def notes(
    number: NumberPath, asker: Asks, views: Reads,
    on: On = None, purpose: Purpose = None, at_least: AtLeast = 0,
) -> Page[Told]:  # fmt: skip
    """Every note about a municipality, whole to whom it concerns, withheld from all others."""
    row, _ = await views.read(
        at_least, [Municipalities],
        lambda tables: municipality_on(tables, number, on or views.today),
    )  # fmt: skip
    positions, freshness = await views.told(at_least, [row.municipality])
    entries = await asyncio.to_thread(asker.log.store.at, positions)
    written = [entry for entry in entries if entry.topic.startswith(NOTES)]
    events = await shown(asker, written, purpose)
    return Page(
        position=freshness.position,
        recorded=freshness.recorded,
        items=[told(event) for event in events],
    )


@router.post("/gradings", responses=refuses(C23_09))
async def grade(body: NewGrade, asker: Asks) -> Receipt:
    """Withhold what an aggregate says, take that back, or release it to the public."""

    def deed(desk: Desk) -> Grading:
        def decide(grading: Grading) -> None:
            match body.grade:
                case "withheld":
                    grading.withhold(desk.act, paragraph=body.paragraph or "")
                case "released":
                    grading.release(desk.act)
                case "ordinary":
                    grading.lift(desk.act)

        return access.grade(desk, kind=body.kind, of=body.of, decide=decide)

    return await asker.ask(deed)


@router.get("/public/{id}")
async def public(id: UUID, request: Request) -> list[Told]:
    """What has been released to the public: every event of one aggregate. Asks for no token."""
    log: Log = request.state.log
    grading = await log.read(Grading, Grading.id_of(id))
    if grading.grade != RELEASED:
        raise Missing(grading.kind, id)
    history = await asyncio.to_thread(log.store.history, id)
    return [told(event) for event in map(released, history)]
