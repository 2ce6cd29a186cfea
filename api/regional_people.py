"""Seconded people, letters of assignment, nominations and older networks over HTTP."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Depends, Path
from pydantic import BaseModel, ConfigDict, Field

from aggregates.deeds import regional_people as deeds
from aggregates.regions.nomination import Nomination
from aggregates.regions.principles import KEYS, PRINCIPLES
from aggregates.regions.seconded import Seconded
from aggregates.rules import C02_02, C12_01, C12_05, C12_06, C12_07, C12_11, C12_14, I43, I45
from api.asking import Asks, Receipt
from api.asof import Histories, the_histories
from api.bodies import WHOLE, Body, Code, Day, Flag, Number, Short, Text
from api.mandates import Reference
from api.refusing import refuses
from api.routing import commands
from api.views import AtLeast, Cursor, Limit, Page, Views, the_views
from log.log import upon
from projections.regional_work import (
    AssignmentLetters,
    LetterRow,
    SecondmentRow,
    Secondments,
)

router = commands("regions")

Reads = Annotated[Views, Depends(the_views)]
Recalls = Annotated[Histories, Depends(the_histories)]
Year = Annotated[int, Field(ge=2020, le=2100), WHOLE]
YearPath = Annotated[int, Path(ge=2020, le=2100)]
AgreementNumber = Annotated[int, Path(ge=1, le=1000)]
Network = Literal["e_komp", "kommunenettverk"]
Words = Annotated[list[Short], Field(max_length=50)]


class NewSecondment(Body):
    """What the network and a home municipality agreed about somebody (C12-06)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "person": "p-0f3c1d7a9b", "municipality": "4601", "percent": 50,
                    "since": "2027-01-01", "until": "2028-01-01",
                    "funding_line": "samhandling 2027", "tasks": ["Støtte i innføringsløp"],
                    "agreement": "26/210",
                }
            ]
        }
    )  # fmt: skip
    person: Reference
    municipality: Number
    percent: Annotated[int, Field(ge=1, le=1000), WHOLE]
    since: Day
    until: Day
    funding_line: Short
    tasks: Annotated[list[Short], Field(min_length=1, max_length=50)]
    agreement: Short
    solutions: Annotated[list[Code], Field(max_length=50)] = []
    deviations: Annotated[dict[Code, Short], Field(max_length=50)] = {}


class EndedSecondment(Body):
    """The first day without it, and why."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"until": "2027-06-01", "reason": "Ny stilling."}]}
    )
    until: Day
    reason: Text


class NewLetter(Body):
    """A letter of assignment for a year. It contains all nine common principles (I45)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "year": 2027, "tasks": ["Etablere regional gruppe"],
                    "base_functions": ["Kontaktperson e-helse"],
                    "result_goals": ["Alle kommuner har hatt kontakt"], "principles": list(KEYS),
                }
            ]
        }
    )  # fmt: skip
    year: Year
    tasks: Words
    base_functions: Words
    result_goals: Words
    principles: Words


class Acceptance(Body):
    """The areas of competence that the network has seen to be missing (C12-05)."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"gaps_seen": ["procurement"]}]})
    gaps_seen: Annotated[list[Short], Field(max_length=20)]


class Point(Body):
    """Whether one of the nine principles was met, and how."""

    principle: Literal[*KEYS]  # type: ignore[valid-type]
    met: Flag
    how: Text


class Result(Body):
    """Whether one of the letter's own tasks or result goals was met, and how."""

    point: Short
    met: Flag
    how: Text


class Report(Body):
    """A report on each of the nine principles, and on each task and result goal of the letter."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "points": [{"principle": each, "met": True, "how": "Ja."} for each in KEYS],
                    "results": [
                        {
                            "point": "Alle kommuner har hatt kontakt",
                            "met": False,
                            "how": "To igjen.",
                        }
                    ],
                }
            ]
        }
    )
    points: Annotated[list[Point], Field(max_length=20)]
    results: Annotated[list[Result], Field(max_length=100)]


class NewNomination(Body):
    """Somebody named for a council, a working group or a trial: a person or a municipality."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "person": None, "municipality": "4601", "place": "Utprøving av PLL",
                    "mandate": "Pilot til 2027-12-31.",
                }
            ]
        }
    )  # fmt: skip
    person: Reference | None = None
    municipality: Number | None = None
    place: Short
    mandate: Text


class Response(Body):
    """Yes or no."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"accept": True}]})
    accept: Flag


class ContinuedNetwork(Body):
    """An older network whose resources go on, at the level of a base year (C12-11)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "network": "kommunenettverk", "base_year": 2022, "base_percent": 150,
                    "ends": "2027-12-31",
                }
            ]
        }
    )  # fmt: skip
    network: Network
    base_year: Year
    base_percent: Annotated[int, Field(ge=0, le=10_000), WHOLE]
    ends: Day


class Level(Body):
    """How much there is from now on, of all its resources together, and the agreement."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"percent": 100, "agreement": "26/310"}]}
    )
    percent: Annotated[int, Field(ge=0, le=10_000), WHOLE]
    agreement: Short


class PrincipleTold(BaseModel):
    """A common principle, in our words, with its source."""

    key: str
    words: str
    source: str


class NominationPage(BaseModel):
    """A nomination; it takes effect only where it is accepted."""

    id: UUID
    group: UUID
    person: str | None
    municipality: UUID | None
    state: str


@router.post(
    "/regions/groups/{id}/secondments",
    status_code=201,
    responses=refuses(I43, C12_06, C12_01, C02_02),
)
async def agree_secondment(id: UUID, body: NewSecondment, asker: Asks) -> Receipt:
    """Note that somebody is released to the group; the person accepts it themself."""
    return await asker.ask(lambda desk: deeds.agree_secondment(desk, group=id, **body.model_dump()))


@router.post("/regions/secondments/{id}/{number}/acceptance", responses=refuses(C12_06))
async def accept_secondment(id: UUID, number: AgreementNumber, asker: Asks) -> Receipt:
    """Say yes to being released; nobody else may."""
    return await asker.ask(upon(Seconded, id, Seconded.accept, number=number))


@router.post("/regions/secondments/{id}/{number}/ending", responses=refuses(C12_06))
async def end_secondment(
    id: UUID, number: AgreementNumber, body: EndedSecondment, asker: Asks
) -> Receipt:
    """End it before its time."""
    return await asker.ask(upon(Seconded, id, Seconded.end, number=number, **body.model_dump()))


@router.get("/regions/groups/{id}/secondments", tags=["boards"])
async def secondments(
    id: UUID,
    _: Asks,
    views: Reads,
    at_least: AtLeast = 0,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Page[SecondmentRow]:
    """Everybody released to a group: from where, how much, until when, and paid by what."""
    page = await views.page(Secondments, at_least, limit, cursor, group_id=str(id))
    return Page.model_validate(page, from_attributes=True)


@router.get("/regions/principles")
async def principles(_: Asks) -> list[PrincipleTold]:
    """The nine common principles of every letter of assignment (I45)."""
    return [PrincipleTold(key=p.key, words=p.words, source=p.source) for p in PRINCIPLES]


@router.post("/regions/groups/{id}/letters", status_code=201, responses=refuses(I45, C12_07))
async def issue_letter(id: UUID, body: NewLetter, asker: Asks) -> Receipt:
    """Issue the letter of assignment for a year to the group's network."""
    return await asker.ask(lambda desk: deeds.issue_letter(desk, group=id, **body.model_dump()))


@router.post("/regions/groups/{id}/letters/{year}/acceptance", responses=refuses(C12_05, C12_07))
async def accept_letter(id: UUID, year: YearPath, body: Acceptance, asker: Asks) -> Receipt:
    """Accept the letter, having seen which areas of competence are missing."""
    return await asker.ask(
        lambda desk: deeds.accept_letter(desk, group=id, year=year, gaps_seen=body.gaps_seen)
    )


@router.post("/regions/groups/{id}/letters/{year}/report", responses=refuses(C12_07))
async def report_letter(id: UUID, year: YearPath, body: Report, asker: Asks) -> Receipt:
    """Report on the letter, principle by principle, task by task and goal by goal."""
    said = body.model_dump()
    return await asker.ask(lambda desk: deeds.report_letter(desk, group=id, year=year, **said))


@router.get("/regions/letters", tags=["boards"])
async def letters(
    _: Asks,
    views: Reads,
    year: int | None = None,
    at_least: AtLeast = 0,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Page[LetterRow]:
    """Every letter of assignment: issued, accepted, reported on, and what is doubted."""
    where = {} if year is None else {"year": year}
    page = await views.page(AssignmentLetters, at_least, limit, cursor, **where)
    return Page.model_validate(page, from_attributes=True)


@router.post("/regions/groups/{id}/nominations", status_code=201, responses=refuses(C12_14, C12_01))
async def nominate(id: UUID, body: NewNomination, asker: Asks) -> Receipt:
    """Name somebody; it is nothing until they accept."""
    return await asker.ask(lambda desk: deeds.nominate(desk, group=id, **body.model_dump()))


@router.post("/nominations/{id}/response", responses=refuses(C12_14))
async def respond(id: UUID, body: Response, asker: Asks) -> Receipt:
    """Say yes or no to being named."""
    return await asker.ask(upon(Nomination, id, Nomination.respond, accept=body.accept))


@router.get("/nominations/{id}")
async def nomination(id: UUID, _: Asks, histories: Recalls) -> NominationPage:
    """A nomination, and whether it was accepted."""
    found = await histories.read(Nomination, id)
    return NominationPage(
        id=found.id, group=found.group, person=found.person, municipality=found.municipality,
        state=found.state,
    )  # fmt: skip


@router.post("/regions/groups/{id}/networks", status_code=201, responses=refuses(C12_11))
async def continue_network(id: UUID, body: ContinuedNetwork, asker: Asks) -> Receipt:
    """Let an older network go on until the group works."""
    return await asker.ask(lambda desk: deeds.continue_network(desk, group=id, **body.model_dump()))


@router.post("/regions/groups/{id}/networks/{network}/level", responses=refuses(C12_11, C12_01))
async def set_level(id: UUID, network: Network, body: Level, asker: Asks) -> Receipt:
    """Set its level, never above that of its base year."""
    return await asker.ask(
        lambda desk: deeds.set_level(desk, group=id, network=network, **body.model_dump())
    )


@router.post("/regions/groups/{id}/networks/{network}/closing", responses=refuses(C12_11))
async def close_network(id: UUID, network: Network, asker: Asks) -> Receipt:
    """Close it, once the group is complete or its end has come."""
    return await asker.ask(lambda desk: deeds.close_network(desk, group=id, network=network))
