"""How many runs a municipality says it can be in at once; nobody else says so."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C01_09


class LoadCeiling(Root):
    TOPIC = "load-ceiling"

    class Stated(Founding):
        TOPIC = "load-ceiling.stated"
        municipality: UUID
        ceiling: int
        reason: str

        def apply(self, load: LoadCeiling) -> None:
            load.municipality, load.ceiling = self.municipality, self.ceiling

    class Restated(Root.Event):
        """No ceiling means that the municipality has taken it back."""

        TOPIC = "load-ceiling.restated"
        municipality: UUID
        former_ceiling: int | None
        ceiling: int | None
        reason: str

        def apply(self, load: LoadCeiling) -> None:
            load.ceiling = self.ceiling

    # State

    municipality: UUID
    ceiling: int | None

    @staticmethod
    def id_of(municipality: UUID) -> UUID:
        return derived("load-ceilings", municipality)

    # Decisions

    @classmethod
    def state(cls, act: Act, *, municipality: UUID, ceiling: int, reason: str) -> Self:
        """State it for the first time, as the municipality itself (C01-09).

        It warns whoever wants to invite; it keeps nobody from inviting, and no municipality from
        joining: that is its own decision.
        """
        _check(act, municipality, ceiling, reason)
        return cls.found(
            cls.Stated, cls.id_of(municipality), act,
            municipality=municipality, ceiling=ceiling, reason=reason,
        )  # fmt: skip

    def restate(self, act: Act, *, ceiling: int | None, reason: str) -> None:
        """State another one, or take it back."""
        if ceiling == self.ceiling:
            return
        _check(act, self.municipality, ceiling, reason)
        self.record(
            self.Restated, act, municipality=self.municipality,
            former_ceiling=self.ceiling, ceiling=ceiling, reason=reason,
        )  # fmt: skip


def _check(act: Act, municipality: UUID, ceiling: int | None, reason: str) -> None:
    if act.municipality != municipality:
        raise Refused(C01_09, "not_the_municipality")
    if ceiling is not None and ceiling < 0:
        raise Refused(C01_09, "ceiling_negative", ceiling=ceiling)
    if not reason:
        raise Refused(C01_09, "reason_missing")
