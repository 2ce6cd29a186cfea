"""A desk that keeps what was recorded, and takes back whatever a refused deed had begun."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Exists, Missing, Refused
from aggregates.kernel.root import Root
from log.store import Entry
from log.stored import decode, new_event
from tests.kit.desk import MemoryDesk

REFUSALS = (Refused, Exists, Missing)


class KeptDesk(MemoryDesk):
    """Deeds are done on objects; as in the log, a deed is recorded whole or not at all."""

    def __init__(self, act: Act, *roots: Root) -> None:
        super().__init__(act, *roots)
        self.entries: list[Entry] = []
        self.keep()

    def did(self, who: Act, deed: Callable[..., Any], /, **said: Any) -> bool:
        """Whether somebody did it, or was refused."""
        self.act = who
        try:
            deed(self, **said)
        except REFUSALS:
            self._take_back()
            return False
        self.keep()
        return True

    def keep(self) -> None:
        """Note what has been recorded since, in its stored form."""
        for event in self.recorded():
            aggregate, version, topic, state = new_event(event)
            position = len(self.entries) + 1
            self.entries.append(Entry(position, aggregate, version, topic, state))

    def replayed(self) -> dict[UUID, Root]:
        """Every aggregate as its stored events alone make it."""
        made: dict[UUID, Any] = {}
        for entry in self.entries:
            made[entry.aggregate] = decode(entry).mutate(made.get(entry.aggregate))
        return made

    def _take_back(self) -> None:
        begun = [id for id, root in self.roots.items() if root.collect_events()]
        if begun:
            kept = self.replayed()
            for id in begun:
                self.roots.pop(id)
                if id in kept:
                    self.roots[id] = kept[id]
