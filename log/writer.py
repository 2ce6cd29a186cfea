"""One thread that puts every waiting append into the next transaction (group commit).

A group of one goes at once; while it is being stored, the others gather. So one client waits for
one commit, and fifty clients share one.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Sequence
from queue import Empty, SimpleQueue

from log.store import Append, Outcome, Store, Unavailable

logger = logging.getLogger(__name__)

LARGEST_GROUP = 500
TRIES_SECONDS = 2.5

Waiting = tuple[Append, "asyncio.Future[Outcome]"]


class Writer:
    """Appends to a store on behalf of coroutines of one event loop."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._queue: SimpleQueue[Waiting | None] = SimpleQueue()
        self._thread: threading.Thread | None = None

    def submit(self, append: Append) -> asyncio.Future[Outcome]:
        """Queue an append; the future holds its outcome once that is on disk, or `Unavailable`.

        A future that is cancelled before its group begins is never stored.
        """
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="log writer", daemon=True)
            self._thread.start()
        self._queue.put((append, future))
        return future

    def close(self) -> None:
        """Store what is queued, then stop."""
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        while group := self._gather():
            waiting = [each for each in group if not each[1].cancelled()]
            if waiting:
                self._store_group(waiting)

    def _gather(self) -> list[Waiting]:
        """Everything that waits, at least one; empty when the writer is to stop."""
        group: list[Waiting] = []
        first = self._queue.get()
        while first is not None:
            group.append(first)
            if len(group) >= LARGEST_GROUP:
                break
            try:
                first = self._queue.get_nowait()
            except Empty:
                break
        if first is None and group:
            self._queue.put(None)
        return group

    def _store_group(self, waiting: list[Waiting]) -> None:
        outcomes: Sequence[Outcome | Exception]
        try:
            outcomes = self._append([append for append, _ in waiting])
        except Exception as error:
            logger.warning("A group of %s appends was not stored: %s", len(waiting), error)
            outcomes = [error] * len(waiting)
        loop = waiting[0][1].get_loop()
        if not loop.is_closed():
            loop.call_soon_threadsafe(_resolve, waiting, outcomes)

    def _append(self, group: list[Append]) -> list[Outcome]:
        # After a lost reply nobody knows whether the group was stored. Appending it again is
        # safe: the store finds each command that was, and answers with its first receipt.
        until = time.monotonic() + TRIES_SECONDS
        while True:
            try:
                return self._store.append(group)
            except Unavailable:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)


def _resolve(waiting: list[Waiting], outcomes: Sequence[Outcome | Exception]) -> None:
    for (_, future), outcome in zip(waiting, outcomes, strict=True):
        if future.done():
            continue
        if isinstance(outcome, Exception):
            future.set_exception(outcome)
        else:
            future.set_result(outcome)
