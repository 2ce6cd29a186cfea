"""The common frame in which every region plans how it is put in place that year (C12-12)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C12_12


class ImplementationFrame(Root):
    """KS sets it, so that all regions have one beginning and some things alike (S3 L584)."""

    TOPIC = "implementation-frame"

    class Begun(Founding):
        TOPIC = "implementation-frame.begun"
        year: int

        def apply(self, frame: ImplementationFrame) -> None:
            frame.year, frame.period, frame.milestones = self.year, None, []

    class FrameSet(Root.Event):
        """From `starts` to and with `ends`; `milestones` are those that every region has."""

        TOPIC = "implementation-frame.frame-set"
        year: int
        starts: date
        ends: date
        milestones: list[str]
        decision: str

        def apply(self, frame: ImplementationFrame) -> None:
            frame.period, frame.milestones = (self.starts, self.ends), list(self.milestones)

    # State

    year: int
    period: tuple[date, date] | None
    milestones: list[str]

    @staticmethod
    def id_of(year: int) -> UUID:
        return derived("implementation-frames", year)

    # Decisions

    @classmethod
    def begin(cls, act: Act, *, year: int) -> Self:
        """Begin it, with nothing set."""
        return cls.found(cls.Begun, cls.id_of(year), act, year=year)

    def set_frame(
        self, act: Act, *, starts: date, ends: date, milestones: Sequence[str], decision: str
    ) -> None:
        """Set the frame, or another one; plans that were made in the former stand as they are.

        Refuses an end before the beginning, no milestone, and no decision to find it by.
        """
        said = list(dict.fromkeys(milestones))
        if (self.period, self.milestones) == ((starts, ends), said):
            return
        if ends < starts:
            raise Refused(C12_12, "ends_before", since=starts.isoformat(), until=ends.isoformat())
        for field, value in (("milestones", said), ("decision", decision)):
            if not value:
                raise Refused(C12_12, "field_missing", field=field)
        self.record(
            self.FrameSet, act,
            year=self.year, starts=starts, ends=ends, milestones=said, decision=decision,
        )  # fmt: skip
