"""Regional groups over HTTP: who serves which county, in which functions, and what is missing."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict, Field

from aggregates.deeds import regions as deeds
from aggregates.kernel.refusals import Missing
from aggregates.regions.regional_group import NOT_THE_REPRESENTATIVE, RegionalGroup
from aggregates.rules import C12_01, C12_04, C12_05, I41, I42
from api.asking import Asks, Receipt
from api.bodies import Body, Day, Flag, On, Orgnr, Short, Text
from api.mandates import Reference
from api.refusing import refuses
from api.routing import commands
from api.views import AtLeast, Cursor, Item, Limit, Page, Views, the_views
from log.log import upon
from projections.municipalities import Municipalities
from projections.regional_groups import GroupRow, RegionalGroups
from projections.tables import Tables

router = commands("regions")

Reads = Annotated[Views, Depends(the_views)]
County = Annotated[str, Field(pattern=r"^[0-9]{2}$", description="County number (fylkesnummer).")]


class Founders(Body):
    """Who came to the establishing working group from each of the four sources (C12-01)."""

    diginettverk: Short
    fpu: Short
    e_komp: Short
    kommunenettverk: Short


class NewGroup(Body):
    """A regional group: which organisation it is, and which counties it serves.

    `agreement` is where several counties that are to share it agreed to that (C12-01).
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "organisation": "310004618", "counties": ["46"], "agreement": "",
                    "founders": {
                        "diginettverk": "Programleder", "fpu": "Regionens representant",
                        "e_komp": "To ressurspersoner", "kommunenettverk": "Koordinator",
                    },
                }
            ]
        }
    )  # fmt: skip
    organisation: Orgnr
    counties: Annotated[list[County], Field(min_length=1, max_length=15)]
    founders: Founders
    agreement: Short | Literal[""] = ""


class Handover(Body):
    """A county that the group serves from now on, and the agreement about it."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"county": "56", "agreement": "DigiTroFi 26/12"}]}
    )
    county: County
    agreement: Short


class NewContact(Body):
    """The group's contact from a day on; an acting one bridges a transition, with an end."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "person": "p-0f3c1d7a9b", "since": "2027-01-01", "until": None,
                    "acting": False,
                }
            ]
        }
    )  # fmt: skip
    person: Reference
    since: Day
    until: Day | None = None
    acting: Flag = False


class NewMember(Body):
    """A rollout leader or a network resource of the group, from a day on."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "person": "p-0f3c1d7a9b", "function": "innforingsleder",
                    "since": "2027-01-01", "until": None,
                }
            ]
        }
    )  # fmt: skip
    person: Reference
    function: Literal["innforingsleder", "nettverksressurs"]
    since: Day
    until: Day | None = None


class EndedTerm(Body):
    """From `until` on that person no longer holds the function in the group."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"person": "p-0f3c1d7a9b", "function": "regional_kontakt", "until": "2027-06-01"}
            ]
        }
    )
    person: Reference
    function: Literal["regional_kontakt", "innforingsleder", "nettverksressurs"]
    until: Day


class Competence(Body):
    """Everything that one person of the group covers, of the twelve areas (C12-05)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"person": "p-0f3c1d7a9b", "areas": ["procurement", "implementation"]}]
        }
    )
    person: Reference
    areas: Annotated[list[Short], Field(max_length=20)]


class Representative(Body):
    """The mandate of who speaks for the region in KS FPU, and how the group hears of it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "mandate": "0b0e5a3e-5f52-5a94-8a7e-0d3f6b0a1c11",
                    "feedback": "Fast punkt på gruppens møte hver måned.",
                }
            ]
        }
    )  # fmt: skip
    mandate: UUID
    feedback: Text


class Holder(BaseModel):
    """Somebody who holds a function in the group."""

    person: str
    function: str
    since: date
    until: date | None
    acting: bool


class GroupPage(BaseModel):
    """A group on a day. It is complete where nothing is missing (I41).

    `contact` is null in a gap, which `vacant_since` dates. `competence` says who covers each area,
    `gaps` which nobody does.
    """

    id: UUID
    organisation: str
    network: str
    counties: list[str]
    agreement: str | None
    confirmed: bool
    complete: bool
    missing: list[str]
    contact: Holder | None
    vacant_since: date | None
    warnings: list[str]
    holders: list[Holder]
    competence: dict[str, list[str]]
    gaps: list[str]


class Groups(Page[GroupPage]):
    """Every group, and the counties that no group serves (I42)."""

    unserved: list[str]


@router.post("/regions/groups", status_code=201, responses=refuses(C12_01, I42))
async def establish(body: NewGroup, asker: Asks) -> Receipt:
    """Establish a regional group, attached to the caller's own digital network."""
    return await asker.ask(lambda desk: deeds.establish(desk, **body.model_dump()))


@router.post("/regions/groups/{id}/confirmation", responses=refuses(C12_01))
async def confirm(id: UUID, asker: Asks) -> Receipt:
    """Confirm that the group is established."""
    return await asker.ask(upon(RegionalGroup, id, RegionalGroup.confirm))


@router.post("/regions/groups/{id}/counties", responses=refuses(C12_01, I42))
async def hand_over(id: UUID, body: Handover, asker: Asks) -> Receipt:
    """Let the group serve a county that another served, or none."""
    return await asker.ask(lambda desk: deeds.hand_over(desk, group=id, **body.model_dump()))


@router.post("/regions/groups/{id}/contact", responses=refuses(I41, C12_01))
async def appoint_contact(id: UUID, body: NewContact, asker: Asks) -> Receipt:
    """Appoint the one contact; that it is not the region's FPU representative is a warning."""
    return await asker.ask(lambda desk: deeds.appoint_contact(desk, group=id, **body.model_dump()))


@router.post("/regions/groups/{id}/members", responses=refuses(I41, C12_01))
async def name_member(id: UUID, body: NewMember, asker: Asks) -> Receipt:
    """Name a rollout leader or a network resource."""
    return await asker.ask(lambda desk: deeds.name_member(desk, group=id, **body.model_dump()))


@router.post("/regions/groups/{id}/endings", responses=refuses(I41, C12_01))
async def end_term(id: UUID, body: EndedTerm, asker: Asks) -> Receipt:
    """End somebody's function in the group; a gap that follows is seen."""
    return await asker.ask(upon(RegionalGroup, id, RegionalGroup.end_term, **body.model_dump()))


@router.post("/regions/groups/{id}/competence", responses=refuses(C12_05, C12_01))
async def declare_competence(id: UUID, body: Competence, asker: Asks) -> Receipt:
    """State what one person of the group covers."""
    return await asker.ask(
        upon(RegionalGroup, id, RegionalGroup.declare_competence, **body.model_dump())
    )


@router.post("/regions/groups/{id}/representative", responses=refuses(C12_04, C12_01))
async def name_representative(id: UUID, body: Representative, asker: Asks) -> Receipt:
    """Name who speaks for the region in KS FPU e-helse."""
    return await asker.ask(
        lambda desk: deeds.name_representative(desk, group=id, **body.model_dump())
    )


@router.get("/regions/groups", tags=["boards"])
async def groups(
    _: Asks,
    views: Reads,
    on: On = None,
    at_least: AtLeast = 0,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Groups:
    """Every regional group on a day, and what is missing in it; and the counties without one."""
    day = on or views.today
    page = await views.page(RegionalGroups, at_least, limit, cursor)
    page["items"] = [_page(row, day) for row in page["items"]]
    unserved, _freshness = await views.read(
        at_least, [RegionalGroups, Municipalities], lambda tables: _unserved(tables, day)
    )
    return Groups.model_validate({**page, "unserved": unserved})


@router.get("/regions/groups/{id}", tags=["boards"])
async def group(
    id: UUID, _: Asks, views: Reads, on: On = None, at_least: AtLeast = 0
) -> Item[GroupPage]:
    """One regional group on a day."""
    row, freshness = await views.read(
        at_least, [RegionalGroups], lambda tables: tables.get(RegionalGroups, str(id))
    )
    if row is None:
        raise Missing("regional-group", id)
    item = _page(row, on or views.today)
    return Item(position=freshness.position, recorded=freshness.recorded, item=item)


def _unserved(tables: Tables, day: date) -> list[str]:
    counties = {row.county for row in tables.page(Municipalities) if row.valid(day)}
    served = {county for row in tables.page(RegionalGroups) for county in row.counties}
    return sorted(counties - served)


def _page(row: GroupRow, day: date) -> GroupPage:
    contact, missing, matrix = row.contact(day), row.missing(day), row.matrix(day)
    holders = [each for each in row.terms if each in row.held(each["function"], day)]
    differs = contact is not None and row.representative not in {None, contact["person"]}
    return GroupPage(
        id=UUID(row.id), organisation=row.organisation, network=row.network,
        counties=row.counties, agreement=row.agreement,
        confirmed=row.confirmed, complete=not missing, missing=missing,
        contact=None if contact is None else Holder(**contact),
        vacant_since=row.vacant_since(day),
        warnings=[NOT_THE_REPRESENTATIVE] if differs else [],
        holders=[Holder(**each) for each in holders], competence=matrix,
        gaps=[area for area, persons in matrix.items() if not persons],
    )  # fmt: skip
