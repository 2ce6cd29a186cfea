"""Follows the log from a position: everything that derives from it reads it this way."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Iterator

from log.store import Entry, Hint, Store, Unavailable

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.5
LONGEST_PAUSE = 5.0


def tail(
    store: Store, after: int, limit: int = 1000, stop: threading.Event | None = None
) -> Iterator[list[Entry]]:
    """Batches of at most `limit` entries after position `after`, in order, until `stop` is set.

    Waits for a hint, but never longer than the poll interval; an empty batch is yielded when a
    wait ends with nothing new. A store that is away is tried again for ever, with growing pauses;
    any other fault is raised.
    """
    stop = stop or threading.Event()
    pause, hint = 0.05, None
    try:
        while not stop.is_set():
            try:
                hint = hint or store.hint()
                batch = store.read(after, limit) or _wait(hint, store, after, limit)
                pause = 0.05
            except Unavailable as error:
                logger.warning("The log is away (%s); trying again in %s s.", error, pause)
                _close(hint)
                hint = None
                stop.wait(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
                continue
            after = batch[-1].position if batch else after
            yield batch
    finally:
        _close(hint)


async def follow(store: Store, after: int, limit: int = 1000) -> AsyncIterator[list[Entry]]:
    """The same for a coroutine: batches after position `after`, for ever; never an empty one."""
    stop = threading.Event()
    batches = tail(store, after, limit, stop)
    try:
        while True:
            step = asyncio.ensure_future(asyncio.to_thread(next, batches, None))
            try:
                batch = await asyncio.shield(step)
            except asyncio.CancelledError:
                stop.set()
                await step
                raise
            if batch:
                yield batch
    finally:
        stop.set()
        await asyncio.to_thread(batches.close)  # type: ignore[attr-defined]


def _wait(hint: Hint, store: Store, after: int, limit: int) -> list[Entry]:
    hint.wait(POLL_SECONDS)
    return store.read(after, limit)


def _close(hint: Hint | None) -> None:
    if hint is not None:
        hint.close()
