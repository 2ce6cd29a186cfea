"""Views as they stood at an earlier time, folded beside those of today and forgotten again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from typing import Any, TypeVar

from log.store import Store, Unavailable
from log.stored import recorded
from log.timeline import Timeline
from projections.kernel import View
from projections.memory import MemoryTables
from projections.projector import Projector
from projections.tables import Freshness, Tables

BATCH = 2000  # a process that ends waits for one
MOST_BYTES = 256 * 1024 * 1024
T = TypeVar("T")


class Pasts:
    """The pasts asked for last, up to so many bytes.

    One thread of their own does it all, so that today's work keeps the others. Who gives up
    waiting may ask again: a fold that has begun goes on, and is there later.
    """

    def __init__(self, store: Store, most: int = MOST_BYTES) -> None:
        self._store = store
        self._timeline = Timeline(store)
        self._most = most
        self._kept: OrderedDict[int, MemoryTables] = OrderedDict()
        self._stop = threading.Event()
        self._thread = ThreadPoolExecutor(1, "pasts")

    def freshness(self, moment: datetime) -> Future[Freshness]:
        """The position the log had come to by then, and when that was recorded."""
        return self._thread.submit(self._freshness, moment)

    def look(
        self, moment: datetime, views: Sequence[type[View[Any]]], look: Callable[[Tables], T]
    ) -> Future[tuple[T, Freshness]]:
        """What `look` sees in `views` as they stood then, and where that was.

        The future raises what `look` raises, and `Unavailable`.
        """
        return self._thread.submit(self._look, moment, views, look)

    def close(self) -> None:
        self._stop.set()
        self._thread.shutdown(cancel_futures=True)
        while self._kept:
            self._kept.popitem()[1].close()

    def _freshness(self, moment: datetime) -> Freshness:
        position = self._timeline.position(moment)
        for entry in self._store.at([position]):
            return Freshness(position, recorded(entry))
        return Freshness(0, None)

    def _look(
        self, moment: datetime, views: Sequence[type[View[Any]]], look: Callable[[Tables], T]
    ) -> tuple[T, Freshness]:
        freshness = self._freshness(moment)
        tables = self._at(freshness.position)
        self._fold(tables, views, freshness.position)
        self._forget()
        return look(tables), freshness

    def _at(self, position: int) -> MemoryTables:
        """The tables of that past: kept ones, or those of the nearest past before it, copied."""
        tables = self._kept.get(position)
        if tables is None:
            before = [each for each in self._kept if each < position]
            tables = self._kept[max(before)].copied() if before else MemoryTables()
            self._kept[position] = tables
        self._kept.move_to_end(position)
        return tables

    def _forget(self) -> None:
        """Let go of what was asked for longest ago; the past asked for just now stays."""
        while len(self._kept) > 1 and sum(map(MemoryTables.size, self._kept.values())) > self._most:
            self._kept.popitem(last=False)[1].close()

    def _fold(self, tables: MemoryTables, views: Sequence[type[View[Any]]], position: int) -> None:
        projector = Projector(self._store, tables, views)
        while (here := projector.position) < position:
            if self._stop.is_set():
                raise Unavailable("The process is ending.")
            projector.take(self._store.read(here, min(BATCH, position - here)))
