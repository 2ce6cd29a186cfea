"""What a municipality itself thinks of benefit against capacity: its own, until it is shared."""

from __future__ import annotations

from typing import Any, Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C07_10, I01


class OwnAssessment(Root):
    TOPIC = "own-assessment"

    class Event(Root.Event):
        municipality: UUID
        region: str
        solution: str

    class Begun(Founding):
        TOPIC = "own-assessment.begun"
        municipality: UUID
        region: str
        solution: str

        def apply(self, assessment: OwnAssessment) -> None:
            assessment.municipality, assessment.region = self.municipality, self.region
            assessment.solution, assessment.said, assessment.shared = self.solution, None, False

    class Stated(Event):
        TOPIC = "own-assessment.stated"
        benefit: str
        capacity: str
        conclusion: str

        def apply(self, assessment: OwnAssessment) -> None:
            assessment.said = (self.benefit, self.capacity, self.conclusion)

    class Shared(Event):
        """Whom a note about the municipality concerns, may read it from now on."""

        TOPIC = "own-assessment.shared"

        def apply(self, assessment: OwnAssessment) -> None:
            assessment.shared = True

    class Unshared(Event):
        TOPIC = "own-assessment.unshared"

        def apply(self, assessment: OwnAssessment) -> None:
            assessment.shared = False

    # State

    municipality: UUID
    region: str
    solution: str
    said: tuple[str, str, str] | None
    shared: bool

    @staticmethod
    def id_of(municipality: UUID, solution: str) -> UUID:
        return derived("own-assessments", municipality, solution)

    # Decisions

    @classmethod
    def begin(cls, act: Act, *, municipality: UUID, region: str, solution: str) -> Self:
        """Begin a municipality's own assessment. Refuses everybody else (I01)."""
        _check_own(act, municipality)
        return cls.found(
            cls.Begun, cls.id_of(municipality, solution), act,
            municipality=municipality, region=region, solution=solution,
        )  # fmt: skip

    def state(self, act: Act, *, benefit: str, capacity: str, conclusion: str) -> None:
        """Weigh the benefit against the capacity (C07-10). Refuses an assessment without words."""
        _check_own(act, self.municipality)
        if not (benefit and capacity):
            raise Refused(C07_10, "not_weighed")
        if self.said != (benefit, capacity, conclusion):
            self.record(
                self.Stated, act, **self._of(),
                benefit=benefit, capacity=capacity, conclusion=conclusion,
            )  # fmt: skip

    def share(self, act: Act) -> None:
        """Let the own region, KS and the auditor read it. It is private until then (C07-10)."""
        _check_own(act, self.municipality)
        if not self.shared:
            self.record(self.Shared, act, **self._of())

    def unshare(self, act: Act) -> None:
        """Keep it to oneself again; who has read it, has read it."""
        _check_own(act, self.municipality)
        if self.shared:
            self.record(self.Unshared, act, **self._of())

    def _of(self) -> dict[str, Any]:
        return {
            "municipality": self.municipality,
            "region": self.region,
            "solution": self.solution,
        }


def _check_own(act: Act, municipality: UUID) -> None:
    if act.municipality != municipality:
        raise Refused(I01, "not_own_municipality", role=str(act.role))
