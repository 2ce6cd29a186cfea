"""What a vendor has promised by when, how often that day was moved, and what became of it."""

from __future__ import annotations

from datetime import date
from typing import Any, Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root
from aggregates.rules import C05_04

KEPT, BROKEN = "kept", "broken"


class CommitmentEvent(Root.Event):
    """What became of a promise."""

    vendor: str
    solution: str


class Commitment(Root):
    TOPIC = "vendor-commitment"

    class Made(Founding):
        TOPIC = "vendor-commitment.made"
        vendor: str
        product: str
        solution: str
        promised: str
        due: date

        def apply(self, commitment: Commitment) -> None:
            commitment.vendor, commitment.solution = self.vendor, self.solution
            commitment.promised, commitment.due = self.promised, self.due
            commitment.slips, commitment.puljer, commitment.outcome = [], [], None

    class Moved(CommitmentEvent):
        TOPIC = "vendor-commitment.moved"
        former_due: date
        due: date
        reason: str

        def apply(self, commitment: Commitment) -> None:
            commitment.slips.append((self.former_due, self.due, self.reason))
            commitment.due = self.due

    class PuljeDependsOnIt(CommitmentEvent):
        TOPIC = "vendor-commitment.pulje-depends-on-it"
        pulje: UUID

        def apply(self, commitment: Commitment) -> None:
            commitment.puljer.append(self.pulje)

    class Kept(CommitmentEvent):
        TOPIC = "vendor-commitment.kept"
        evidence: str

        def apply(self, commitment: Commitment) -> None:
            commitment.outcome = KEPT

    class Broken(CommitmentEvent):
        TOPIC = "vendor-commitment.broken"
        reason: str

        def apply(self, commitment: Commitment) -> None:
            commitment.outcome = BROKEN

    # State

    vendor: str
    solution: str
    promised: str
    due: date
    slips: list[tuple[date, date, str]]
    puljer: list[UUID]
    outcome: str | None

    # Decisions

    @classmethod
    def make(
        cls, act: Act, *, id: UUID, product: str, solution: str, promised: str, due: date
    ) -> Self:
        """Promise something of a product by a day, as its vendor. Refuses a day that is past."""
        if due <= act.today:
            raise Refused(C05_04, "due_passed", due=due.isoformat())
        if not promised:
            raise Refused(C05_04, "promise_missing")
        return cls.found(
            cls.Made, id, act,
            vendor=act.body, product=product, solution=solution, promised=promised, due=due,
        )  # fmt: skip

    def move(self, act: Act, *, due: date, reason: str) -> None:
        """Move the day, with a reason; the day before it stays on record (C05-04).

        Refuses anybody but the vendor, no reason, and a promise that is kept or broken already.
        """
        if due == self.due:
            return
        if act.body != self.vendor:
            raise Refused(C05_04, "not_the_vendor", vendor=self.vendor)
        self._require_open()
        if not reason:
            raise Refused(C05_04, "reason_missing")
        self.record(
            self.Moved, act, vendor=self.vendor, solution=self.solution,
            former_due=self.due, due=due, reason=reason,
        )  # fmt: skip

    def depended_on(self, act: Act, *, pulje: UUID) -> None:
        """Note that a pulje rests on it, so that those in it hear when it moves (R22)."""
        if pulje in self.puljer:
            return
        self._require_open()
        self.record(
            self.PuljeDependsOnIt, act, vendor=self.vendor, solution=self.solution, pulje=pulje
        )

    def conclude(self, act: Act, *, outcome: str, words: str) -> None:
        """Say whether it was kept, with what shows it, or broken, and why.

        Refuses the vendor itself, an outcome without words, and another than the first (C05-04).
        """
        if self.outcome == outcome:
            return
        if act.body == self.vendor:
            raise Refused(C05_04, "judged_by_vendor", vendor=self.vendor)
        self._require_open()
        if outcome not in {KEPT, BROKEN}:
            raise Refused(C05_04, "unknown_outcome", outcome=outcome)
        if not words:
            raise Refused(C05_04, "words_missing", outcome=outcome)
        said: dict[str, Any] = {"vendor": self.vendor, "solution": self.solution}
        if outcome == KEPT:
            self.record(self.Kept, act, **said, evidence=words)
        else:
            self.record(self.Broken, act, **said, reason=words)

    def _require_open(self) -> None:
        if self.outcome is not None:
            raise Refused(C05_04, "concluded", outcome=self.outcome)
