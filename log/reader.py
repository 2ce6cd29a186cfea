"""Histories are read together: what is asked for while one query runs goes into the next."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from uuid import UUID

from log.store import Entry, Store


class Reader:
    """Reads aggregates' histories on behalf of coroutines of one event loop."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._wanted: dict[UUID, asyncio.Future[list[Entry]]] = {}
        self._reading: asyncio.Task[None] | None = None

    async def history(self, aggregate: UUID) -> list[Entry]:
        """One aggregate's entries in order; empty where there are none. Raises `Unavailable`."""
        loop = asyncio.get_running_loop()
        future = self._wanted.setdefault(aggregate, loop.create_future())
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._read())
        # Others may wait for the same: whoever gives up does so for himself only.
        return await asyncio.shield(future)

    async def _read(self) -> None:
        while self._wanted:
            wanted, self._wanted = self._wanted, {}
            try:
                found = await asyncio.to_thread(self._store.histories, list(wanted))
            except Exception as error:
                _fail(wanted, error)
            else:
                _answer(wanted, found)


def _answer(wanted: dict[UUID, asyncio.Future[list[Entry]]], found: list[Entry]) -> None:
    histories: dict[UUID, list[Entry]] = defaultdict(list)
    for entry in found:
        histories[entry.aggregate].append(entry)
    for aggregate, future in wanted.items():
        future.set_result(histories[aggregate])


def _fail(wanted: dict[UUID, asyncio.Future[list[Entry]]], error: Exception) -> None:
    for future in wanted.values():
        future.set_exception(error)
        future.exception()  # seen, also where nobody waits any more
