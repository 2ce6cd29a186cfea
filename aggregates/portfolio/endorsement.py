"""Which solutions the sector has agreed on: the portfolio in dated versions, each on a decision."""

from __future__ import annotations

from datetime import date
from typing import Self

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C02_02


class Endorsement(Root):
    """KS proposes a version, KommIT-rådet endorses it; both stay on record (S3 L605)."""

    TOPIC = "endorsement"

    class Opened(Founding):
        TOPIC = "endorsement.opened"

        def apply(self, endorsement: Endorsement) -> None:
            endorsement.proposed, endorsement.versions = [], []

    class VersionProposed(Root.Event):
        TOPIC = "endorsement.version-proposed"
        number: int
        solutions: list[str]
        reason: str

        def apply(self, endorsement: Endorsement) -> None:
            endorsement.proposed.append(self.solutions)

    class VersionEndorsed(Root.Event):
        TOPIC = "endorsement.version-endorsed"
        number: int
        solutions: list[str]
        deciding_body: str
        decision: str

        def apply(self, endorsement: Endorsement) -> None:
            endorsement.versions.append((self.on, self.number, self.solutions, self.decision))

    # State

    proposed: list[list[str]]
    versions: list[tuple[date, int, list[str], str]]

    ID = derived("endorsement")

    def endorses(self, code: str, day: date | None = None) -> bool:
        """Whether a solution is in the version that held on a day, or in the newest one."""
        version = self.held(day)
        return version is not None and code in version[2]

    def held(self, day: date | None = None) -> tuple[date, int, list[str], str] | None:
        """The version that held on a day, or the newest: since when, its number, which solutions,
        on which decision. None before the first one."""
        known = [each for each in self.versions if day is None or each[0] <= day]
        return known[-1] if known else None

    # Decisions

    @classmethod
    def open(cls, act: Act) -> Self:
        """Begin, with nothing endorsed."""
        return cls.found(cls.Opened, cls.ID, act)

    def propose(self, act: Act, *, solutions: list[str], reason: str) -> None:
        """Propose the next version, which names every solution of it. Refuses none, and no reason.

        It holds from when it is endorsed, not before (C02-02).
        """
        named = sorted(set(solutions))
        if self.proposed and self.proposed[-1] == named:
            return
        if not named:
            raise Refused(C02_02, "solutions_missing")
        if not reason:
            raise Refused(C02_02, "reason_missing")
        number = len(self.proposed) + 1
        self.record(self.VersionProposed, act, number=number, solutions=named, reason=reason)

    def endorse(
        self, act: Act, *, number: int, deciding_body: str, decision: str, on: date | None = None
    ) -> None:
        """Note that a proposed version was endorsed, by whom and on which decision (C02-02).

        Refuses what was never proposed, what came before the version that holds, a day before
        that one's, and what has no decision that can be found again.
        """
        if any(each[1] == number for each in self.versions):
            return
        if not 0 < number <= len(self.proposed):
            raise Refused(C02_02, "not_proposed", number=number)
        if not (deciding_body and decision):
            raise Refused(C02_02, "decision_missing", number=number)
        day, holds = on or act.today, self.held()
        if holds is not None and (number < holds[1] or day < holds[0]):
            raise Refused(
                C02_02, "out_of_order", number=number, last=holds[1], since=holds[0].isoformat()
            )
        self.record(
            self.VersionEndorsed, act, on=day, number=number,
            solutions=self.proposed[number - 1], deciding_body=deciding_body, decision=decision,
        )  # fmt: skip
