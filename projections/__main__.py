"""Keeps every view up to date: `python -m projections`; `rebuild NAME` builds one anew."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from typing import Any

from log.log import Log
from log.opening import open_store
from log.store import Store
from people.lines import write_lines
from projections.catalogue import VIEWS
from projections.kernel import View
from projections.opening import open_tables
from projections.projector import Projector
from projections.tables import Tables


def keep(store: Store, tables: Tables, stop: threading.Event) -> None:
    """Fold the log into every view until `stop` is set; the first fault ends it for all.

    Views that stand at the same position are folded together; one that lags (a new one, say)
    catches up by itself, so that the others need not wait for it.
    """
    together: dict[int, list[type[View[Any]]]] = defaultdict(list)
    for view in VIEWS:
        together[tables.freshness(view).position].append(view)
    with ThreadPoolExecutor(len(together)) as pool:
        running = [
            pool.submit(Projector(store, tables, views).run, stop) for views in together.values()
        ]
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        stop.set()
    done.pop().result()


def rebuild(store: Store, tables: Tables, views: Sequence[type[View[Any]]]) -> None:
    """Build views from position 0 beside the old ones, then let them take their place.

    The old ones are read meanwhile. Run it while no other process folds these views.
    """
    for view in views:
        anew = type(f"{view.__name__}Anew", (view,), {"name": f"{view.name}_anew"})
        tables.drop(anew)
        Projector(store, tables, [anew]).catch_up()
        tables.swap(view, anew)


def main() -> None:
    write_lines()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    url = os.environ["LOG_URL"]
    store, tables = open_store(url), open_tables(url)
    assert Log.holds  # whose import makes every event readable
    try:
        if sys.argv[1:2] == ["rebuild"]:
            wanted = set(sys.argv[2:])
            rebuild(store, tables, [v for v in VIEWS if v.name in wanted or not wanted])
        else:
            keep(store, tables, stop)
    finally:
        store.close()
        tables.close()


if __name__ == "__main__":
    main()
