"""What is still open of all that was learned about one solution, or on one track."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.root import Founding, Root, derived

SOLUTION, TRACK = "solution", "track"


class Lessons(Root):
    """The list that a new run is asked from (I36): consulted, it cannot be out of date."""

    TOPIC = "lessons"

    class Begun(Founding):
        TOPIC = "lessons.begun"
        kind: str
        of: str

        def apply(self, lessons: Lessons) -> None:
            lessons.kind, lessons.of, lessons.open = self.kind, self.of, {}

    class Added(Root.Event):
        TOPIC = "lessons.added"
        kind: str
        of: str
        learning: UUID
        key: str

        def apply(self, lessons: Lessons) -> None:
            lessons.open[self.learning] = self.key

    class Removed(Root.Event):
        TOPIC = "lessons.removed"
        kind: str
        of: str
        learning: UUID

        def apply(self, lessons: Lessons) -> None:
            del lessons.open[self.learning]

    # State

    kind: str
    of: str
    open: dict[UUID, str]

    @staticmethod
    def id_of(kind: str, of: str) -> UUID:
        """`kind` is `solution` (then `of` is its code) or `track`."""
        return derived("lessons", kind, of)

    # Decisions

    @classmethod
    def begin(cls, act: Act, *, kind: str, of: str) -> Self:
        """Begin the list with nothing in it."""
        return cls.found(cls.Begun, cls.id_of(kind, of), act, kind=kind, of=of)

    def add(self, act: Act, *, learning: UUID, key: str) -> None:
        """Note that this was learned, and is open."""
        if learning not in self.open:
            self.record(self.Added, act, kind=self.kind, of=self.of, learning=learning, key=key)

    def remove(self, act: Act, *, learning: UUID) -> None:
        """Note that it is settled."""
        if learning in self.open:
            self.record(self.Removed, act, kind=self.kind, of=self.of, learning=learning)
