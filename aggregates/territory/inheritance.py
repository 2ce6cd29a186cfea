"""Whether a municipality that came of a merger or a split takes over how far one before it was."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import I33


class Inheritance(Root):
    """For one solution. Without a decision nothing is taken over (C01-02, I33)."""

    TOPIC = "inheritance"

    class Decided(Founding):
        TOPIC = "inheritance.decided"
        predecessor: UUID
        successor: UUID
        solution: str
        inherits: bool
        reason: str

        def apply(self, inheritance: Inheritance) -> None:
            inheritance.inherits = self.inherits

    class Redecided(Root.Event):
        TOPIC = "inheritance.redecided"
        inherits: bool
        reason: str

        def apply(self, inheritance: Inheritance) -> None:
            inheritance.inherits = self.inherits

    # State

    inherits: bool

    @staticmethod
    def id_of(predecessor: UUID, successor: UUID, solution: str) -> UUID:
        return derived("inheritances", predecessor, successor, solution)

    # Decisions

    @classmethod
    def decide(
        cls, act: Act, *,
        predecessor: UUID, successor: UUID, solution: str, inherits: bool, reason: str,
        succeeds: bool, county: str,
    ) -> Self:  # fmt: skip
        """Decide it with a reason. `succeeds` and `county` (the successor's) are the register's.

        Refuses a municipality that does not come of the other, and another region's contact.
        """
        if not succeeds:
            raise Refused(I33, "not_a_successor")
        _check(act, county, reason)
        return cls.found(
            cls.Decided, cls.id_of(predecessor, successor, solution), act,
            predecessor=predecessor, successor=successor, solution=solution,
            inherits=inherits, reason=reason,
        )  # fmt: skip

    def redecide(self, act: Act, *, inherits: bool, reason: str, county: str) -> None:
        """Decide otherwise; what was decided before stays on record."""
        if inherits == self.inherits:
            return
        _check(act, county, reason)
        self.record(self.Redecided, act, inherits=inherits, reason=reason)


def _check(act: Act, county: str, reason: str) -> None:
    if act.region is not None and act.region != county:
        raise Refused(I33, "not_the_region", county=county)
    if not reason:
        raise Refused(I33, "inheritance_reason_missing")
