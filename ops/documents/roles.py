"""Which role may call which endpoint, as the endpoints themselves say."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import FastAPI
from fastapi.routing import RouteContext, iter_route_contexts

from aggregates.kernel.act import Role
from ops.documents.markdown import page, table

INTRODUCTION = (
    "Which role may call which endpoint; everybody else is refused with 403. Role and"
    " organisation come from a validated token. What the domain asks of who acts (a municipality"
    " decides for itself: I01) is asked by the aggregates, in addition to this."
)


def written(app: FastAPI) -> str:
    """The matrix of endpoints and roles, and what is open to everybody."""
    endpoints = list(_endpoints(app))
    rows = [
        (f"`{name}`", *("●" if role in permitted else "" for role in Role))
        for name, permitted in endpoints
        if permitted is not None
    ]
    unguarded = [f"- `{name}`" for name, permitted in endpoints if permitted is None]
    return page(
        "Roles",
        INTRODUCTION,
        table(("Endpoint", *(f"`{role}`" for role in Role)), rows),
        "Open to everybody, without a token:",
        "\n".join(unguarded),
    )


def _endpoints(app: FastAPI) -> Iterator[tuple[str, frozenset[Role] | None]]:
    """Each method and path with the roles that it permits; None where it asks for no token."""
    for route in iter_route_contexts(app.routes):
        for method in sorted((route.methods or set()) - {"HEAD"}):
            yield f"{method} {route.path}", _permitted(route)


def _permitted(route: RouteContext) -> frozenset[Role] | None:
    dependant = getattr(route, "dependant", None)
    for dependency in dependant.dependencies if dependant else ():
        permitted: frozenset[Role] | None = getattr(dependency.call, "permitted", None)
        if permitted is not None:
            return permitted
    return None
