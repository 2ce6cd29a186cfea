"""A desk on which an import is tried out: what it would record is seen, and nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Exists, Missing
from aggregates.kernel.root import Root
from log.store import Store
from log.stored import decode
from ops.imports.steps import Step

R = TypeVar("R", bound=Root)


class Rehearsal:
    """Aggregates as the log holds them, changed only here."""

    def __init__(self, store: Store, act: Act) -> None:
        self.act = act
        self._store = store
        self._roots: dict[UUID, Root | None] = {}

    def get(self, kind: type[R], id: UUID) -> R:
        root = self.find(kind, id)
        if root is None:
            raise Missing(kind.TOPIC, id)
        return root

    def find(self, kind: type[R], id: UUID) -> R | None:
        if id not in self._roots:
            self._roots[id] = self._stored(id)
        root = self._roots[id]
        if root is not None and not isinstance(root, kind):
            raise Missing(kind.TOPIC, id)
        return root

    def found(self, root: R) -> R:
        if self.find(type(root), root.id) is not None:
            raise Exists(root.TOPIC, root.id)
        self._roots[root.id] = root
        return root

    def recorded(self) -> list[Root.Event]:
        """What the last deeds would add to the log; told once."""
        roots = [root for root in self._roots.values() if root is not None]
        return [event for root in roots for event in root.collect_events()]  # type: ignore[misc]

    def _stored(self, id: UUID) -> Root | None:
        root: Root | None = None
        for entry in self._store.history(id):
            root = decode(entry).mutate(root)
        return root


def rehearse(store: Store, act: Act, steps: Iterable[Step]) -> list[tuple[Step, list[Root.Event]]]:
    """What each step would record. Refuses as the log would."""
    desk = Rehearsal(store, act)
    told = []
    for step in steps:
        desk.act = step.commanded(act)
        step.deed(desk)
        told.append((step, desk.recorded()))
    return told
