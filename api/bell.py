"""Tells the coroutines of a process that the views have moved on."""

from __future__ import annotations

import asyncio
import contextlib
import threading

from log.store import Unavailable
from projections.tables import Tables


class Bell:
    """Wakes the coroutines of one loop when a hint says that the views have moved on."""

    def __init__(self, tables: Tables) -> None:
        self.ringing = asyncio.Event()
        self._tables = tables
        self._loop = asyncio.get_running_loop()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="views bell", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._stop.set()
        self._thread.join()

    def _listen(self) -> None:
        while not self._stop.is_set():
            with contextlib.suppress(Unavailable):
                hint = self._tables.hint()
                try:
                    while not self._stop.is_set():
                        hint.wait(0.5)
                        self._loop.call_soon_threadsafe(self._ring)
                finally:
                    hint.close()
            self._stop.wait(0.2)

    def _ring(self) -> None:
        rung, self.ringing = self.ringing, asyncio.Event()
        rung.set()
