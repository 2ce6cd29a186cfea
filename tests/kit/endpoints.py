"""Every endpoint of the application, and the roles that it permits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from aggregates.kernel.act import Role
from api.app import create_app
from api.authority import ANYBODY, GRANTS, OPEN


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One method at one address; `permitted` is None where nobody is asked for a token."""

    method: str
    path: str
    permitted: frozenset[Role] | None


@asynccontextmanager
async def nothing(_: FastAPI) -> AsyncIterator[dict[str, Any]]:
    """No log, no views, no keys: the application can only be looked at."""
    yield {}


@cache
def documented(method: str, path: str) -> frozenset[str]:
    """The rules that may refuse what is asked at this address, as the OpenAPI document says."""
    app = create_app(nothing)
    [route] = [
        each
        for each in iter_route_contexts(app.routes)
        if method in (each.methods or ()) and each.path_regex.match(path)
    ]
    responses = app.openapi()["paths"][route.path][method.lower()]["responses"]
    return frozenset(rule for each in responses.values() for rule in each.get("x-rules", ()))


def endpoints(app: FastAPI) -> list[Endpoint]:
    """Every endpoint there is, with those whom the table of authority lets in."""
    return [
        Endpoint(method, told(str(route.path)), _permitted(f"{method} {route.path}"))
        for route in iter_route_contexts(app.routes)
        for method in sorted((route.methods or set()) - {"HEAD"})
    ]


def told(path: str) -> str:
    """An address as the document has it."""
    return path.replace(":path}", "}")


def _permitted(name: str) -> frozenset[Role] | None:
    if name in OPEN:
        return None
    granted = GRANTS.get(name, {})
    return frozenset(Role) if granted is ANYBODY else frozenset(granted)
