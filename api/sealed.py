"""What every endpoint that tells of the sealed log needs."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import Depends, Query, Request

from aggregates.kernel.refusals import Missing
from api.views import FURTHEST
from seal.store import SealStore
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


async def signed(seal: SealStore, size: int | None) -> tuple[int, str]:
    """The checkpoint of a size, or the newest one, as (size, note). Raises `Missing`."""
    found = await asyncio.to_thread(seal.checkpoint, size)
    if found is None:
        raise Missing("checkpoint", "newest" if size is None else size)
    return found
