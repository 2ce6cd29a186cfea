"""What every endpoint that tells of the sealed log needs."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Annotated

import rfc8785
from fastapi import Depends, Query, Request

from aggregates.kernel.refusals import Missing
from api.asking import Asker
from api.cursors import FURTHEST
from api.withholding import shown
from seal.store import Leaf, SealStore
from seal.witnesses import Witness

Size = Annotated[
    int | None,
    Query(ge=0, le=FURTHEST, description="Of the tree of so many leaves; the newest signed one."),
]
NumberOf = Annotated[int, Query(ge=0, le=FURTHEST)]


def the_seal(request: Request) -> SealStore:
    seal: SealStore = request.state.seal
    return seal


def the_witnesses(request: Request) -> list[Witness]:
    witnesses: list[Witness] = request.state.witnesses
    return witnesses


Seal = Annotated[SealStore, Depends(the_seal)]
Witnesses = Annotated[list[Witness], Depends(the_witnesses)]


async def withheld(asker: Asker, leaves: Sequence[Leaf], purpose: str | None) -> dict[int, str]:
    """By which paragraph a leaf is withheld from the asker, by its position, where it is.

    Records the reading of what is withheld from others, as `shown` does.
    """
    store = asker.log.store
    entries = await asyncio.to_thread(store.at, [leaf.position for leaf in leaves])
    events = await shown(asker, entries, purpose)
    return {event.entry.position: event.paragraph for event in events if event.paragraph}


def hidden(leaf: Leaf, paragraph: str) -> dict[str, str]:
    """What stands for a leaf that is withheld: that it is there is proven all the same."""
    return {"hash": leaf.hash.hex(), "withheld": paragraph}


def line_of(leaf: Leaf, paragraph: str | None) -> bytes:
    """A leaf in an export: as it was sealed, or what stands for it where it is withheld."""
    return leaf.content if paragraph is None else rfc8785.dumps(hidden(leaf, paragraph))


async def signed(seal: SealStore, size: int | None) -> tuple[int, str]:
    """The checkpoint of a size, or the newest one, as (size, note). Raises `Missing`."""
    found = await asyncio.to_thread(seal.checkpoint, size)
    if found is None:
        raise Missing("checkpoint", "newest" if size is None else size)
    return found
