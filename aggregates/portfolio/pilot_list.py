"""Which municipalities have tried a solution out, and whom of them one has heard."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.root import Founding, Root, derived


class PilotList(Root):
    """The list that a decision on readiness is asked from (C02-10): it cannot be out of date."""

    TOPIC = "pilot-list"

    class Begun(Founding):
        TOPIC = "pilot-list.begun"
        solution: str

        def apply(self, pilots: PilotList) -> None:
            pilots.solution, pilots.numbers, pilots.heard = self.solution, {}, set()

    class PilotListed(Root.Event):
        """The municipality accepted; its number is that of the day on which it did."""

        TOPIC = "pilot-list.pilot-listed"
        solution: str
        municipality: UUID
        number: str

        def apply(self, pilots: PilotList) -> None:
            pilots.numbers[self.municipality] = self.number

    class PilotRemoved(Root.Event):
        TOPIC = "pilot-list.pilot-removed"
        solution: str
        municipality: UUID

        def apply(self, pilots: PilotList) -> None:
            del pilots.numbers[self.municipality]
            pilots.heard.discard(self.municipality)

    class PilotHeard(Root.Event):
        """`experience` is what it said, or what its region heard of it."""

        TOPIC = "pilot-list.pilot-heard"
        solution: str
        municipality: UUID
        experience: UUID

        def apply(self, pilots: PilotList) -> None:
            pilots.heard.add(self.municipality)

    # State

    solution: str
    numbers: dict[UUID, str]
    heard: set[UUID]

    @staticmethod
    def id_of(solution: str) -> UUID:
        return derived("pilot-lists", solution)

    @property
    def unheard(self) -> dict[UUID, str]:
        """Those of whom no experience is written down, with their numbers."""
        return {each: number for each, number in self.numbers.items() if each not in self.heard}

    # Decisions

    @classmethod
    def begin(cls, act: Act, *, solution: str) -> Self:
        """Begin the list with nobody on it."""
        return cls.found(cls.Begun, cls.id_of(solution), act, solution=solution)

    def enter(self, act: Act, *, municipality: UUID, number: str) -> None:
        """Note that it has become a pilot; it stays on the list when the pilot has ended."""
        if municipality not in self.numbers:
            self.record(
                self.PilotListed, act,
                solution=self.solution, municipality=municipality, number=number,
            )  # fmt: skip

    def remove(self, act: Act, *, municipality: UUID) -> None:
        """Note that it said no after all, and so has nothing that it would have to be asked."""
        if municipality in self.numbers:
            self.record(self.PilotRemoved, act, solution=self.solution, municipality=municipality)

    def hear(self, act: Act, *, municipality: UUID, experience: UUID) -> None:
        """Note what a pilot has experienced; of others there is nothing to note."""
        if municipality in self.unheard:
            self.record(
                self.PilotHeard, act,
                solution=self.solution, municipality=municipality, experience=experience,
            )  # fmt: skip
