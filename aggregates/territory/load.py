"""Which runs a municipality has decided to join: the list that an invitation is weighed against."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.root import Founding, Root, derived


class Load(Root):
    """Of one municipality, noted soon after each decision: what it is for is a warning (C01-09).

    A run that has ended stays on it: whether it goes on is the run's own to say.
    """

    TOPIC = "load"

    class Begun(Founding):
        TOPIC = "load.begun"
        municipality: UUID

        def apply(self, load: Load) -> None:
            load.municipality, load.runs = self.municipality, []

    class RunJoined(Root.Event):
        TOPIC = "load.run-joined"
        municipality: UUID
        run: UUID

        def apply(self, load: Load) -> None:
            load.runs.append(self.run)

    class RunLeft(Root.Event):
        TOPIC = "load.run-left"
        municipality: UUID
        run: UUID

        def apply(self, load: Load) -> None:
            load.runs.remove(self.run)

    # State

    municipality: UUID
    runs: list[UUID]

    @staticmethod
    def id_of(municipality: UUID) -> UUID:
        return derived("loads", municipality)

    # Decisions

    @classmethod
    def begin(cls, act: Act, *, municipality: UUID) -> Self:
        """Begin the list with nothing on it."""
        return cls.found(cls.Begun, cls.id_of(municipality), act, municipality=municipality)

    def note(self, act: Act, *, run: UUID, joined: bool) -> None:
        """Note that it has joined the run, or that it no longer has."""
        if joined and run not in self.runs:
            self.record(self.RunJoined, act, municipality=self.municipality, run=run)
        if not joined and run in self.runs:
            self.record(self.RunLeft, act, municipality=self.municipality, run=run)
