"""With whom a region works, over HTTP, and whom it could work with."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict

from aggregates.deeds import regional_work as deeds
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import Root
from aggregates.regions.cooperation import Cooperation
from aggregates.regions.relations import Relations
from aggregates.rules import C12_01, C12_13, C13_04
from api.asking import Asks, Receipt
from api.asof import Histories, the_histories
from api.bodies import Body, CodePath, Day, Flag, Short, Text
from api.refusing import refuses
from api.routing import commands

router = commands("regions")

Recalls = Annotated[Histories, Depends(the_histories)]


class Relation(Body):
    """With whom the group works, how, and from when."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "actor": "Helse Bergen helsefellesskap", "kind": "helsefellesskap",
                    "form": "Møte hvert kvartal.", "since": "2026-01-01",
                }
            ]
        }
    )  # fmt: skip
    actor: Short
    kind: Literal[
        "helsefellesskap", "usht", "statsforvalter", "ikt_samarbeid", "helseledernettverk",
        "fylkeskommune",
    ]  # fmt: skip
    form: Text
    since: Day


class EndedRelation(Body):
    """The first day without it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"actor": "Helse Bergen helsefellesskap", "until": "2027-01-01"}]
        }
    )
    actor: Short
    until: Day


class Wanted(Body):
    """Whether the region wants to cooperate."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"wants": True}]})
    wants: Flag


class RelationTold(BaseModel):
    """With whom a group works, how, and from when to when."""

    actor: str
    kind: str
    form: str
    since: date
    until: date | None


class SuggestionTold(BaseModel):
    """Two regional runs that resemble each other, and what each region said to it."""

    number: int
    runs: list[UUID]
    scopes: list[str]
    answers: dict[str, bool]


@router.post("/regions/groups/{id}/relations", responses=refuses(C12_13, C12_01))
async def relate(id: UUID, body: Relation, asker: Asks) -> Receipt:
    """Note with whom the group works from a day on."""

    def deed(desk: Desk) -> Root:
        return deeds.relations(
            desk, group=id, decide=lambda held: held.relate(desk.act, **body.model_dump())
        )

    return await asker.ask(deed)


@router.post("/regions/groups/{id}/relations/endings", responses=refuses(C12_13, C12_01))
async def end_relation(id: UUID, body: EndedRelation, asker: Asks) -> Receipt:
    """Note that the group no longer works with somebody."""

    def deed(desk: Desk) -> Root:
        return deeds.relations(
            desk, group=id, decide=lambda held: held.end(desk.act, **body.model_dump())
        )

    return await asker.ask(deed)


@router.get("/regions/groups/{id}/relations")
async def relations(id: UUID, _: Asks, histories: Recalls) -> list[RelationTold]:
    """With whom a group works and worked, from when to when."""
    held = await histories.read(Relations, Relations.id_of(id))
    return [
        RelationTold(actor=actor, kind=kind, form=form, since=since, until=until)
        for actor, (kind, form, since, until) in sorted(held.held.items())
    ]


@router.get("/solutions/{code}/cooperations")
async def cooperations(code: CodePath, _: Asks, histories: Recalls) -> list[SuggestionTold]:
    """Regional runs for a solution that resemble each other, and what the regions said to it."""
    found = await histories.read(Cooperation, Cooperation.id_of(code))
    return [
        SuggestionTold(
            number=number, runs=list(runs), scopes=list(scopes),
            answers={c: wants for (n, c), wants in sorted(found.answers.items()) if n == number},
        )
        for number, (runs, scopes) in sorted(found.suggested.items())
    ]  # fmt: skip


@router.post("/solutions/{code}/cooperations/{number}/answers", responses=refuses(C13_04))
async def answer_suggestion(code: CodePath, number: int, body: Wanted, asker: Asks) -> Receipt:
    """Say whether the region wants to cooperate; a suggestion obliges nobody."""
    return await asker.ask(
        lambda desk: deeds.answer_cooperation(desk, solution=code, number=number, wants=body.wants)
    )
