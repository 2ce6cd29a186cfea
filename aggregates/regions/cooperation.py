"""Regional runs for one solution that resemble each other: the regions are told, and decide."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act, Role
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C13_04


@dataclass(frozen=True, slots=True)
class Noticed:
    """A regional run, as the coordinating group was told of it."""

    scope_code: str
    starts: date
    ends: date

    def resembles(self, other: Noticed) -> bool:
        """Whether it is another region's, with a day in common."""
        meet = self.starts <= other.ends and other.starts <= self.ends
        return meet and self.scope_code != other.scope_code


class Cooperation(Root):
    """Of one solution, or of one method, in all regions."""

    TOPIC = "cooperation"

    class Begun(Founding):
        TOPIC = "cooperation.begun"
        solution: str

        def apply(self, cooperation: Cooperation) -> None:
            cooperation.solution = self.solution
            cooperation.runs, cooperation.suggested, cooperation.answers = {}, {}, {}

    class RunNoticed(Root.Event):
        TOPIC = "cooperation.run-noticed"
        solution: str
        run: UUID
        scope_code: str
        starts: date
        ends: date

        def apply(self, cooperation: Cooperation) -> None:
            cooperation.runs[self.run] = Noticed(self.scope_code, self.starts, self.ends)

    class Suggested(Root.Event):
        """A suggestion, and nothing more: each of the two regions decides (C13-04)."""

        TOPIC = "cooperation.suggested"
        solution: str
        number: int
        run: UUID
        other: UUID
        scope_code: str
        other_scope_code: str

        def apply(self, cooperation: Cooperation) -> None:
            pair = (self.run, self.other)
            cooperation.suggested[self.number] = (pair, (self.scope_code, self.other_scope_code))

    class Answered(Root.Event):
        TOPIC = "cooperation.answered"
        solution: str
        number: int
        county: str
        wants: bool

        def apply(self, cooperation: Cooperation) -> None:
            cooperation.answers[self.number, self.county] = self.wants

    # State

    solution: str
    runs: dict[UUID, Noticed]
    suggested: dict[int, tuple[tuple[UUID, UUID], tuple[str, str]]]
    """By number: the two runs, and their scopes."""
    answers: dict[tuple[int, str], bool]

    @staticmethod
    def id_of(solution: str) -> UUID:
        return derived("cooperations", solution)

    # Decisions

    @classmethod
    def begin(cls, act: Act, *, solution: str) -> Self:
        """Begin it, with no runs known."""
        return cls.found(cls.Begun, cls.id_of(solution), act, solution=solution)

    def notice(
        self, act: Act, *, run: UUID, scope_code: str, starts: date, ends: date
    ) -> list[int]:
        """Note a regional run, and suggest cooperation with each that resembles it; the numbers.

        A pair is suggested once, whatever is told of the two later (R25).
        """
        seen = Noticed(scope_code, starts, ends)
        if self.runs.get(run) == seen:
            return []
        self.record(
            self.RunNoticed, act, solution=self.solution, run=run, scope_code=scope_code,
            starts=starts, ends=ends,
        )  # fmt: skip
        known = {frozenset(pair) for pair, _ in self.suggested.values()}
        alike = [
            (other, noticed)
            for other, noticed in self.runs.items()
            if other != run and seen.resembles(noticed) and frozenset({run, other}) not in known
        ]
        return [self._suggest(act, run, seen, other, noticed) for other, noticed in alike]

    def answer(self, act: Act, *, number: int, wants: bool, concerned: Collection[str]) -> None:
        """A region says whether it wants to. Refuses everybody but the contacts of the two, whose
        counties are `concerned`."""
        if number not in self.suggested:
            raise Refused(C13_04, "no_such_suggestion", number=number)
        region = act.region or ""
        if act.role != Role.REGIONAL_CONTACT or region not in concerned:
            raise Refused(C13_04, "not_concerned")
        if self.answers.get((number, region)) != wants:
            self.record(
                self.Answered, act, solution=self.solution, number=number, county=region,
                wants=wants,
            )  # fmt: skip

    def _suggest(self, act: Act, run: UUID, seen: Noticed, other: UUID, noticed: Noticed) -> int:
        number = len(self.suggested) + 1
        self.record(
            self.Suggested, act, solution=self.solution, number=number, run=run, other=other,
            scope_code=seen.scope_code, other_scope_code=noticed.scope_code,
        )  # fmt: skip
        return number
