"""What is agreed for the runs of a solution: how long its municipalities are not let go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from aggregates.execution.themes import KEPT, check_known
from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import I32


@dataclass(frozen=True, slots=True)
class Demands:
    """What holds for a solution; the values here, until something else is agreed [inferred].

    `measurements` of use that each participant needs (one is no series), a report is stale after
    `stale_days`, the municipality is asked how it goes after each of `check_weeks` since the
    technical introduction, and no run leaves out the themes that are `kept`.
    """

    measurements: int = 2
    stale_days: int = 90
    check_weeks: tuple[int, ...] = (4, 12, 26)
    kept: tuple[str, ...] = KEPT


USUAL = Demands()


class Terms(Root):
    TOPIC = "terms"

    class Begun(Founding):
        TOPIC = "terms.begun"
        solution: str

        def apply(self, terms: Terms) -> None:
            terms.solution, terms.demands = self.solution, USUAL

    class Agreed(Root.Event):
        TOPIC = "terms.agreed"
        solution: str
        measurements: int
        stale_days: int
        check_weeks: list[int]
        kept: list[str]
        decision: str

        def apply(self, terms: Terms) -> None:
            terms.demands = Demands(
                self.measurements, self.stale_days, 
                tuple(self.check_weeks), tuple(self.kept),
            )  # fmt: skip

    # State

    solution: str
    demands: Demands

    @staticmethod
    def id_of(solution: str) -> UUID:
        return derived("terms", solution)

    # Decisions

    @classmethod
    def begin(cls, act: Act, *, solution: str) -> Self:
        """Begin the terms of a solution, as they usually are."""
        return cls.found(cls.Begun, cls.id_of(solution), act, solution=solution)

    def agree(
        self, act: Act, *,
        measurements: int, stale_days: int, check_weeks: Sequence[int],
        kept: Sequence[str], decision: str,
    ) -> None:  # fmt: skip
        """Agree on other terms, by a decision (I32); what was done under the old ones stands.

        Refuses fewer than one measurement, and a theme that there is not (C08-01).
        """
        if measurements < 1:
            raise Refused(I32, "measurements_missing")
        check_known(kept)
        weeks = tuple(sorted(set(check_weeks)))
        agreed = Demands(measurements, stale_days, weeks, tuple(kept))
        if agreed != self.demands:
            self.record(
                self.Agreed, act,
                solution=self.solution, measurements=measurements, stale_days=stale_days,
                check_weeks=list(weeks), kept=list(kept), decision=decision,
            )  # fmt: skip
