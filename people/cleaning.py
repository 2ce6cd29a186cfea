"""Cleaning up after many at once: who comes while it is done shares the next time."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Cleaning:
    """Lets one thread at a time clean, and the others wait for what covers them too."""

    def __init__(self, clean: Callable[[], None]) -> None:
        self._clean = clean
        self._asking, self._doing = threading.Lock(), threading.Lock()
        self._asked = self._done = 0

    def ask(self) -> None:
        """Return once it was cleaned after this was called. Raises what the cleaning fails of."""
        with self._asking:
            self._asked += 1
            mine = self._asked
        with self._doing:
            if self._done < mine:
                covered = self._asked
                self._clean()
                self._done = covered
