"""The published events over HTTP: for a subscriber that missed some, or begins late."""

from __future__ import annotations

import asyncio
from functools import cache
from pathlib import Path
from typing import Any

import orjson
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from api.asking import Asks
from api.routing import commands
from api.views import After, Limit
from bus.contracts.kernel import CloudEvent
from bus.told import said
from log.store import Store

router = commands("events")

LANGUAGE = Path(__file__).parent.parent / "docs" / "asyncapi.json"
SCAN = 1000


class Events(BaseModel):
    """Events in the log's order. `next` is the position of the last; ask again after it until
    `complete`, and whenever there may be more."""

    items: list[CloudEvent]
    next: int
    complete: bool


@router.get("/events", response_model_exclude_none=True)
async def refill(asker: Asks, after: After = 0, limit: Limit = 100) -> Events:
    """The published events after a position, just as they are told on the stream.

    `after` is the position of an event that the subscriber has, or 0: the first item then names
    it as `previous`, so that the subscriber can prove that it has missed nothing.
    """
    return await asyncio.to_thread(_events, asker.log.store, after, limit)


@router.get("/asyncapi.json")
async def published_language() -> JSONResponse:
    """The published language as AsyncAPI 3.0: every event that is told outside, with an example."""
    return JSONResponse(_language())


def _events(store: Store, after: int, limit: int) -> Events:
    """At most `limit` events, however many entries between them concern nobody outside.

    `next` never names one of those: the stream does not know them as `previous`.
    """
    items: list[CloudEvent] = []
    previous = position = after
    while entries := store.read(position, SCAN):
        for entry in entries:
            if event := said(entry, store.identity, previous):
                items.append(event)
                previous = event.position
                if len(items) == limit:
                    return Events(items=items, next=previous, complete=False)
        position = entries[-1].position
    return Events(items=items, next=previous, complete=True)


@cache
def _language() -> Any:
    return orjson.loads(LANGUAGE.read_bytes())
