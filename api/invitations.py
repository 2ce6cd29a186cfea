"""Invitations and answers over HTTP: a municipality is asked, and decides for itself."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends
from pydantic import ConfigDict, Field

from aggregates.deeds import sign_up
from aggregates.deeds.decision import decide
from aggregates.deeds.invitation import invite, remind
from aggregates.invitations.participation import Participation
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Missing
from aggregates.kernel.root import Root
from aggregates.rules import (
    C02_03,
    C02_04,
    C03_07,
    C06_01,
    C06_10,
    C06_12,
    C07_02,
    C07_03,
    C07_04,
    C07_05,
    C07_06,
    C07_08,
    C07_09,
    C07_11,
    I01,
    I03,
    I04,
    I05,
    I09,
    I14,
    I20,
    I24,
)
from aggregates.territory.register import Register
from api.asking import Asks, Receipt
from api.bodies import WHOLE, Body, Day, Number, PuljeNumber, Short, Text
from api.refusing import refuses
from api.routing import commands
from api.views import AtLeast, Cursor, Item, Limit, Page, Views, the_views
from api.withholding import covered
from log.log import upon
from projections.participations import Participant, Participations

router = commands("invitations")

Reads = Annotated[Views, Depends(the_views)]


class NewInvitation(Body):
    """Whom to invite, to which puljer, and by when an answer is hoped for."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"municipality": "4601", "puljer": [1, 2], "deadline": "2027-01-15"}]
        }
    )
    municipality: Number
    puljer: Annotated[list[PuljeNumber], Field(max_length=50)]
    deadline: Day


class Decision(Body):
    """The municipality's own decision. A decline needs no reason (I03).

    `basis_version` is the version it was invited on. `document` is required of, and only of,
    those who register what the municipality decided elsewhere (I01).
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "answer": "join", "basis_version": 1, "level": "kommunedirektor",
                    "wished_pulje": 1,
                }
            ]
        }
    )  # fmt: skip
    answer: Literal["join", "decline", "postpone", "more_information"]
    basis_version: Annotated[int, Field(ge=1, le=1_000_000), WHOLE]
    level: Short
    reason: Text | None = None
    wished_pulje: PuljeNumber | None = None
    document: Short | None = None


class ChosenPulje(Body):
    """The pulje chosen."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"pulje": 1}]})
    pulje: PuljeNumber


class Withdrawal(Body):
    """Leaving the run; a reason is never asked for (I03)."""

    model_config = ConfigDict(json_schema_extra={"examples": [{}]})
    reason: Text | None = None
    document: Short | None = None


@router.post(
    "/participations/{id}/decision",
    responses=refuses(I01, I05, C07_03, C07_04, C07_08, C07_09, C07_11),
)
async def make_decision(id: UUID, body: Decision, asker: Asks) -> Receipt:
    """The municipality decides: join, decline, postpone, or ask for more information."""
    return await asker.ask(lambda desk: decide(desk, participation=id, **body.model_dump()))


@router.post("/participations/{id}/reminders", responses=refuses(I14, C07_06))
async def remind_by_hand(id: UUID, asker: Asks) -> Receipt:
    """Remind a municipality that has not answered, once a day; the clock does so once by itself."""
    return await asker.ask(partial(remind, participation=id))


@router.post(
    "/runs/{id}/invitations",
    status_code=201,
    responses=refuses(
        I04, I09, I20, C02_03, C02_04, C03_07, C06_01, C06_10, C06_12, C07_02, C07_04, C07_05
    ),
)  # fmt: skip
async def send_invitation(id: UUID, body: NewInvitation, asker: Asks) -> Receipt:
    """Invite a municipality to a run. The gate's whole trace comes with a refusal."""

    def deed(desk: Desk) -> Root:
        register = desk.get(Register, Register.ID)
        municipality = register.id_of(body.municipality, desk.act.today)
        return invite(
            desk, run=id, municipality=municipality, puljer=body.puljer, deadline=body.deadline
        )

    return await asker.ask(deed)


@router.get("/participations")
async def participations(
    asker: Asks,
    views: Reads,
    run: UUID | None = None,
    municipality: UUID | None = None,
    at_least: AtLeast = 0,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Page[Participant]:
    """Who was invited and what came of it, by run or by municipality."""
    asked: dict[str, Any] = {"run": run, "municipality": municipality}
    where = {name: str(id) for name, id in asked.items() if id is not None}
    page = await views.page(Participations, at_least, limit, cursor, **where)
    page["items"] = await covered(asker, page["items"])
    return Page.model_validate(page, from_attributes=True)


@router.get("/participations/{id}")
async def participation(
    id: UUID, asker: Asks, views: Reads, at_least: AtLeast = 0
) -> Item[Participant]:
    """One municipality in one run."""
    row, freshness = await views.read(
        at_least, [Participations], lambda tables: tables.get(Participations, str(id))
    )
    if row is None:
        raise Missing("participation", id)
    [row] = await covered(asker, [row])
    return Item(position=freshness.position, recorded=freshness.recorded, item=row)


@router.post("/participations/{id}/sign-up", responses=refuses(I01, I24, C07_04))
async def sign_up_for_pulje(id: UUID, body: ChosenPulje, asker: Asks) -> Receipt:
    """Sign up for a pulje: a place, or the last place in its queue."""
    return await asker.ask(lambda desk: sign_up.sign_up(desk, participation=id, pulje=body.pulje))


@router.post("/participations/{id}/pulje", responses=refuses(I01, I24, C07_04))
async def move_to_pulje(id: UUID, body: ChosenPulje, asker: Asks) -> Receipt:
    """Move to another pulje; where it was before stays on record."""
    return await asker.ask(lambda desk: sign_up.move(desk, participation=id, pulje=body.pulje))


@router.post("/participations/{id}/offer/acceptance", responses=refuses(I01, C07_04))
async def accept_offer(id: UUID, asker: Asks) -> Receipt:
    """Take the place that was offered."""
    return await asker.ask(lambda desk: sign_up.accept_offer(desk, participation=id))


@router.post("/participations/{id}/offer/refusal", responses=refuses(I01, C07_04))
async def decline_offer(id: UUID, asker: Asks) -> Receipt:
    """Turn down the place that was offered; the decision to join stands."""
    return await asker.ask(lambda desk: sign_up.decline_offer(desk, participation=id))


@router.post("/participations/{id}/withdrawal", responses=refuses(I01, I03))
async def withdraw(id: UUID, body: Withdrawal, asker: Asks) -> Receipt:
    """Leave the run; the place goes to whoever is first in the queue."""
    return await asker.ask(
        lambda desk: sign_up.withdraw(desk, participation=id, **body.model_dump())
    )


@router.post("/participations/{id}/invitation-request", responses=refuses(I01, C07_05))
async def request_invitation(id: UUID, asker: Asks) -> Receipt:
    """The municipality itself asks to be invited again."""
    return await asker.ask(upon(Participation, id, Participation.request_invitation))
