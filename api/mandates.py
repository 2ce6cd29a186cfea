"""Functions, delegations and mandates over HTTP: who may act for whom, and who decided that."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict, Field

from aggregates.deeds import mandates
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Missing
from aggregates.kernel.root import Root
from aggregates.mandates.delegation import DEFAULT, EVERYTHING, LEVELS, Delegation
from aggregates.mandates.mandate import Mandate
from aggregates.mandates.roster import Roster
from aggregates.rules import C01_06, C01_07, C07_08, I01
from aggregates.territory.register import Register
from api.asking import Asks, Receipt
from api.asof import Histories, the_histories
from api.bodies import Body, Code, Day, NumberPath, On, OrgnrPath, Short
from api.refusing import refuses
from api.routing import commands
from log.log import founding, upon

router = commands("mandates")

Recalls = Annotated[Histories, Depends(the_histories)]

Reference = Annotated[
    str, Field(pattern=r"^[ps]-[0-9a-z-]{1,60}$", description="An opaque reference to a person.")
]


class Appointment(Body):
    """An organisation's first administrator, on the organisation's own document."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"person": "p-0f3c1d7a9b", "since": "2026-12-01", "document": "26/114-2"}]
        }
    )
    person: Reference
    since: Day
    document: Short


class GivenFunction(Body):
    """A function for a person, from a day on and until (not including) another."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "person": "p-0f3c1d7a9b", "function": "kommunal_beslutter",
                    "since": "2026-12-01", "until": None,
                }
            ]
        }
    )  # fmt: skip
    person: Reference
    function: Role
    since: Day
    until: Day | None = None


class EndedFunction(Body):
    """From `until` on that person no longer acts in the function."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"person": "p-0f3c1d7a9b", "function": "kommunal_beslutter", "until": "2027-01-01"}
            ]
        }
    )
    person: Reference
    function: Role
    until: Day


class StatedLevel(Body):
    """From which level on a matter is decided: one solution, or `*` for all others."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "matter": "kjernejournal", "level": "kommunalsjef", "since": "2026-12-01",
                    "document": "Delegeringsreglement 26/88",
                }
            ]
        }
    )  # fmt: skip
    matter: Literal["*"] | Code = EVERYTHING
    level: Literal[*LEVELS]  # type: ignore[valid-type]
    since: Day
    document: Short


class NewMandate(Body):
    """Who speaks for the municipal sector where, and from when to when."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"person": "p-0f3c1d7a9b", "forum": "NUFA", "since": "2026-12-01"}]
        }
    )
    person: Reference
    forum: Short
    since: Day
    until: Day | None = None


class Ending(Body):
    """From this day on."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"until": "2027-01-01"}]})
    until: Day


class Statement(Body):
    """What was spoken for; `position` refers to the sector's own, without it «uforankret»."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"matter": "Sak 12/26", "on": "2026-12-04", "position": "KS 26/140"}]
        }
    )
    matter: Short
    on: Day
    position: Short | None = None


class Held(BaseModel):
    """A function that a person holds or has held."""

    person: str
    function: str
    since: date
    until: date | None


class Functions(BaseModel):
    """An organisation's roster, as its aggregate stands at `version`."""

    organisation: str
    version: int
    held: list[Held]


class Levels(BaseModel):
    """From which level on a municipality decides, on a day; `stated` by solution."""

    municipality: UUID
    on: date
    default: str
    stated: dict[str, str]


class MandateTold(BaseModel):
    """A mandate to speak for the sector."""

    id: UUID
    person: str
    forum: str
    since: date
    until: date | None


@router.post("/organisations/{orgnr}/administrators", status_code=201, responses=refuses(C01_06))
async def appoint_administrator(orgnr: OrgnrPath, body: Appointment, asker: Asks) -> Receipt:
    """Appoint an administrator from outside, only where the organisation has none."""
    return await asker.ask(
        lambda desk: mandates.appoint(desk, organisation=orgnr, **body.model_dump())
    )


@router.post("/organisations/{orgnr}/functions", status_code=201, responses=refuses(C01_06))
async def give_function(orgnr: OrgnrPath, body: GivenFunction, asker: Asks) -> Receipt:
    """Let a person act in a function for the organisation."""
    asker.of_organisation(orgnr)
    return await asker.ask(
        lambda desk: mandates.give(desk, organisation=orgnr, **body.model_dump())
    )


@router.post("/organisations/{orgnr}/functions/endings", responses=refuses(C01_06))
async def end_function(orgnr: OrgnrPath, body: EndedFunction, asker: Asks) -> Receipt:
    """End a person's function; what was done in it stays as it was."""
    asker.of_organisation(orgnr)
    return await asker.ask(lambda desk: mandates.end(desk, organisation=orgnr, **body.model_dump()))


@router.get("/organisations/{orgnr}/functions")
async def functions(orgnr: OrgnrPath, asker: Asks, histories: Recalls) -> Functions:
    """Who acts in which function for an organisation, and who did."""
    asker.of_organisation(orgnr)
    roster = await histories.read(Roster, Roster.id_of(orgnr))
    held = [
        Held(person=person, function=function, since=span.since, until=span.until)
        for (person, function), span in sorted(roster.held.items())
    ]
    return Functions(organisation=orgnr, version=roster.version, held=held)


@router.get("/municipalities/{number}/delegation")
async def delegation(number: NumberPath, _: Asks, histories: Recalls, on: On = None) -> Levels:
    """From which level on a municipality decides; the municipal director until it has stated."""
    day = on or histories.today
    register = await histories.read(Register, Register.ID)
    municipality = register.id_of(number, day)
    try:
        stated = await histories.read(Delegation, Delegation.id_of(municipality))
    except Missing:
        return Levels(municipality=municipality, on=day, default=DEFAULT, stated={})
    levels = {matter: stated.level(matter, day) for matter in sorted(stated.stated)}
    return Levels(
        municipality=municipality, on=day, default=stated.level(EVERYTHING, day),
        stated={matter: level for matter, level in levels.items() if matter != EVERYTHING},
    )  # fmt: skip


@router.post("/municipalities/{number}/delegation", responses=refuses(I01, C07_08))
async def state_level(number: NumberPath, body: StatedLevel, asker: Asks) -> Receipt:
    """The municipality states from which level on it decides a matter."""

    def deed(desk: Desk) -> Root:
        register = desk.get(Register, Register.ID)
        municipality = register.id_of(number, desk.act.today)
        return mandates.state_level(desk, municipality=municipality, **body.model_dump())

    return await asker.ask(deed)


@router.post("/mandates", status_code=201, responses=refuses(C01_07))
async def give_mandate(body: NewMandate, asker: Asks) -> Receipt:
    """Appoint somebody to speak for the municipal sector in a forum."""
    return await asker.ask(founding(Mandate.give, **body.model_dump()))


@router.get("/mandates/{id}")
async def mandate(id: UUID, _: Asks, histories: Recalls) -> MandateTold:
    """A mandate; what was said under it is in its trail."""
    found = await histories.read(Mandate, id)
    return MandateTold(
        id=found.id, person=found.person, forum=found.forum, since=found.since, until=found.until
    )


@router.post("/mandates/{id}/ending", responses=refuses(C01_07))
async def end_mandate(id: UUID, body: Ending, asker: Asks) -> Receipt:
    """End a mandate."""
    return await asker.ask(upon(Mandate, id, Mandate.end, until=body.until))


@router.post("/mandates/{id}/statements", responses=refuses(C01_07))
async def make_statement(id: UUID, body: Statement, asker: Asks) -> Receipt:
    """Note what was spoken for. It is never a municipality's decision."""
    return await asker.ask(upon(Mandate, id, Mandate.speak, **body.model_dump()))
