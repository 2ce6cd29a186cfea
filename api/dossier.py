"""The dossier of a decision: all of its story, and the proof that it is what was recorded then."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

import rfc8785
from fastapi import Depends, Response

from api.asking import Asker, Asks
from api.problems import TooEarly
from api.routing import commands
from api.sealed import Seal, Size, hidden, signed, withheld
from api.trail import story_of
from api.views import AtLeast, Views, the_views
from api.withholding import Purpose
from log.store import Entry
from seal.leaf import opened
from seal.store import Leaf, SealStore
from seal.tree import Tree

router = commands("trail")


@router.get("/decisions/{id}/dossier")
async def dossier(
    id: UUID, asker: Asks, views: Annotated[Views, Depends(the_views)],
    seal: Seal, size: Size = None, purpose: Purpose = None, at_least: AtLeast = 0,
) -> Response:  # fmt: skip
    """A decision's events, what its gates consulted and what it caused, each with its proof.

    The same decision and size give the same bytes, until somebody in it is erased (C23-03).
    """
    size, note = await signed(seal, size)
    last = await asyncio.to_thread(seal.leaves, max(0, size - 1), 1)
    reached = last[0].position if size else 0
    if at_least > reached:
        raise TooEarly
    entries, _ = await story_of(asker.log.store, views, id, reached, reached)
    leaves = await asyncio.to_thread(seal.at, [entry.position for entry in entries])
    closed = await withheld(asker, leaves, purpose)
    sealed = [
        (entry, leaf, closed.get(leaf.position))
        for entry, leaf in zip(entries, leaves, strict=True)
    ]
    items = await asyncio.to_thread(_items, asker, seal, sealed, size)
    told: dict[str, Any] = {"checkpoint": note, "decision": str(id), "items": items, "size": size}
    return Response(rfc8785.dumps(told), media_type="application/json")


def _items(
    asker: Asker, seal: SealStore, story: Sequence[tuple[Entry, Leaf, str | None]], size: int
) -> list[dict[str, Any]]:
    tree = Tree(seal.hashes)
    return [
        _shown(asker, entry, leaf, paragraph)
        | {"proof": [h.hex() for h in tree.inclusion(leaf.number, size)]}
        for entry, leaf, paragraph in story
    ]


def _shown(asker: Asker, entry: Entry, leaf: Leaf, paragraph: str | None) -> dict[str, Any]:
    if paragraph is not None:
        return {"leaf": leaf.number} | hidden(leaf, paragraph)
    event, salts = opened(entry, asker.vault.opened, leaf.content)
    return {"leaf": leaf.number, "event": event, "salts": salts}
