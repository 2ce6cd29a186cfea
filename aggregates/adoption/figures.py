"""Totals that somebody stated for a solution; they stay totals, and keep their date and source."""

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C09_02, I29

PRECISIONS = frozenset({"exact", "about"})


class Figures(Root):
    TOPIC = "figures"

    class Event(Root.Event):
        solution: str

    class Begun(Founding):
        TOPIC = "figures.begun"
        solution: str

        def apply(self, figures: Figures) -> None:
            figures.solution, figures.stated = self.solution, {}

    class Reported(Event):
        TOPIC = "figures.reported"
        measure: str
        value: int
        precision: str
        as_of: date
        source: str

        def apply(self, figures: Figures) -> None:
            figures.stated[self.measure, self.as_of] = (self.value, self.precision, self.source)

    class Corrected(Event):
        TOPIC = "figures.corrected"
        measure: str
        former_value: int
        value: int
        precision: str
        as_of: date
        source: str
        reason: str

        def apply(self, figures: Figures) -> None:
            figures.stated[self.measure, self.as_of] = (self.value, self.precision, self.source)

    # State

    solution: str
    stated: dict[tuple[str, date], tuple[int, str, str]]

    @staticmethod
    def id_of(solution: str) -> UUID:
        return derived("figures", solution)

    # Decisions

    @classmethod
    def begin(cls, act: Act, *, solution: str) -> Self:
        """Begin to collect the figures of a solution."""
        return cls.found(cls.Begun, cls.id_of(solution), act, solution=solution)

    def report(
        self, act: Act, *, measure: str, value: int, precision: str, as_of: date, source: str
    ) -> None:
        """State a total as of a day; no municipality gets a stage of it (I29).

        Refuses another total for the same day, which is a correction.
        """
        told = _checked(measure, value, precision, source)
        known = self.stated.get((measure, as_of))
        if known == told:
            return
        if known is not None:
            raise Refused(I29, "stated_already", measure=measure, value=known[0])
        self.record(
            self.Reported, act,
            solution=self.solution, measure=measure, value=value, precision=precision,
            as_of=as_of, source=source,
        )  # fmt: skip

    def correct(
        self, act: Act, *,
        measure: str, value: int, precision: str, as_of: date, source: str, reason: str,
    ) -> None:  # fmt: skip
        """State that an earlier total was wrong, and why; what was published stays on record."""
        told = _checked(measure, value, precision, source)
        known = self.stated.get((measure, as_of))
        if known is None:
            raise Refused(I29, "nothing_to_correct", measure=measure, as_of=as_of.isoformat())
        if known == told:
            return
        if not reason:
            raise Refused(I29, "reason_missing")
        self.record(
            self.Corrected, act,
            solution=self.solution, measure=measure, former_value=known[0], value=value,
            precision=precision, as_of=as_of, source=source, reason=reason,
        )  # fmt: skip


def _checked(measure: str, value: int, precision: str, source: str) -> tuple[int, str, str]:
    if not measure or value < 0:
        raise Refused(I29, "figure_malformed", measure=measure, value=value)
    if precision not in PRECISIONS:
        raise Refused(C09_02, "unknown_precision", precision=precision)
    if not source:
        raise Refused(C09_02, "source_missing")
    return value, precision, source
