"""What a municipality that uses a solution well has to tell others (erfaring)."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root
from aggregates.rules import C10_08


class Experience(Root):
    TOPIC = "experience"

    class Collected(Founding):
        TOPIC = "experience.collected"
        municipality: UUID
        solution: str
        text: str
        context: str

        def apply(self, experience: Experience) -> None:
            experience.municipality, experience.solution = self.municipality, self.solution
            experience.consented, experience.published = False, False

    class ConsentGiven(Root.Event):
        TOPIC = "experience.consent-given"
        municipality: UUID

        def apply(self, experience: Experience) -> None:
            experience.consented = True

    class ConsentWithdrawn(Root.Event):
        TOPIC = "experience.consent-withdrawn"
        municipality: UUID

        def apply(self, experience: Experience) -> None:
            experience.consented, experience.published = False, False

    class Published(Root.Event):
        """Told to all under the municipality's name, as it consented to."""

        TOPIC = "experience.published"
        municipality: UUID
        solution: str

        def apply(self, experience: Experience) -> None:
            experience.published = True

    # State

    municipality: UUID
    solution: str
    consented: bool
    published: bool

    # Decisions

    @classmethod
    def collect(
        cls, act: Act, *, id: UUID, municipality: UUID, solution: str, text: str, context: str
    ) -> Self:
        """Write down what works for a municipality, and in which context (C10-08, S3 L407).

        The municipality that writes it itself has consented thereby only to its own reading:
        publication needs its consent in any case. Refuses an experience without words.
        """
        if not text:
            raise Refused(C10_08, "experience_missing")
        return cls.found(
            cls.Collected, id, act,
            municipality=municipality, solution=solution, text=text, context=context,
        )  # fmt: skip

    def consent(self, act: Act, *, given: bool) -> None:
        """The municipality itself lets it be told under its name, or no longer does."""
        if act.municipality != self.municipality:
            raise Refused(C10_08, "consent_of_another")
        if given == self.consented:
            return
        event = self.ConsentGiven if given else self.ConsentWithdrawn
        self.record(event, act, municipality=self.municipality)

    def publish(self, act: Act) -> None:
        """Tell it to all. Refuses it without the municipality's consent (C10-08)."""
        if not self.consented:
            raise Refused(C10_08, "consent_missing")
        if not self.published:
            self.record(self.Published, act, municipality=self.municipality, solution=self.solution)
