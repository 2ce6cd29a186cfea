"""The HTTP edge that the peers share: the same tokens, the same form, the same rules."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict

from aggregates.kernel.act import Role
from api.identity import Caller, Tokens, Unauthenticated
from api.identity.configured import read_issuers
from people.keys import read_key
from people.opening import open_vault

PERMITTED = frozenset({Role.MUNICIPAL_DECIDER, Role.REGIONAL_CONTACT, Role.PORTFOLIO_OWNER})
ANSWERS = frozenset({"join", "decline", "postpone", "more_information"})
LONGEST_KEY = 200
Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


class Refusal(Exception):
    """Not permitted; the status and the reason are what the client is told."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


class Decision(BaseModel):
    model_config = ConfigDict(extra="forbid")

    answer: str
    basis_version: int
    level: str
    reason: str | None = None
    wished_pulje: int | None = None
    document: str | None = None


class Receipt(BaseModel):
    id: UUID
    version: int
    position: int


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, and the request as something that is done only once."""

    caller: Caller
    role: Role
    command: UUID
    digest: str

    def again(self, digest: str, receipt: Receipt) -> Receipt:
        """The first receipt, for the same request; another one under that key is refused."""
        if digest != self.digest:
            raise Refusal(422, "key_reused")
        return receipt


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of the municipality, of who asks on its behalf, and of the run."""

    body_municipality: UUID | None
    body_region: str | None
    municipality: UUID
    region: str
    invited_on: int
    puljer: list[int]
    takes_sign_ups: bool


def application(lifespan: Lifespan) -> FastAPI:
    """An application without endpoints, but for its health."""
    app = FastAPI(title="Peer", lifespan=lifespan, docs_url=None, redoc_url=None)
    vault = open_vault(os.environ["VAULT_URL"], read_key(Path(os.environ["VAULT_KEY"])))
    app.state.tokens = Tokens(read_issuers(Path(os.environ["ISSUERS"])), vault)
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(Unauthenticated, _unauthenticated)

    @app.get("/readyz")
    async def ready() -> dict[str, str]:
        return {"status": "ok"}

    return app


async def calling(request: Request) -> Caller:
    """Who calls, by the very tokens that we take."""
    tokens: Tokens = request.app.state.tokens
    return await tokens.caller(request)


Calling = Annotated[Caller, Depends(calling)]


def asked(request: Request, caller: Caller, participation: UUID, decision: Decision) -> Asked:
    """Check role and key."""
    [role] = caller.roles or [Role.SYSTEM]
    if role not in PERMITTED:
        raise Refusal(403, "forbidden")
    said = f"{participation}\n{decision.model_dump_json()}".encode()
    return Asked(caller, role, _command(caller, role, request), hashlib.sha256(said).hexdigest())


def check(asked: Asked, decision: Decision, at: Standing) -> bool:
    """Refuse as the domain does (I01, I05, C07-03, C07-04); whether it is only registered."""
    behalf = _on_behalf(asked, decision, at)
    if decision.answer not in ANSWERS:
        raise Refusal(409, "unknown_answer")
    if not decision.level:
        raise Refusal(409, "level_missing")
    if decision.basis_version != at.invited_on:
        raise Refusal(409, "stale_basis")
    if not at.takes_sign_ups and decision.answer != "decline":
        raise Refusal(409, "run_takes_no_sign_ups")
    if decision.wished_pulje is not None and decision.wished_pulje not in at.puljer:
        raise Refusal(409, "pulje_not_invited")
    return behalf


def _on_behalf(asked: Asked, decision: Decision, at: Standing) -> bool:
    role = asked.role
    if at.body_municipality == at.municipality:
        if role != Role.MUNICIPAL_DECIDER:
            raise Refusal(403, "not_decider")
        return False
    of_region = role == Role.REGIONAL_CONTACT and at.body_region == at.region
    if not of_region and role != Role.PORTFOLIO_OWNER:
        raise Refusal(403, "not_own_municipality")
    if not decision.document:
        raise Refusal(403, "document_missing")
    return True


def _command(caller: Caller, role: Role, request: Request) -> UUID:
    key = request.headers.get("idempotency-key")
    if key is None:
        return uuid4()
    if not 0 < len(key) <= LONGEST_KEY:
        raise Refusal(422, "key_invalid")
    return uuid5(NAMESPACE_URL, f"{caller.subject}\n{caller.organisation}\n{role}\n{key}")


async def _refused(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Refusal)
    return _problem(error.status, error.reason)


async def _unauthenticated(_: Request, error: Exception) -> JSONResponse:
    return _problem(401, "unauthenticated")


def _problem(status: int, reason: str) -> JSONResponse:
    content: dict[str, Any] = {"type": f"/api/problems/{reason}", "status": status}
    return JSONResponse(content, status, media_type="application/problem+json")
