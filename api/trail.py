"""The trail over HTTP: every event of an aggregate, a municipality or a decision, read back."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import orjson
from fastapi import Depends
from pydantic import BaseModel

from aggregates.audit.refusal import REF
from aggregates.kernel.refusals import Missing
from api.asking import Asker, may, today
from api.bodies import NumberPath, On
from api.reading import READERS, municipality_on
from api.routing import commands
from api.views import FURTHEST, After, AtLeast, Limit, Page, Views, the_views
from log.store import Entry, Store
from projections.municipalities import Municipalities
from projections.tables import Freshness, Tables
from projections.trail import Trail

router = commands("trail")

Reads = Annotated[Views, Depends(the_views)]
Reader = Annotated[Asker, may(*READERS)]
ENVELOPE = frozenset(
    {"by", "role", "body", "on", "timestamp", "command", "cause", "trace", "reason",
     "originator_topic"}
)  # fmt: skip


class Told(BaseModel):
    """One event: what, who in which role for which body, when it was true and when recorded, why,
    and by which rules. `about` is the rest of what it says."""

    position: int
    aggregate: UUID
    version: int
    event: str
    by: str
    role: str
    body: str
    on: date
    recorded: datetime
    command: UUID
    cause: str | None
    reason: str | None
    trace: list[dict[str, Any]] | None
    about: dict[str, Any]


@router.get("/trail/{id}")
async def trail(
    id: UUID, asker: Reader, views: Reads,
    after: After = 0, at_least: AtLeast = 0, limit: Limit = 100,
) -> Page[Told]:  # fmt: skip
    """Every event of an aggregate, and every event that names it, after a position."""
    return await _told(asker.log.store, views, [str(id)], after, at_least, limit)


@router.get("/municipalities/{number}/trail")
async def trail_of_municipality(
    number: NumberPath, asker: Reader, views: Reads,
    on: On = None, after: After = 0, at_least: AtLeast = 0, limit: Limit = 100,
) -> Page[Told]:  # fmt: skip
    """Every event about one municipality, found by its number on a day (I68)."""
    day = on or today()
    row, _ = await views.read(
        at_least, [Municipalities], lambda tables: municipality_on(tables, number, day)
    )
    return await _told(asker.log.store, views, [row.municipality], after, at_least, limit)


@router.get("/decisions/{id}/trail")
async def trail_of_decision(
    id: UUID, asker: Reader, views: Reads, at_least: AtLeast = 0
) -> Page[Told]:
    """A participation's whole story: its events, what its gates consulted, and what it caused."""
    entries, freshness = await story_of(asker.log.store, views, id, at_least)
    items = [_read(entry) for entry in entries]
    return Page(position=freshness.position, recorded=freshness.recorded, items=items)


async def story_of(
    store: Store, views: Views, id: UUID, at_least: int, until: int = FURTHEST
) -> tuple[list[Entry], Freshness]:
    """A decision's events up to a position, what its gates consulted, and what it caused.

    Raises `Missing` where there is none, and what `Views.read` raises.
    """
    own, freshness = await views.read(
        at_least, [Trail], lambda tables: _positions(tables, [str(id)], until)
    )
    if not own:
        raise Missing("decision", id)
    entries = await asyncio.to_thread(store.at, own)
    causes = [f"{store.identity}-{entry.position}" for entry in entries]
    caused, _ = await views.read(
        at_least, [Trail], lambda tables: _positions(tables, causes, until)
    )
    consulted = await asyncio.to_thread(_consulted, store, entries)
    further = await asyncio.to_thread(store.at, set(caused) - set(own))
    found = {each.position: each for each in (*entries, *consulted, *further)}
    return [found[position] for position in sorted(found)], freshness


async def _told(
    store: Store, views: Views, subjects: list[str], after: int, at_least: int, limit: int
) -> Page[Told]:
    positions, freshness = await views.read(
        at_least, [Trail], lambda tables: _positions(tables, subjects)
    )
    wanted = [position for position in positions if position > after]
    entries = await asyncio.to_thread(store.at, wanted[:limit])
    return Page(
        position=freshness.position,
        recorded=freshness.recorded,
        items=[_read(entry) for entry in entries],
        next=str(wanted[limit - 1]) if len(wanted) > limit else None,
    )


def _positions(tables: Tables, subjects: list[str], until: int = FURTHEST) -> list[int]:
    told = {row.position for row in tables.page(Trail, {"subject": subjects})}
    return sorted(position for position in told if position <= until)


def _consulted(store: Store, entries: Iterable[Entry]) -> list[Entry]:
    """The latest event of each aggregate that a gate looked at, as it was then."""
    seen = set()
    for entry in entries:
        for finding in orjson.loads(entry.state).get("trace") or []:
            seen |= {str(each) for each in finding["inputs"].values()}
    return [found for reference in seen for found in _at_version(store, reference)]


def _at_version(store: Store, reference: str) -> list[Entry]:
    """The event behind `<topic>/<id>@<version>`; nothing for an input that is no aggregate."""
    if not REF.fullmatch(reference):
        return []
    named, _, version = reference.rpartition("@")
    aggregate = UUID(named.rpartition("/")[2])
    return [e for e in store.history(aggregate, int(version) - 1) if e.version == int(version)]


def _read(entry: Entry) -> Told:
    state = orjson.loads(entry.state)
    return Told(
        position=entry.position,
        aggregate=entry.aggregate,
        version=entry.version,
        event=entry.topic,
        recorded=state["timestamp"],
        reason=state.get("reason"),
        trace=state.get("trace"),
        about={name: value for name, value in state.items() if name not in ENVELOPE},
        **{name: state[name] for name in ("by", "role", "body", "on", "command", "cause")},
    )
