"""How fast a view is rebuilt from the whole past: our projector and the library's runner."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from itertools import islice

from aggregates.kernel.root import Root
from bench.arena import Arena
from bench.figures import ROUNDS, Figure, ratios
from bench.history import lived, stored
from bench.peers import stock_view
from log.opening import open_store
from log.store import Store
from log.stored import new_event
from projections.opening import open_tables
from projections.projector import Projector
from projections.region_board import RegionBoard
from projections.tables import Tables

EVENTS = 100_000
STOCK_EVENTS = 1_500  # one transaction an event: its rate does not depend on how many there are


def rebuild(arena: Arena) -> Iterator[Figure]:
    """The region board, folded by the same functions from the same events."""
    events = list(islice(lived(), EVENTS))
    few = events[:STOCK_EVENTS]
    with arena.database() as url, arena.database() as stock_url:
        store, tables = open_store(url), open_tables(url)
        stored(store, events)
        stock_view.fill(stock_url, few)
        ours, stock = [], []
        for round in range(ROUNDS):
            stock.append(len(few) / stock_view.seconds(stock_url, round, _last(few)))
            ours.append(len(events) / _seconds(store, tables, round))
        store.close()
        tables.close()
    yield Figure("rebuild_vs_stock", ratios(ours, stock), "x")
    yield Figure("rebuild_ours", ours, "events/s")
    yield Figure("rebuild_stock", stock, "events/s")


def _seconds(store: Store, tables: Tables, round: int) -> float:
    anew = type("RegionBoardAnew", (RegionBoard,), {"name": f"region_board_{round}"})
    begun = time.perf_counter()
    assert Projector(store, tables, [anew]).catch_up() == EVENTS
    return time.perf_counter() - begun


def _last(events: Sequence[Root.Event]) -> int:
    """The last that the board listens to: the runner never hears of those after it."""
    return max(n for n, event in enumerate(events, 1) if new_event(event)[2] in RegionBoard.folds)
