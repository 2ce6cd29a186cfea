"""A study of what a solution does (effektstudie): evidence for a criterion, and never a stage."""

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C09_10


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
            study.solution = self.solution

    # State

    solution: str

    @staticmethod
    def id_of(solution: str, title: str) -> UUID:
        return derived("studies", solution, title)

    # Decisions

    @classmethod
    def register(
        cls, act: Act, *,
        solution: str, title: str, population: str, finding: str, limits: str, source: str,
        published: date, criterion: str,
    ) -> Self:  # fmt: skip
        """Enter a study: of whom, what it found, and what it does not show (C09-10)."""
        if not (population and finding and limits and source):
            raise Refused(C09_10, "study_incomplete")
        if published > act.today:
            raise Refused(C09_10, "study_ahead", published=published.isoformat())
        return cls.found(
            cls.Registered, cls.id_of(solution, title), act, on=published,
            solution=solution, title=title, population=population, finding=finding, limits=limits,
            source=source, criterion=criterion,
        )  # fmt: skip
