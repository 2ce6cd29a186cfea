"""In which run a municipality takes a solution into use: where its measurements belong."""

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.root import Founding, Root, derived


class Partaking(Root):
    """A series of use names municipality and solution; this leads from there to the run."""

    TOPIC = "partaking"

    class Begun(Founding):
        TOPIC = "partaking.begun"
        municipality: UUID
        solution: str
        participation: UUID

        def apply(self, partaking: Partaking) -> None:
            partaking.participation, partaking.since = self.participation, self.on

    class Followed(Root.Event):
        """It takes part in another run by now."""

        TOPIC = "partaking.followed"
        municipality: UUID
        solution: str
        participation: UUID

        def apply(self, partaking: Partaking) -> None:
            partaking.participation, partaking.since = self.participation, self.on

    # State

    participation: UUID
    since: date

    @staticmethod
    def id_of(municipality: UUID, solution: str) -> UUID:
        return derived("partakings", municipality, solution)

    # Decisions

    @classmethod
    def begin(cls, act: Act, *, municipality: UUID, solution: str, participation: UUID) -> Self:
        """Note in which run it takes part for the first time."""
        return cls.found(
            cls.Begun, cls.id_of(municipality, solution), act,
            municipality=municipality, solution=solution, participation=participation,
        )  # fmt: skip

    def follow(self, act: Act, *, municipality: UUID, solution: str, participation: UUID) -> None:
        """Note that it takes part in another run by now."""
        if participation != self.participation:
            self.record(
                self.Followed, act,
                municipality=municipality, solution=solution, participation=participation,
            )  # fmt: skip
