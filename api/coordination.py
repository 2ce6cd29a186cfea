"""The national coordinating group over HTTP: who has a seat in it, and whether it can decide."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from fastapi import Depends
from pydantic import BaseModel, ConfigDict

from aggregates.coordination.group import CoordinatingGroup
from aggregates.deeds import coordination as deeds
from aggregates.rules import C13_01
from api.asking import Asks, Receipt
from api.asof import Histories, the_histories
from api.bodies import Body, Day, On, Orgnr, OrgnrPath, Short
from api.refusing import refuses
from api.routing import commands
from log.log import founding

router = commands("coordination")

Recalls = Annotated[Histories, Depends(the_histories)]


class Constitution(Body):
    """The mandate that the group is constituted on."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"mandate": "KS 24/118"}]})
    mandate: Short


class NewSeat(Body):
    """A seat: whose, of which kind, from when, and for a region until when."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "organisation": "310004618", "kind": "region", "since": "2027-01-01",
                    "until": "2028-01-01",
                }
            ]
        }
    )  # fmt: skip
    organisation: Orgnr
    kind: Literal["ks", "national_service_provider", "region", "other"]
    since: Day
    until: Day | None = None


class Occupant(Body):
    """What whoever sits there is at home; never who it is."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"function": "leder av regional gruppe"}]}
    )
    function: Short


class SeatEnd(Body):
    """The day from which the seat is no more."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"until": "2028-01-01"}]})
    until: Day


class SeatTold(BaseModel):
    """A seat. `function` is null while nobody sits there."""

    organisation: str
    kind: str
    since: date
    until: date | None
    function: str | None


class GroupPage(BaseModel):
    """The group on a day: it decides nothing while anything is `empty` (I44)."""

    mandate: str
    on: date
    seats: list[SeatTold]
    empty: list[str]
    can_decide: bool
    turns: dict[str, int]


@router.get("/coordinating-group")
async def group(_: Asks, histories: Recalls, on: On = None) -> GroupPage:
    """The seats of the coordinating group on a day, and which of them stand empty."""
    day = on or histories.today
    found = await histories.read(CoordinatingGroup, CoordinatingGroup.ID)
    seats = [
        SeatTold(
            organisation=body, kind=seat.kind, since=seat.since, until=seat.until,
            function=seat.function,
        )
        for body, seat in sorted(found.seats.items())
        if seat.given(day)
    ]  # fmt: skip
    empty = found.empty(day)
    return GroupPage(
        mandate=found.mandate, on=day, seats=seats, empty=empty, can_decide=not empty,
        turns=dict(sorted(found.turns.items())),
    )  # fmt: skip


@router.post("/coordinating-group", status_code=201, responses=refuses(C13_01))
async def constitute(body: Constitution, asker: Asks) -> Receipt:
    """Constitute the group, once; its seats are given and filled after that."""
    return await asker.ask(founding(CoordinatingGroup.constitute, mandate=body.mandate))


@router.post("/coordinating-group/seats", status_code=201, responses=refuses(C13_01))
async def give_seat(body: NewSeat, asker: Asks) -> Receipt:
    """Give an organisation a seat; among the regions the seats go round."""
    return await asker.ask(lambda desk: deeds.give_seat(desk, **body.model_dump()))


@router.post("/coordinating-group/seats/{orgnr}/occupant", responses=refuses(C13_01))
async def fill_seat(orgnr: OrgnrPath, body: Occupant, asker: Asks) -> Receipt:
    """Say which function sits in the own organisation's seat."""
    asker.of_organisation(orgnr)
    return await asker.ask(
        lambda desk: deeds.seat(
            desk, lambda group: group.fill_seat(desk.act, function=body.function)
        )
    )


@router.post("/coordinating-group/seats/{orgnr}/vacancy", responses=refuses(C13_01))
async def vacate_seat(orgnr: OrgnrPath, asker: Asks) -> Receipt:
    """Leave the own organisation's seat empty."""
    asker.of_organisation(orgnr)
    return await asker.ask(lambda desk: deeds.seat(desk, lambda group: group.vacate_seat(desk.act)))


@router.post("/coordinating-group/seats/{orgnr}/ending", responses=refuses(C13_01))
async def end_seat(orgnr: OrgnrPath, body: SeatEnd, asker: Asks) -> Receipt:
    """End an organisation's seat from a day on."""
    return await asker.ask(
        lambda desk: deeds.seat(
            desk,
            lambda group: group.end_seat(desk.act, organisation=orgnr, until=body.until),
        )
    )
