"""A desk without a log: aggregates in a dict, for deeds that are tried out on objects alone."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Exists, Missing
from aggregates.kernel.root import Root

R = TypeVar("R", bound=Root)


class MemoryDesk:
    """Holds the aggregates it is given, and those that deeds lay on it."""

    def __init__(self, act: Act, *roots: Root) -> None:
        self.act = act
        self.roots: dict[UUID, Root] = {root.id: root for root in roots}

    def get(self, kind: type[R], id: UUID) -> R:
        root = self.find(kind, id)
        if root is None:
            raise Missing(kind.TOPIC, id)
        return root

    def find(self, kind: type[R], id: UUID) -> R | None:
        root = self.roots.get(id)
        if root is not None and not isinstance(root, kind):
            raise Missing(kind.TOPIC, id)
        return root

    def found(self, root: R) -> R:
        if root.id in self.roots:
            raise Exists(root.TOPIC, root.id)
        self.roots[root.id] = root
        return root

    def recorded(self) -> list[Root.Event]:
        """What has been recorded on all of them since this was last asked."""
        return [event for root in self.roots.values() for event in root.collect_events()]  # type: ignore[misc]
