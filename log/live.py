"""Aggregates kept in memory between requests, so that a decision need not read its history."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from aggregates.kernel.root import Root


@dataclass(slots=True)
class Live:
    """An aggregate, and the last of its appends whose outcome may not be known yet.

    Decisions are taken on it while earlier ones are still being stored. That is safe, because an
    append whose predecessor was not stored is stale; and nobody gets an answer before his own is.
    """

    root: Root
    storing: asyncio.Future[Any] | None = None

    @property
    def settled(self) -> bool:
        return self.storing is None or self.storing.done()


class LiveAggregates:
    """The aggregates used last, and those last found not to be there; at most `most` of each.

    That there is none is remembered like a version: an append that rests on it is stale once
    there is one.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[UUID, Live] = OrderedDict()
        self._absent: OrderedDict[UUID, None] = OrderedDict()

    def get(self, id: UUID) -> Live | None:
        live = self._kept.get(id)
        if live is not None:
            self._kept.move_to_end(id)
        return live

    def absent(self, id: UUID) -> bool:
        """Whether there was none when it was last looked for."""
        return id in self._absent

    def miss(self, id: UUID) -> None:
        """Remember that there is none."""
        self._absent[id] = None
        if len(self._absent) > self._most:
            self._absent.popitem(last=False)

    def keep(self, root: Root) -> Live:
        """Remember an aggregate, unless another look at it is remembered already."""
        self._absent.pop(root.id, None)
        live = self._kept.setdefault(root.id, Live(root))
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return live

    def drop(self, id: UUID) -> None:
        """Forget what memory says of an aggregate; the store knows better."""
        self._kept.pop(id, None)
        self._absent.pop(id, None)
