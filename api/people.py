"""Persons over HTTP: who the caller is here, and what is known of somebody beside the log.

The log says that there is somebody, and that somebody was erased; who it is stays in the vault.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from typing import Annotated, Literal

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from aggregates.audit.reading import Reading
from aggregates.deeds.writings import erase_writings
from aggregates.kernel.act import Act, Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Forbidden, Missing
from aggregates.kernel.root import Root
from aggregates.mandates.roster import Roster
from aggregates.people.person import Person
from aggregates.people.writings import Writings
from aggregates.rules import C23_05
from api.asking import Asks, Receipt, today
from api.bodies import Form
from api.refusing import refuses
from api.routing import commands
from api.withholding import Purpose
from log.log import founding
from people.vault import Details, Vault

router = commands("people")

KS = "971032146"
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
"""Who looks after what is known of the persons of their own organisation."""
PRIVACY = frozenset({Role.PORTFOLIO_OWNER})
"""In which role KS answers for what is known of anybody, wherever they act (C23-05)."""

ReferencePath = Annotated[
    str, Path(pattern=r"^[ps]-[0-9a-f]{1,20}$", description="The opaque reference of a person.")
]
Line = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]


class Me(BaseModel):
    """Who the caller is here: a reference, and the functions it may act in today."""

    reference: str
    organisation: str
    roles: list[Role]


class DetailsBody(Form):
    """What is known of a person. It is kept beside the log, and can be erased."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "Navn Navnesen", "email": None}]}
    )
    name: Line
    email: Annotated[Line, Field(pattern=r"^[^@\s]+@[^@\s]+$")] | None = None
    telephone: Annotated[Line, Field(pattern=r"^\+?[0-9 ()-]{3,30}$")] | None = None


class Known(BaseModel):
    """What is known of a person."""

    reference: str
    name: str
    email: str | None
    telephone: str | None


@router.get("/me")
async def me(asker: Asks) -> Me:
    """Whom the log knows the caller as. It is all that events say of who somebody is."""
    caller, held = asker.caller, []
    with suppress(Missing):
        roster = await asker.log.read(Roster, Roster.id_of(caller.organisation))
        held = [role for role in Role if roster.may(caller.subject, role, today())]
    roles = [role for role in held if caller.roles is None or role in caller.roles]
    return Me(reference=caller.subject, organisation=caller.organisation, roles=roles)


@router.post("/people/{reference}/details", responses=refuses(C23_05))
async def describe(reference: ReferencePath, body: DetailsBody, asker: Asks) -> Receipt:
    """Keep a name and how to get in touch, in place of what was kept before.

    By the person, or by who administers the organisation that the person is registered with.
    """
    receipt = await asker.ask_apart(partial(_described, reference=reference))
    await asyncio.to_thread(asker.vault.keep, reference, Details(**body.model_dump()))
    return receipt


@router.get("/people/{reference}/details")
async def known(reference: ReferencePath, asker: Asks, purpose: Purpose = None) -> Known:
    """What is known of a person, to the person and to who administers their organisation.

    Whoever else than the person reads it says what for, and that is recorded first (C23-08).
    """
    person = await asker.log.read(Person, Person.id_of(reference))
    if not _own(asker.act(), person.reference):
        if not administers(asker.act(), person):
            raise Forbidden("not_yours")
        if purpose is None:
            raise Forbidden("purpose_needed")
        await asker.ask(founding(Reading.note, of=[person.id], at=[], purpose=purpose))
    return await asyncio.to_thread(_read, asker.vault, reference)


@router.delete("/people/{reference}", responses=refuses(C23_05))
async def erase(
    reference: ReferencePath,
    reason: Literal["own_wish", "no_longer_needed", "registered_wrongly"],
    asker: Asks,
) -> Receipt:
    """Erase all that is known of a person, for good. What they did stays, with role and body."""
    receipt = await asker.ask(partial(_erased, reference=reference, reason=reason))
    # After the event: what does not come as far as this, the reconciliation carries out.
    written = []
    with suppress(Missing):
        written = (await asker.log.read(Writings, Writings.id_of(reference))).known
    await asyncio.to_thread(asker.vault.erase, reference, *written)
    return receipt


def _read(vault: Vault, reference: str) -> Known:
    """The one place that gives out who somebody is. Raises `Missing` where nothing is known."""
    details = vault.details(reference)
    if details is None:
        raise Missing("details", reference)
    return Known(reference=reference, **asdict(details))


def _described(desk: Desk, *, reference: str) -> Root:
    """Whoever has details is entered; only they themselves are the first to say something."""
    person = desk.find(Person, Person.id_of(reference))
    if person is None and _own(desk.act, reference):
        return desk.found(Person.register(desk.act, reference=reference))
    if person is None or not (_own(desk.act, reference) or administers(desk.act, person)):
        raise Forbidden("not_yours")
    person.require_present()
    return person


def _erased(desk: Desk, *, reference: str, reason: str) -> Root:
    person = desk.find(Person, Person.id_of(reference))
    allowed = _own(desk.act, reference) or _answers_for_privacy(desk.act)
    if not (allowed or (person is not None and administers(desk.act, person))):
        raise Forbidden("not_yours")
    if person is None:
        person = desk.found(Person.register(desk.act, reference=reference))
    person.erase(desk.act, reason=reason)
    erase_writings(desk, person=reference, reason=reason)
    return person


def _own(act: Act, reference: str) -> bool:
    return act.by == reference


def administers(act: Act, person: Person) -> bool:
    """Whether somebody looks after what is known of a person: their organisation's own."""
    return act.role in ADMINISTRATORS and act.body == person.organisation


def _answers_for_privacy(act: Act) -> bool:
    return act.role in PRIVACY and act.body == KS
