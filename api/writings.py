"""Who a name in a document is, over HTTP: proposed by a secretary, confirmed by an administrator.

The name goes to the vault, which gives back a reference; history knows references alone (C01-05).
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict, Field

from aggregates.deeds.writings import propose_link
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Forbidden
from aggregates.people.person import Person
from aggregates.people.writing import REASONS, Writing
from aggregates.rules import C01_05, C23_05
from api.asking import Asks, Receipt
from api.asof import Histories, the_histories
from api.bodies import Form
from api.people import Line, administers
from api.refusing import refuses
from api.routing import commands
from log.log import upon

router = commands("people")

Recalls = Annotated[Histories, Depends(the_histories)]
WRITTEN = "written"
"""Where a reference is from, as an issuer is of a token: it is what stands in a document."""


class NewWriting(Form):
    """A name as it is written in a document, and the person that it is said to be."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"written_as": "N. Navnesen", "person": "p-0f3c1d7a9b"}]}
    )
    written_as: Line
    person: Annotated[str, Field(pattern=r"^p-[0-9a-f]{1,20}$")]


class Undone(Form):
    """Why the link is undone."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "somebody_else"}]})
    reason: Literal[*REASONS]  # type: ignore[valid-type]


class WritingTold(BaseModel):
    """Who a way of writing a name is: nobody before that is confirmed, nor after it is undone."""

    written: str
    person: str | None
    proposed: str | None


@router.post("/people/writings", status_code=201, responses=refuses(C01_05, C23_05))
async def propose(body: NewWriting, asker: Asks) -> Receipt:
    """Propose who a name is. Written the same way again, it is the same reference."""
    await asker.check_known()
    written = await asyncio.to_thread(asker.vault.reference, WRITTEN, body.written_as)
    return await asker.ask_apart(partial(propose_link, written=written, person=body.person))


@router.post("/people/writings/{id}/confirmation", responses=refuses(C01_05))
async def confirm(id: UUID, asker: Asks) -> Receipt:
    """Confirm it, as who administers the person's organisation, and did not propose it."""
    return await asker.ask(partial(_confirmed, id=id))


@router.post("/people/writings/{id}/ending", responses=refuses(C01_05))
async def end(id: UUID, body: Undone, asker: Asks) -> Receipt:
    """Undo the link. What was written never changed."""
    return await asker.ask(upon(Writing, id, Writing.unlink, reason=body.reason))


@router.get("/people/writings/{id}")
async def writing(id: UUID, _: Asks, histories: Recalls) -> WritingTold:
    """Who a way of writing a name is."""
    found = await histories.read(Writing, id)
    return WritingTold(written=found.written, person=found.person, proposed=found.proposed)


def _confirmed(desk: Desk, *, id: UUID) -> Writing:
    writing = desk.get(Writing, id)
    of = writing.proposed or writing.person
    if of is not None and not administers(desk.act, desk.get(Person, Person.id_of(of))):
        raise Forbidden("not_yours")
    writing.confirm(desk.act)
    return writing
