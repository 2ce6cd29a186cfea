"""What a municipality has to leave behind: its adoptions and participations, from the log itself.

No view is asked, which could be behind the message that is reacted to.
"""

from __future__ import annotations

import json
from collections import defaultdict
from threading import Lock
from uuid import UUID
from weakref import WeakKeyDictionary

from aggregates.adoption.adoption import Adoption
from aggregates.adoption.service import ServiceAdoption
from aggregates.invitations.participation import Participation
from log.store import Store

BATCH = 10_000
TOLD = frozenset({Adoption.Begun.TOPIC, ServiceAdoption.Begun.TOPIC})
"""What begins as something is told of a solution in a municipality, or in an area of it."""


class Holdings:
    """An index of a log, read on from where it was. Safe to use from several threads."""

    def __init__(self) -> None:
        self._reached, self._lock = 0, Lock()
        self._solutions: dict[UUID, set[str]] = defaultdict(set)
        self._participations: dict[UUID, set[UUID]] = defaultdict(set)

    def of(self, store: Store, municipality: UUID) -> tuple[list[str], list[UUID]]:
        """The solutions of which anything is told of it, and its participations, by now."""
        with self._lock:
            while entries := store.read(self._reached, BATCH):
                for entry in entries:
                    if entry.topic in TOLD:
                        said = json.loads(entry.state)
                        self._solutions[UUID(said["municipality"])].add(said["solution"])
                    elif entry.topic == Participation.Invited.TOPIC:
                        said = json.loads(entry.state)
                        self._participations[UUID(said["municipality"])].add(entry.aggregate)
                self._reached = entries[-1].position
            return (
                sorted(self._solutions.get(municipality, ())),
                sorted(self._participations.get(municipality, ())),
            )


_OF: WeakKeyDictionary[Store, Holdings] = WeakKeyDictionary()


def holdings(store: Store, municipality: UUID) -> tuple[list[str], list[UUID]]:
    """What `Holdings.of` says, of the one index that there is of this log."""
    return _OF.setdefault(store, Holdings()).of(store, municipality)
