"""Which regional runs (B) a region wants in a year. «None» is an answer; silence is not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C06_15

Wish = dict[str, Any]
"""{solution, quarter: 1-4 or None}"""


class PlannedRuns(Root):
    TOPIC = "planned-runs"

    class Begun(Founding):
        TOPIC = "planned-runs.begun"
        group: UUID
        year: int

        def apply(self, planned: PlannedRuns) -> None:
            planned.group, planned.year, planned.runs = self.group, self.year, None

    class Stated(Root.Event):
        """`none` says in so many words that there are to be no such runs."""

        TOPIC = "planned-runs.stated"
        group: UUID
        year: int
        none: bool
        runs: list[Wish]

        def apply(self, planned: PlannedRuns) -> None:
            planned.runs = list(self.runs)

    # State

    group: UUID
    year: int
    runs: list[Wish] | None
    """None until the region has answered; empty where it answered «none»."""

    @staticmethod
    def id_of(group: UUID, year: int) -> UUID:
        return derived("planned-runs", group, year)

    # Decisions

    @classmethod
    def begin(cls, act: Act, *, group: UUID, year: int) -> Self:
        """Begin it, unanswered."""
        return cls.found(cls.Begun, cls.id_of(group, year), act, group=group, year=year)

    def state(self, act: Act, *, none: bool, runs: Sequence[Wish]) -> None:
        """The region answers, or answers anew (C06-15).

        Refuses an answer that is neither «none» nor a run, and one that is both.
        """
        if none == bool(runs):
            raise Refused(C06_15, "neither_or_both")
        said = [dict(each) for each in runs]
        if doubled := _doubled([each["solution"] for each in said]):
            raise Refused(C06_15, "named_twice", solutions=doubled)
        if self.runs != said:
            self.record(self.Stated, act, group=self.group, year=self.year, none=none, runs=said)


def _doubled(named: list[str]) -> list[str]:
    return sorted({each for each in named if named.count(each) > 1})
