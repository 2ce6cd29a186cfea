"""A study of what a solution does (effektstudie): evidence for a criterion, and never a stage."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C09_10, C10_09

STRENGTHS = ("high", "moderate", "low", "very_low")
"""How much one can trust what it found: the grades that Norwegian health studies are given (GRADE).
The source asks for evidence that is «godt nok», and names no scale (S4 L280)."""


class EffectStudy(Root):
    TOPIC = "study"

    class Registered(Founding):
        """`criterion` is the one it is evidence for, as K2; `on` when it was published."""

        TOPIC = "study.registered"
        solution: str
        title: str
        population: str
        finding: str
        limits: str
        source: str
        criterion: str

        def apply(self, study: EffectStudy) -> None:
            study.solution, study.strength, study.partners = self.solution, None, []

    class Graded(Root.Event):
        """`former_strength` is None where nobody had graded it before."""

        TOPIC = "study.graded"
        solution: str
        strength: str
        former_strength: str | None
        reason: str

        def apply(self, study: EffectStudy) -> None:
            study.strength = self.strength

    class PartnersNamed(Root.Event):
        """The organisations that did the research together (forskningspartnerskap)."""

        TOPIC = "study.partners-named"
        solution: str
        partners: list[str]

        def apply(self, study: EffectStudy) -> None:
            study.partners = self.partners

    # State

    solution: str
    strength: str | None
    partners: list[str]

    @staticmethod
    def id_of(solution: str, title: str) -> UUID:
        return derived("studies", solution, title)

    # Decisions

    @classmethod
    def register(
        cls, act: Act, *,
        solution: str, title: str, population: str, finding: str, limits: str, source: str,
        published: date, criterion: str, strength: str | None, partners: Sequence[str] = (),
    ) -> Self:  # fmt: skip
        """Enter a study: of whom, what it found, what it does not show, and how strong it is.

        Refuses one that leaves any of that out (C09-10, C10-09), and one that is to be published.
        """
        if not (population and finding and limits and source):
            raise Refused(C09_10, "study_incomplete")
        if published > act.today:
            raise Refused(C09_10, "study_ahead", published=published.isoformat())
        _check_strength(strength)
        study = cls.found(
            cls.Registered, cls.id_of(solution, title), act, on=published,
            solution=solution, title=title, population=population, finding=finding, limits=limits,
            source=source, criterion=criterion,
        )  # fmt: skip
        study.record(
            cls.Graded, act, solution=solution, strength=strength, former_strength=None, reason=""
        )
        if partners:
            named = sorted(set(partners))
            study.record(cls.PartnersNamed, act, solution=solution, partners=named)
        return study

    def grade(self, act: Act, *, strength: str, reason: str) -> None:
        """Grade it anew, or for the first time. Refuses an unknown grade and no reason (C10-09)."""
        _check_strength(strength)
        if strength == self.strength:
            return
        if not reason:
            raise Refused(C10_09, "reason_missing")
        self.record(
            self.Graded, act, solution=self.solution, strength=strength,
            former_strength=self.strength, reason=reason,
        )  # fmt: skip


def _check_strength(strength: str | None) -> None:
    if strength is None:
        raise Refused(C10_09, "strength_missing")
    if strength not in STRENGTHS:
        raise Refused(C10_09, "unknown_strength", strength=strength)
