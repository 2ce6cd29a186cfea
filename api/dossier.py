"""The dossier of a decision: all of its story, and the proof that it is what was recorded then."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

import rfc8785
from fastapi import Depends, Response

from api.asking import Asker, may
from api.problems import TooEarly
from api.reading import READERS
from api.routing import commands
from api.sealed import Seal, Size, signed
from api.trail import story_of
from api.views import AtLeast, Views, the_views
from api.withholding import hidden, paragraph
from log.store import Entry
from seal.leaf import opened
from seal.store import Leaf, SealStore
from seal.tree import Tree

router = commands("trail")


@router.get("/decisions/{id}/dossier")
async def dossier(
    id: UUID, asker: Annotated[Asker, may(*READERS)], views: Annotated[Views, Depends(the_views)],
    seal: Seal, size: Size = None, at_least: AtLeast = 0,
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
    items = await asyncio.to_thread(_items, asker, seal, entries, size)
    told: dict[str, Any] = {"checkpoint": note, "decision": str(id), "items": items, "size": size}
    return Response(rfc8785.dumps(told), media_type="application/json")


def _items(
    asker: Asker, seal: SealStore, entries: Sequence[Entry], size: int
) -> list[dict[str, Any]]:
    tree = Tree(seal.hashes)
    leaves = {leaf.position: leaf for leaf in seal.at([entry.position for entry in entries])}
    return [
        _shown(asker, entry, leaves[entry.position])
        | {"proof": [h.hex() for h in tree.inclusion(leaves[entry.position].number, size)]}
        for entry in entries
    ]


def _shown(asker: Asker, entry: Entry, leaf: Leaf) -> dict[str, Any]:
    withheld = paragraph(asker, leaf)
    if withheld is not None:
        return {"leaf": leaf.number} | hidden(leaf, withheld)
    event, salts = opened(entry, asker.vault.opened, leaf.content)
    return {"leaf": leaf.number, "event": event, "salts": salts}
