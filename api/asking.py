"""How an endpoint asks for something: who may, as whom, and what is done only once."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Annotated
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from fastapi import Depends, Request
from pydantic import BaseModel, Field

from aggregates.kernel.act import OSLO, Act, Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Forbidden, Refused
from aggregates.kernel.root import Root
from aggregates.mandates.roster import Roster
from aggregates.rules import C24_01
from aggregates.territory.organisation import Organisation
from api.authority import ANYBODY, Grant, Reach, grant
from api.identity import Caller, Tokens
from api.problems import Precondition
from api.screening import screen, screen_beside
from log.log import Deed, Log
from people.vault import Vault

LONGEST_KEY = 200
ACTING = "fellestakt-role"
"""The header that names the function acted in, where a caller has several."""


def today() -> date:
    """The day it is where the municipalities are: what a date that is not given means."""
    return datetime.now(OSLO).date()


class Receipt(BaseModel):
    """What a command came to. A view asked with `at_least=position` shows it."""

    id: UUID = Field(description="The aggregate that the command made or changed.")
    version: int = Field(description="Its version: how many events it has.")
    position: int = Field(description="The log's position once this was recorded.")


class Asker:
    """A caller with a role that may ask, and the request it asks with.

    Where it only reads, `municipality` and `region` are what the register says its body is.
    """

    def __init__(
        self, request: Request, caller: Caller, role: Role | None, reach: Reach, body: bytes
    ) -> None:
        self._request, self._body, self._role = request, body, role
        self.caller, self.reach = caller, reach
        self.municipality: UUID | None = None
        self.region: str | None = None

    @property
    def role(self) -> Role:
        """The function it acts in. Refuses a caller who has to say which, and has not."""
        if self._role is None:
            raise Forbidden("role_needed")
        return self._role

    @property
    def log(self) -> Log:
        log: Log = self._request.state.log
        return log

    @property
    def vault(self) -> Vault:
        vault: Vault = self._request.state.vault
        return vault

    def act(self) -> Act:
        """The request as its events will tell of it; the desk adds what the register says."""
        caller = self.caller
        now = datetime.now(UTC)
        key = self._request.headers.get("idempotency-key")
        command = uuid4() if key is None else _once(caller, self.role, key)
        return Act(caller.subject, self.role, caller.organisation, now, command)

    async def ask(self, deed: Deed) -> Receipt:
        """Do the deed on behalf of the caller's organisation, once for each Idempotency-Key."""
        await screen(self._request, self._body)
        return await self._ask(deed, self._digest())

    async def ask_apart(self, deed: Deed) -> Receipt:
        """The same, where the body is meant for the vault and nothing of it comes into history.

        Not even its digest, from which a name could be guessed: that is salted by the caller's
        own key, and so tells nothing once the caller is erased.
        """
        digest = self._digest()
        if digest is not None:
            salt = await asyncio.to_thread(self.vault.salt, self.caller.subject, digest)
            digest = salt.hex()
        return await self._ask(deed, digest)

    async def _ask(self, deed: Deed, digest: str | None) -> Receipt:
        screen_beside(self._request)
        receipt = await self.log.ask(self.act(), self._known(deed), digest)
        return Receipt.model_construct(
            id=receipt.id, version=receipt.version, position=receipt.position
        )

    async def ask_on_read(self, kind: type[Root], id: UUID, deed: Deed) -> Receipt:
        """Do the deed only on what the caller has read: `If-Match` is its ETag.

        For the first version of a thing, `If-None-Match: *` says that there was none.
        """
        match = self._request.headers.get("if-match")
        none = self._request.headers.get("if-none-match")
        if match is None and none != "*":
            raise Precondition(428, "precondition_required")

        def on_read(desk: Desk) -> Root:
            root = desk.find(kind, id)
            if match != (None if root is None else etag(root)):
                raise Refused(C24_01, "changed")
            return deed(desk)

        return await self.ask(on_read)

    async def check_known(self) -> None:
        """Refuse, in a command that records no event, one whom the registers do not know now."""
        await self.log.look(lambda desk: _acted_for(self, desk, today()))

    def of_organisation(self, number: str) -> None:
        """Refuse an organisation that is not the caller's, where its role reaches no further."""
        if self.reach is Reach.OWN and number != self.caller.organisation:
            raise Forbidden("other_body")

    def _known(self, deed: Deed) -> Deed:
        """The deed, done by one whom the registers know, and in that function, at that moment."""

        def known(desk: Desk) -> Root:
            body = _acted_for(self, desk, desk.act.today)
            desk.act = replace(desk.act, municipality=body.municipality, region=body.region)
            return deed(desk)

        return known

    def _digest(self) -> str | None:
        if "idempotency-key" not in self._request.headers:
            return None
        scope = self._request.scope  # `request.url` would be parsed for its path
        said = f"{scope['method']} {scope['path']}\n".encode() + self._body
        return hashlib.sha256(said).hexdigest()


async def asker(request: Request) -> Asker:
    """The dependency of every guarded endpoint: a caller whom the table lets ask this.

    What a command does is refused at the very moment of doing it (`_known`); what is read is
    answered to whom the registers know now.
    """
    tokens: Tokens = request.state.tokens
    caller = await tokens.caller(request)
    granted = grant(request.scope)
    if granted is None:
        raise Forbidden
    role = _acting(request.headers.get(ACTING), caller, granted)
    reach = Reach.OWN if role is None else granted.get(role, Reach.OWN)
    made = Asker(request, caller, role, reach, await request.body())
    if request.method == "GET" and granted is not ANYBODY:
        body = await made.log.look(lambda desk: _acted_for(made, desk, today()))
        made.municipality, made.region = body.municipality, body.region
    return made


Asks = Annotated[Asker, Depends(asker)]


def _acting(asked: str | None, caller: Caller, granted: Grant) -> Role | None:
    """The function acted in: the one named in the request, or the only one that is possible.

    Refuses one that the token or the table does not let, and a choice that is not made.
    """
    allowed = frozenset(Role) if caller.roles is None else caller.roles
    if granted is not ANYBODY:
        allowed &= granted.keys()
    if asked is not None:
        allowed &= {role for role in Role if role == asked}
    if not allowed:
        raise Forbidden
    if len(allowed) > 1:
        if granted is ANYBODY:
            return None
        raise Forbidden("role_needed")
    return next(iter(allowed))


def _acted_for(asker: Asker, desk: Desk, day: date) -> Organisation:
    """The organisation that is acted for.

    Refuses one that is unknown or ended, and a function that is not held there (C01-06).
    """
    number = asker.caller.organisation
    body = desk.find(Organisation, Organisation.id_of(number))
    roster = desk.find(Roster, Roster.id_of(number))
    if body is None or (body.ended_on and body.ended_on <= day):
        raise Forbidden("unknown_body")
    if roster is None or not roster.may(asker.caller.subject, asker.role, day):
        raise Forbidden("function_not_held")
    return body


def etag(root: Root) -> str:
    """The version of an aggregate as an entity tag."""
    return f'"{root.version}"'


def _once(caller: Caller, role: Role, key: str) -> UUID:
    if not 0 < len(key) <= LONGEST_KEY:
        raise Precondition(422, "key_invalid")
    return uuid5(NAMESPACE_URL, f"{caller.subject}\n{caller.organisation}\n{role}\n{key}")
