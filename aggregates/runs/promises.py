"""What a pulje rests on that vendors promised, and what of it comes after its start (R22)."""

from __future__ import annotations

from abc import ABC
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.root import Root

if TYPE_CHECKING:
    from aggregates.runs.pulje import Pulje


class PromiseEvent(Root.Event):
    """What became of the day of one promise that a pulje rests on."""

    run: UUID
    number: int
    commitment: UUID


class PromiseLater(PromiseEvent):
    """It is promised by a day after the pulje starts; whether to wait is for its leader to say."""

    TOPIC = "pulje.promise-later"
    solution: str
    starts: date
    due: date

    def apply(self, pulje: Pulje) -> None:
        pulje.late_promises[self.commitment] = self.due


class PromiseInTime(PromiseEvent):
    """It is kept, or promised by the start again."""

    TOPIC = "pulje.promise-in-time"

    def apply(self, pulje: Pulje) -> None:
        del pulje.late_promises[self.commitment]


class Promised(ABC):
    """The part of a pulje that rests on promises."""

    PromiseLater: ClassVar[type[PromiseEvent]]
    PromiseInTime: ClassVar[type[PromiseEvent]]
    """The pulje's own classes of these events, which the library makes of those above."""

    # State

    run: UUID
    number: int
    starts: date
    late_promises: dict[UUID, date]
    """Until when each promise is awaited that comes after the start."""
    record: Callable[..., None]

    # Decisions

    def weigh_promise(
        self, act: Act, *, commitment: UUID, solution: str, due: date, kept: bool = False
    ) -> None:
        """Hold the day of a promise against the start; nothing else follows from it (R22)."""
        if kept or due <= self.starts:
            if commitment in self.late_promises:
                self.record(
                    self.PromiseInTime,
                    act,
                    run=self.run,
                    number=self.number,
                    commitment=commitment,
                )
        elif self.late_promises.get(commitment) != due:
            self.record(
                self.PromiseLater, act, run=self.run, number=self.number, commitment=commitment,
                solution=solution, starts=self.starts, due=due,
            )  # fmt: skip
