"""After the technical introduction, a measurement of use is expected by a day (oppfølging)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.root import Founding, Root, derived


class UseExpectation(Root):
    """Whether it came. That it did not, says nothing of use, only that nobody knows (I30)."""

    TOPIC = "use-expectation"

    class Begun(Founding):
        TOPIC = "use-expectation.begun"
        municipality: UUID
        solution: str
        weeks: int
        due: date

        def apply(self, expectation: UseExpectation) -> None:
            expectation.municipality, expectation.solution = self.municipality, self.solution
            expectation.due, expectation.open = self.due, True

    class Met(Root.Event):
        TOPIC = "use-expectation.met"
        municipality: UUID
        solution: str
        by_what: str

        def apply(self, expectation: UseExpectation) -> None:
            expectation.open = False

    class Missed(Root.Event):
        TOPIC = "use-expectation.missed"
        municipality: UUID
        solution: str
        due: date

        def apply(self, expectation: UseExpectation) -> None:
            expectation.open = False

    # State

    municipality: UUID
    solution: str
    due: date
    open: bool

    @staticmethod
    def id_of(municipality: UUID, solution: str) -> UUID:
        return derived("use-expectations", municipality, solution)

    # Decisions

    @classmethod
    def begin(cls, act: Act, *, municipality: UUID, solution: str, weeks: int) -> Self:
        """Expect a first measurement within so many weeks of the day on which this is known."""
        return cls.found(
            cls.Begun, cls.id_of(municipality, solution), act,
            municipality=municipality, solution=solution, weeks=weeks,
            due=act.today + timedelta(weeks=weeks),
        )  # fmt: skip

    def meet(self, act: Act, *, by_what: str) -> None:
        """Note what was heard of the use, as `ref()`; once is enough."""
        if self.open:
            self.record(
                self.Met, act,
                municipality=self.municipality, solution=self.solution, by_what=by_what,
            )  # fmt: skip

    def miss(self, act: Act, *, today: date) -> None:
        """Note that the day has passed and nobody has measured; a day that is ahead does not."""
        if self.open and today > self.due:
            self.record(
                self.Missed, act,
                municipality=self.municipality, solution=self.solution, due=self.due,
            )  # fmt: skip
