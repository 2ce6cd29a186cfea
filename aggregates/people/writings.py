"""Every way of writing a name that was said to be one person: what goes when they are erased."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.root import Founding, Root, derived


class Writings(Root):
    TOPIC = "writings"

    class Begun(Founding):
        TOPIC = "writings.begun"
        person: str

        def apply(self, writings: Writings) -> None:
            writings.person, writings.known = self.person, []

    class Entered(Root.Event):
        TOPIC = "writings.entered"
        person: str
        written: str

        def apply(self, writings: Writings) -> None:
            writings.known.append(self.written)

    # State

    person: str
    known: list[str]

    @staticmethod
    def id_of(person: str) -> UUID:
        return derived("writings-of", person)

    # Decisions

    @classmethod
    def begin(cls, act: Act, *, person: str) -> Self:
        """Begin it, with nothing written."""
        return cls.found(cls.Begun, cls.id_of(person), act, person=person)

    def enter(self, act: Act, *, written: str) -> None:
        """Note that it was said to be this person, whether it is confirmed or not."""
        if written not in self.known:
            self.record(self.Entered, act, person=self.person, written=written)
