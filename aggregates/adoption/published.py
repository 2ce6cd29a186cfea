"""Figures as they were published: counted on a day by a version of the rule, never rewritten."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import I34


@dataclass(frozen=True, slots=True)
class Counted:
    """What the boards said: of so many municipalities, and of how many nobody knows anything.

    `reported` of the active are so only by their own word. `position` is how far the log had come.
    """

    municipalities: int
    introduced: int
    active: int
    reported: int
    unknown: int
    use_rule: int | None
    position: int


class PublishedFigures(Root):
    TOPIC = "published-figures"

    class Begun(Founding):
        TOPIC = "published-figures.begun"
        solution: str

        def apply(self, figures: PublishedFigures) -> None:
            figures.solution, figures.count, figures.days = self.solution, 0, set()

    class Published(Root.Event):
        TOPIC = "published-figures.published"
        solution: str
        number: int
        as_of: date
        municipalities: int
        introduced: int
        active: int
        reported: int
        unknown: int
        use_rule: int | None
        position: int

        def apply(self, figures: PublishedFigures) -> None:
            figures.count = self.number
            figures.days.add((self.as_of, self.use_rule))

    # State

    solution: str
    count: int
    days: set[tuple[date, int | None]]

    @staticmethod
    def id_of(solution: str) -> UUID:
        return derived("published-figures", solution)

    # Decisions

    @classmethod
    def begin(cls, act: Act, *, solution: str) -> Self:
        """Begin to publish figures of a solution."""
        return cls.found(cls.Begun, cls.id_of(solution), act, solution=solution)

    def publish(self, act: Act, *, as_of: date, counted: Counted) -> None:
        """Publish what the boards say of a day. It stays as it is, whatever rule comes (I34).

        Refuses a day that is ahead, and the same day by the same rule once more.
        """
        if as_of > act.today:
            raise Refused(I34, "published_ahead", as_of=as_of.isoformat())
        if (as_of, counted.use_rule) in self.days:
            raise Refused(I34, "published_already", as_of=as_of.isoformat())
        self.record(
            self.Published, act, solution=self.solution, number=self.count + 1, as_of=as_of,
            **asdict(counted),
        )  # fmt: skip
