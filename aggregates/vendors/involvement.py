"""Which vendors a solution concerns, and who of them was told what: early, and all of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C05_02

WITHIN_DAYS = 14
"""How soon all have to be told after the first, unless it is listed otherwise; inferred."""


@dataclass(slots=True)
class Matter:
    """One thing that vendors are told: by when all should know, who does, who is left out why."""

    due: date
    told: dict[str, date] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)


class Involvement(Root):
    TOPIC = "vendor-involvement"

    class Opened(Founding):
        TOPIC = "vendor-involvement.opened"
        solution: str

        def apply(self, involvement: Involvement) -> None:
            involvement.solution, involvement.relevant = self.solution, []
            involvement.within_days, involvement.matters = WITHIN_DAYS, {}

    class RelevantListed(Root.Event):
        TOPIC = "vendor-involvement.relevant-listed"
        solution: str
        vendors: list[str]
        within_days: int

        def apply(self, involvement: Involvement) -> None:
            involvement.relevant = self.vendors
            involvement.within_days = self.within_days

    class VendorsInformed(Root.Event):
        TOPIC = "vendor-involvement.vendors-informed"
        solution: str
        matter: str
        vendors: list[str]

        def apply(self, involvement: Involvement) -> None:
            due = self.on + timedelta(days=involvement.within_days)
            matter = involvement.matters.setdefault(self.matter, Matter(due))
            matter.told |= {each: self.on for each in self.vendors if each not in matter.told}

    class VendorLeftOut(Root.Event):
        TOPIC = "vendor-involvement.vendor-left-out"
        solution: str
        matter: str
        vendor: str
        reason: str

        def apply(self, involvement: Involvement) -> None:
            involvement.matters[self.matter].left_out[self.vendor] = self.reason

    # State

    solution: str
    relevant: list[str]
    within_days: int
    matters: dict[str, Matter]

    @staticmethod
    def id_of(solution: str) -> UUID:
        return derived("vendor-involvements", solution)

    def waiting(self, matter: str) -> list[str]:
        """The vendors that it concerns, who have not been told, and of whom nobody says why."""
        known = self.matters[matter]
        return [each for each in self.relevant if each not in known.told.keys() | known.left_out]

    # Decisions

    @classmethod
    def open(cls, act: Act, *, solution: str) -> Self:
        """Begin, with no vendors listed."""
        return cls.found(cls.Opened, cls.id_of(solution), act, solution=solution)

    def list_relevant(self, act: Act, *, vendors: list[str], within_days: int) -> None:
        """List every vendor that the solution concerns, and how soon all hear what one hears."""
        named = sorted(set(vendors))
        if (self.relevant, self.within_days) == (named, within_days):
            return
        if not named:
            raise Refused(C05_02, "vendors_missing", solution=self.solution)
        self.record(
            self.RelevantListed, act,
            solution=self.solution, vendors=named, within_days=within_days,
        )  # fmt: skip

    def inform(self, act: Act, *, matter: str, vendors: list[str], on: date | None = None) -> None:
        """Note who was told what, and when. From then on the others wait to be told (C05-02).

        Refuses vendors that are not listed: the list is what makes it equal.
        """
        known = self.matters.get(matter)
        new = sorted(set(vendors) - (known.told.keys() if known else set()))
        if not new:
            return
        if strangers := sorted(set(new) - set(self.relevant)):
            raise Refused(C05_02, "not_listed", vendors=strangers)
        self.record(
            self.VendorsInformed, act, on=on, solution=self.solution, matter=matter, vendors=new
        )

    def leave_out(self, act: Act, *, matter: str, vendor: str, reason: str) -> None:
        """Keep the reason why a listed vendor is not told. Refuses none (C05-02)."""
        if matter not in self.matters:
            raise Refused(C05_02, "unknown_matter", matter=matter)
        if self.matters[matter].left_out.get(vendor) == reason:
            return
        if vendor not in self.relevant:
            raise Refused(C05_02, "not_listed", vendors=[vendor])
        if not reason:
            raise Refused(C05_02, "reason_missing", vendor=vendor)
        self.record(
            self.VendorLeftOut, act,
            solution=self.solution, matter=matter, vendor=vendor, reason=reason,
        )  # fmt: skip
