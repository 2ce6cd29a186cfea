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
from api.asking import Asker, Asks
from api.bodies import NumberPath, On
from api.cursors import FURTHEST
from api.reading import municipality_on
from api.routing import commands
from api.views import After, AtLeast, Limit, Page, Views, the_views
from api.withholding import Purpose, Shown, shown
from log.store import Entry, Store
from projections.municipalities import Municipalities
from projections.tables import Freshness

router = commands("trail")

Reads = Annotated[Views, Depends(the_views)]
ENVELOPE = frozenset(
    {"by", "role", "body", "on", "timestamp", "command", "cause", "trace", "reason",
     "originator_topic"}
)  # fmt: skip


class Told(BaseModel):
    """One event: what, who in which role for which body, when it was true and when recorded, why,
    and by which rules. `about` is the rest of what it says. Where `withheld` names a paragraph of
    offentleglova, the words are not given out, only that it happened."""

    position: int
    aggregate: UUID
    version: int
    event: str
    by: str | None
    role: str
    body: str
    on: date
    recorded: datetime
    command: UUID
    cause: str | None
    reason: str | None
    trace: list[dict[str, Any]] | None
    about: dict[str, Any]
    withheld: str | None


@router.get("/trail/{id}")
async def trail(
    id: UUID, asker: Asks, views: Reads,
    purpose: Purpose = None,
    after: After = 0, at_least: AtLeast = 0, limit: Limit = 100,
) -> Page[Told]:  # fmt: skip
    """Every event of an aggregate, and every event that names it, after a position."""
    return await _told(asker, views, [str(id)], purpose, after, at_least, limit)


@router.get("/municipalities/{number}/trail")
async def trail_of_municipality(
    number: NumberPath, asker: Asks, views: Reads,
    on: On = None, purpose: Purpose = None,
    after: After = 0, at_least: AtLeast = 0, limit: Limit = 100,
) -> Page[Told]:  # fmt: skip
    """Every event about one municipality, found by its number on a day (I68)."""
    day = on or views.today
    row, _ = await views.read(
        at_least, [Municipalities], lambda tables: municipality_on(tables, number, day)
    )
    return await _told(asker, views, [row.municipality], purpose, after, at_least, limit)


@router.get("/decisions/{id}/trail")
async def trail_of_decision(
    id: UUID, asker: Asks, views: Reads, purpose: Purpose = None, at_least: AtLeast = 0
) -> Page[Told]:
    """A participation's whole story: its events, what its gates consulted, and what it caused."""
    entries, freshness = await story_of(asker.log.store, views, id, at_least)
    items = [told(event) for event in await shown(asker, entries, purpose)]
    return Page(position=freshness.position, recorded=freshness.recorded, items=items)


async def story_of(
    store: Store, views: Views, id: UUID, at_least: int, until: int = FURTHEST
) -> tuple[list[Entry], Freshness]:
    """A decision's events up to a position, what its gates consulted, and what it caused.

    Raises `Missing` where there is none, and what `Views.told` raises.
    """
    told_of, freshness = await views.told(at_least, [str(id)])
    own = [position for position in told_of if position <= until]
    if not own:
        raise Missing("decision", id)
    entries = await asyncio.to_thread(store.at, own)
    causes = [f"{store.identity}-{entry.position}" for entry in entries]
    caused, _ = await views.told(at_least, causes)
    consulted = await asyncio.to_thread(_consulted, store, entries)
    further = {position for position in caused if position <= until} - set(own)
    found = {each.position: each for each in (*entries, *consulted)}
    found |= {each.position: each for each in await asyncio.to_thread(store.at, further)}
    return [found[position] for position in sorted(found)], freshness


async def _told(
    asker: Asker, views: Views, subjects: list[str], purpose: str | None,
    after: int, at_least: int, limit: int,
) -> Page[Told]:  # fmt: skip
    positions, freshness = await views.told(at_least, subjects)
    wanted = [position for position in positions if position > after]
    entries = await asyncio.to_thread(asker.log.store.at, wanted[:limit])
    return Page(
        position=freshness.position,
        recorded=freshness.recorded,
        items=[told(event) for event in await shown(asker, entries, purpose)],
        next=str(wanted[limit - 1]) if len(wanted) > limit else None,
    )


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


def told(event: Shown) -> Told:
    """A stored event as the trail tells it."""
    entry, said, open_ = event.entry, event.said, event.paragraph is None
    return Told(
        position=entry.position,
        aggregate=entry.aggregate,
        version=entry.version,
        event=entry.topic,
        by=said["by"] if open_ else None,
        recorded=said["timestamp"],
        reason=said.get("reason") if open_ else None,
        trace=said.get("trace") if open_ else None,
        about={n: value for n, value in said.items() if n not in ENVELOPE} if open_ else {},
        withheld=event.paragraph,
        **{name: said[name] for name in ("role", "body", "on", "command", "cause")},
    )
