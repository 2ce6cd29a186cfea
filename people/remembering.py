"""What the vault remembers, for as long as nothing there is changed."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

REMEMBERED = 10_000
BELIEVED_SECONDS = 1.0

T = TypeVar("T")


class Remembered(Generic[T]):
    """The values used last, at most `REMEMBERED`, and none from before a change.

    `changes` counts them over all processes; it is asked every `believed` seconds at most.
    """

    def __init__(self, changes: Callable[[], int], believed: float) -> None:
        self._changes, self._believed = changes, believed
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, T] = OrderedDict()
        self._counted, self._until = -1, 0.0
        self._age = 0

    def get(self, name: str, read: Callable[[], T | None]) -> T | None:
        """What is remembered under the name; otherwise what `read` finds, which is remembered."""
        with self._lock:
            self._count()
            if (known := self._kept.get(name)) is not None:
                self._kept.move_to_end(name)
                return known
            age = self._age
        found = read()
        with self._lock:
            # What was read while something changed may be from before it.
            if found is not None and age == self._age:
                self._kept[name] = found
                if len(self._kept) > REMEMBERED:
                    self._kept.popitem(last=False)
        return found

    def forget(self) -> None:
        """Remember nothing of what was read so far."""
        with self._lock:
            self._forget()

    def _forget(self) -> None:
        self._kept.clear()
        self._age += 1

    def _count(self) -> None:
        if time.monotonic() < self._until:
            return
        counted = self._changes()
        self._until = time.monotonic() + self._believed
        if counted != self._counted:
            self._forget()
            self._counted = counted
