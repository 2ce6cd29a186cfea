"""Folds the log into views, batch by batch: rows and position move in one transaction."""

from __future__ import annotations

import gc
import logging
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Generic

from log.store import Entry, Store, Unavailable
from log.stored import decode, recorded
from log.tail import tail
from projections.kernel import View
from projections.tables import Changes, Freshness, R, Tables

logger = logging.getLogger(__name__)

BATCH = 10_000
PAUSE_SECONDS = 0.2
ROWS_KEPT = 50_000


class Projector:
    """Keeps some views up to date. There is one projector at a time for each view."""

    def __init__(self, store: Store, tables: Tables, views: Sequence[type[View[Any]]]) -> None:
        self._store, self._tables = store, tables
        for view in views:
            tables.create(view)
        self._folding = [Folding(view, tables) for view in views]
        self._lost = False
        self._wanted = {topic for view in views for topic in view.folds}

    @property
    def position(self) -> int:
        """How far the view has come that has come least far."""
        return min(folding.position for folding in self._folding)

    def run(self, stop: threading.Event) -> None:
        """Fold what comes until `stop` is set. Raises on any fault but an absent database."""
        for batch in tail(self._store, self.position, BATCH, stop):
            while batch and not stop.is_set() and not self._taken(batch):
                stop.wait(PAUSE_SECONDS)

    def _taken(self, batch: Sequence[Entry]) -> bool:
        """Whether the batch is in the tables, which may have been away just now."""
        try:
            if self._lost:
                # Whether the last batch was written is for the tables to say.
                self._folding = [Folding(each.view, self._tables) for each in self._folding]
                self._lost = False
            self.take(batch)
        except Unavailable as error:
            logger.warning("The views are away (%s); trying again.", error)
            self._lost = True
        return not self._lost

    def catch_up(self) -> int:
        """Fold what there is by now; the position that brought the views to."""
        with _no_collecting():
            while batch := self._store.read(self.position, BATCH):
                self.take(batch)
        return self.position

    def take(self, batch: Sequence[Entry]) -> None:
        """Fold a batch that follows on from `position`, and write what came of it."""
        for entry in batch:
            if entry.topic in self._wanted:
                event = decode(entry, whole=False)
                for folding in self._folding:
                    folding.take(entry, event)
        last = batch[-1]
        freshness = Freshness(last.position, recorded(last))
        moving = [each for each in self._folding if each.position < last.position]
        if not moving:
            return
        self._tables.write({each.view: each.changes() for each in moving}, freshness)
        for folding in moving:
            folding.written(last.position)


class Folding(Generic[R]):
    """One view's rows while a projector folds events into them; the rows it used last it keeps.

    It may keep them because nobody else writes them.
    """

    def __init__(self, view: type[View[R]], tables: Tables) -> None:
        self.view = view
        self.position = tables.freshness(view).position
        self._tables = tables
        self._fold = view()
        self._kept: OrderedDict[str, R | None] = OrderedDict()
        self._changed: dict[str, R | None] = {}
        # A view that begins empty holds nothing that is not kept here, until something is let go.
        self._complete = self.position == 0

    def take(self, entry: Entry, event: Any) -> None:
        fold = self.view.folds.get(entry.topic)
        if fold is not None and entry.position > self.position:
            fold(self._fold, event, self, entry.position)

    def get(self, id: str) -> R | None:
        if id in self._changed:
            return self._changed[id]
        if id in self._kept:
            self._kept.move_to_end(id)
            return self._kept[id]
        row = None if self._complete else self._tables.get(self.view, id)
        self._kept[id] = row
        return row

    def put(self, row: R) -> None:
        self._changed[row.id] = row

    def remove(self, id: str) -> None:
        self._changed[id] = None

    def where(self, column: str, value: Any) -> list[R]:
        stored = {row.id: row for row in self._tables.page(self.view, {column: value})}
        touched = self._changed
        found = [row for id, row in stored.items() if id not in touched]
        return found + [r for r in touched.values() if r and getattr(r, column) == value]

    def changes(self) -> Changes:
        rows = [row for row in self._changed.values() if row is not None]
        return Changes(rows, [id for id, row in self._changed.items() if row is None])

    def written(self, position: int) -> None:
        self.position = position
        self._kept.update(self._changed)
        self._changed.clear()
        while len(self._kept) > ROWS_KEPT:
            self._kept.popitem(last=False)
            self._complete = False


@contextmanager
def _no_collecting() -> Iterator[None]:
    # Nothing that a fold makes is cyclic, and looking for cycles takes a quarter of its time.
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
