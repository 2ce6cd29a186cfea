"""How an endpoint asks for something: who may, as whom, and what is done only once."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from fastapi import Depends, Request
from pydantic import BaseModel, Field

from aggregates.kernel.act import OSLO, Act, Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Root
from aggregates.rules import C24_01
from aggregates.territory.organisation import Organisation
from api.identity import Caller, Tokens
from api.problems import Forbidden, Precondition
from api.screening import screen
from log.log import Deed, Log
from people.vault import Vault

LONGEST_KEY = 200


def today() -> date:
    """The day it is where the municipalities are: what a date that is not given means."""
    return datetime.now(OSLO).date()


class Receipt(BaseModel):
    """What a command came to. A view asked with `at_least=position` shows it."""

    id: UUID = Field(description="The aggregate that the command made or changed.")
    version: int = Field(description="Its version: how many events it has.")
    position: int = Field(description="The log's position once this was recorded.")


class Asker:
    """A caller in a role that may ask, and the request it asks with."""

    def __init__(self, request: Request, caller: Caller, role: Role, body: bytes) -> None:
        self._request, self._body = request, body
        self.caller, self.role = caller, role

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
        return await self.ask_unscreened(deed)

    async def ask_unscreened(self, deed: Deed) -> Receipt:
        """The same, where nothing of the body comes into history: it is meant for the vault."""
        receipt = await self.log.ask(self.act(), self._known(deed), self._digest())
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

    def _known(self, deed: Deed) -> Deed:
        """The deed, done by an organisation that the register knows at that very moment."""

        def known(desk: Desk) -> Root:
            body = desk.find(Organisation, Organisation.id_of(desk.act.body))
            if body is None or (body.ended_on and body.ended_on <= desk.act.today):
                raise Forbidden("unknown_body")
            desk.act = replace(desk.act, municipality=body.municipality, region=body.region)
            return deed(desk)

        return known

    def _digest(self) -> str | None:
        if "idempotency-key" not in self._request.headers:
            return None
        scope = self._request.scope  # `request.url` would be parsed for its path
        said = f"{scope['method']} {scope['path']}\n".encode() + self._body
        return hashlib.sha256(said).hexdigest()


def may(*roles: Role) -> Any:
    """A dependency: a caller in one of these roles. Everyone else is refused."""
    permitted = frozenset(roles)

    async def asker(request: Request) -> Asker:
        caller, role = await _caller(request, permitted)
        return Asker(request, caller, role, await request.body())

    asker.permitted = permitted  # type: ignore[attr-defined]
    return Depends(asker)


def etag(root: Root) -> str:
    """The version of an aggregate as an entity tag."""
    return f'"{root.version}"'


async def _caller(request: Request, permitted: frozenset[Role]) -> tuple[Caller, Role]:
    """Who calls, and the one role that both the token and the endpoint allow."""
    tokens: Tokens = request.state.tokens
    caller = await tokens.caller(request)
    allowed = permitted & (caller.roles or frozenset())
    if len(allowed) != 1:
        raise Forbidden
    [role] = allowed
    return caller, role


def _once(caller: Caller, role: Role, key: str) -> UUID:
    if not 0 < len(key) <= LONGEST_KEY:
        raise Precondition(422, "key_invalid")
    return uuid5(NAMESPACE_URL, f"{caller.subject}\n{caller.organisation}\n{role}\n{key}")
