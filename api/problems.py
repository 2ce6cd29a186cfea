"""How what went wrong looks over HTTP: problem+json (RFC 9457), naming the rule that refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import iter_route_contexts
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from aggregates.kernel.refusals import Exists, Missing, Refused
from api import texts
from api.identity import IssuerAway, Unauthenticated
from log.log import Crowded, KeyReused
from log.store import Unavailable

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = "1"
STATUS = {"I01": 403, "I12": 403, "C24-01": 412}
"""Rules that refuse with another status than 409."""


class Forbidden(Exception):
    """The caller's role, or the body it acts for, gives no right to this."""

    def __init__(self, key: str = "forbidden") -> None:
        super().__init__(key)
        self.key = key


class TooEarly(Exception):
    """The view has not come as far as the caller asked for, in bounded time."""


class Precondition(Exception):
    """A header that the request needs is missing or malformed."""

    def __init__(self, status: int, key: str) -> None:
        super().__init__(key)
        self.status, self.key = status, key


class Problem(BaseModel):
    """A refusal. `rule`, `reason` and `facts` are for programs; `title` and `detail` for people."""

    type: str = Field(description="Where the rule or the kind of problem is explained.")
    title: str = Field(description="The rule in its own words (bokmål).")
    status: int
    detail: str | None = Field(default=None, description="What it means for this request (bokmål).")
    instance: str | None = None
    rule: str | None = Field(default=None, description="The number of the rule that refused.")
    reason: str | None = None
    facts: dict[str, Any] | None = None
    trace: list[dict[str, Any]] | None = Field(
        default=None, description="Every rule a gate asked, with inputs and outcome."
    )
    errors: list[dict[str, Any]] | None = None


PLAIN: dict[type[Exception], tuple[int, str]] = {
    Missing: (404, "missing"),
    Exists: (409, "exists"),
    KeyReused: (422, "key_reused"),
    Crowded: (503, "crowded"),
    Unavailable: (503, "unavailable"),
    IssuerAway: (503, "issuer_away"),
    TooEarly: (425, "too_early"),
}
HTTP_KEYS = {404: "not_found", 405: "method_not_allowed", 413: "too_large"}


def answer(
    request: Request, status: int, key: str, headers: Mapping[str, str] | None = None, **more: Any
) -> JSONResponse:
    """A problem that no rule of the domain stands behind."""
    title = texts.problem_words()[key]
    problem = {"type": f"/api/problems/{key}", "title": title, "status": status} | more
    return _response(request, problem, headers)


def install(app: FastAPI) -> None:
    """Let every exception that can reach the edge leave it as a problem."""
    for kind in PLAIN:
        app.add_exception_handler(kind, _plain)
    app.add_exception_handler(Unauthenticated, _unauthenticated)
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(Forbidden, _forbidden)
    app.add_exception_handler(Precondition, _precondition)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _fault)


def _response(
    request: Request, problem: dict[str, Any], headers: Mapping[str, str] | None
) -> JSONResponse:
    problem["instance"] = request.url.path
    language = {"Content-Language": texts.LANGUAGE}
    return JSONResponse(
        problem, problem["status"], {**language, **(headers or {})}, media_type=MEDIA_TYPE
    )


async def _plain(request: Request, error: Exception) -> JSONResponse:
    status, key = PLAIN[type(error)]
    headers = {503: {"Retry-After": RETRY_SECONDS}}
    more = {}
    if isinstance(error, Missing | Exists):
        # Which one it is; the title says the rest, in the reader's own language.
        more = {"detail": f"{error.kind} {error.id}"}
    return answer(request, status, key, headers.get(status), **more)


async def _unauthenticated(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Unauthenticated)
    return answer(request, 401, "unauthenticated", {"WWW-Authenticate": error.challenge})


async def _forbidden(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Forbidden)
    return answer(request, 403, error.key)


async def _precondition(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Precondition)
    return answer(request, error.status, error.key)


async def _refused(request: Request, refused: Exception) -> JSONResponse:
    assert isinstance(refused, Refused)
    rule = refused.rule
    problem: dict[str, Any] = {
        "type": f"/api/rules/{rule.id}",
        "title": texts.rule_words()[rule.id],
        "status": STATUS.get(rule.id, 409),
        "detail": texts.sentence(rule.id, refused.reason, refused.facts),
        "rule": rule.id,
        "reason": refused.reason,
        "facts": refused.facts,
    }
    if refused.trace is not None:
        problem["trace"] = refused.trace
    return _response(request, problem, None)


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    found = [
        {"where": [str(part) for part in each["loc"]], "what": each["msg"], "kind": each["type"]}
        for each in error.errors()
    ]
    return answer(request, 422, "invalid", errors=found)


async def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    key = HTTP_KEYS.get(error.status_code, "http")
    headers = {"Allow": _methods(request)} if error.status_code == 405 else error.headers
    return answer(request, error.status_code, key, headers)


async def _fault(request: Request, error: Exception) -> JSONResponse:
    # A fault of ours: the server logs it with its trace, the caller learns nothing of it.
    return answer(request, 500, "fault")


def _methods(request: Request) -> str:
    """Every method at an address; the framework names only those of the first route there."""
    path = request.scope["path"]
    routes = iter_route_contexts(request.app.routes)
    return ", ".join(
        sorted({m for each in routes if each.path_regex.match(path) for m in each.methods or ()})
    )
