"""A grant under a scheme for one year: its frame, and every change of it with its own date."""

from __future__ import annotations

from datetime import date
from typing import Any, Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C15_03, I60


class Grant(Root):
    TOPIC = "grant"

    class Announced(Founding):
        TOPIC = "grant.announced"
        scheme: str
        name: str
        year: int
        granted_by: str
        amount: int
        known_on: date
        source: str

        def apply(self, grant: Grant) -> None:
            grant.scheme, grant.year = self.scheme, self.year
            grant.frames = [(self.amount, self.known_on)]

    class FrameChanged(Root.Event):
        TOPIC = "grant.frame-changed"
        scheme: str
        year: int
        frame: int
        former_amount: int
        amount: int
        known_on: date
        reason: str
        source: str

        def apply(self, grant: Grant) -> None:
            grant.frames.append((self.amount, self.known_on))

    class FrameCorrected(Root.Event):
        TOPIC = "grant.frame-corrected"
        scheme: str
        year: int
        frame: int
        former_amount: int
        amount: int
        reason: str
        source: str

        def apply(self, grant: Grant) -> None:
            grant.frames[self.frame - 1] = (self.amount, grant.frames[self.frame - 1][1])

    # State

    scheme: str
    year: int
    frames: list[tuple[int, date]]
    """Each frame by its number, from 1: whole kroner, and the day it became known."""

    @staticmethod
    def id_of(scheme: str, year: int) -> UUID:
        return derived("grants", scheme, year)

    # Decisions

    @classmethod
    def announce(
        cls, act: Act, *,
        scheme: str, name: str, year: int, granted_by: str, amount: int, known_on: date,
        source: str,
    ) -> Self:  # fmt: skip
        """Note that so many whole kroner were announced, and when that became known.

        Refuses an amount without a source, and what becomes known later than it is recorded.
        """
        _check(act, amount, known_on, source)
        return cls.found(
            cls.Announced, cls.id_of(scheme, year), act, on=known_on,
            scheme=scheme, name=name, year=year, granted_by=granted_by, amount=amount,
            known_on=known_on, source=source,
        )  # fmt: skip

    def change_frame(
        self, act: Act, *, amount: int, known_on: date, reason: str, source: str
    ) -> None:
        """Note that the frame became another (C15-03). What was known until then stays so.

        Refuses as `announce` does, and a change that is older than the frame it changes.
        """
        former, since = self.frames[-1]
        if (amount, known_on) == (former, since):
            return
        _check(act, amount, known_on, source)
        if not reason:
            raise Refused(I60, "reason_missing")
        if known_on < since:
            raise Refused(C15_03, "known_before", since=since.isoformat())
        self.record(
            self.FrameChanged, act, on=known_on, **self._named(len(self.frames) + 1),
            former_amount=former, amount=amount, known_on=known_on, reason=reason, source=source,
        )  # fmt: skip

    def correct_frame(self, act: Act, *, frame: int, amount: int, reason: str, source: str) -> None:
        """State that a frame was recorded wrongly; what was recorded stays on record (I60)."""
        if not 1 <= frame <= len(self.frames):
            raise Refused(I60, "no_such_frame", frame=frame)
        former, known_on = self.frames[frame - 1]
        if amount == former:
            return
        _check(act, amount, known_on, source)
        if not reason:
            raise Refused(I60, "reason_missing")
        self.record(
            self.FrameCorrected, act, **self._named(frame),
            former_amount=former, amount=amount, reason=reason, source=source,
        )  # fmt: skip

    def _named(self, frame: int) -> dict[str, Any]:
        return {"scheme": self.scheme, "year": self.year, "frame": frame}


def _check(act: Act, amount: int, known_on: date, source: str) -> None:
    if amount < 0:
        raise Refused(I60, "amount_negative", amount=amount)
    if not source:
        raise Refused(I60, "source_missing")
    if known_on > act.today:
        raise Refused(C15_03, "known_later", known_on=known_on.isoformat())
