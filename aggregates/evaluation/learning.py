"""One thing that an evaluation taught, with an owner who takes it further."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C10_04

TYPES = frozenset({"model", "criteria", "material", "vendor", "communication", "capacity"})
OUTCOMES = frozenset({"improved", "left"})


class Learning(Root):
    TOPIC = "learning"

    class Raised(Founding):
        TOPIC = "learning.raised"
        evaluation: UUID
        key: str
        run: UUID
        solution: str
        track: str
        text: str
        type: str
        owner: str

        def apply(self, learning: Learning) -> None:
            learning.key, learning.solution, learning.track = self.key, self.solution, self.track
            learning.type, learning.owner, learning.settled = self.type, self.owner, None
            learning.run = self.run

    class Reassigned(Root.Event):
        TOPIC = "learning.reassigned"
        owner: str
        former_owner: str

        def apply(self, learning: Learning) -> None:
            learning.owner = self.owner

    class Reclassified(Root.Event):
        """The group finds that it is about something else than it was taken for."""

        TOPIC = "learning.reclassified"
        run: UUID
        solution: str
        track: str
        type: str
        former_type: str
        reason: str

        def apply(self, learning: Learning) -> None:
            learning.type = self.type

    class Settled(Root.Event):
        """What was learned has changed something, or the group leaves it; nobody answers it now."""

        TOPIC = "learning.settled"
        solution: str
        track: str
        outcome: str
        reason: str

        def apply(self, learning: Learning) -> None:
            learning.settled = (self.outcome, self.reason)

    # State

    key: str
    run: UUID
    solution: str
    track: str
    type: str
    owner: str
    settled: tuple[str, str] | None

    @staticmethod
    def id_of(evaluation: UUID, key: str) -> UUID:
        return derived("learnings", evaluation, key)

    # Decisions

    @classmethod
    def raise_(
        cls,
        act: Act,
        *,
        evaluation: UUID,
        key: str,
        run: UUID,
        solution: str,
        track: str,
        text: str,
        type: str,
        owner: str,
    ) -> Self:
        """Raise a learning point. Refuses one without text, a known type and an owner (C10-04)."""
        require_told(key, text, type, owner)
        return cls.found(
            cls.Raised, cls.id_of(evaluation, key), act,
            evaluation=evaluation, key=key, run=run, solution=solution, track=track,
            text=text, type=type, owner=owner,
        )  # fmt: skip

    def reassign(self, act: Act, *, owner: str) -> None:
        """Give it to another owner. Refuses to leave it without one (C10-04)."""
        if not owner:
            raise Refused(C10_04, "owner_missing", learning=self.key)
        if owner != self.owner:
            self.record(self.Reassigned, act, owner=owner, former_owner=self.owner)

    def reclassify(self, act: Act, *, type: str, reason: str) -> None:
        """Say that it is about something else, and why (C10-04).

        Refuses an unknown type, no reason, and what is settled.
        """
        if type == self.type:
            return
        if self.settled is not None:
            raise Refused(C10_04, "settled_already", learning=self.key)
        if type not in TYPES:
            raise Refused(C10_04, "unknown_type", learning=self.key, type=type)
        if not reason:
            raise Refused(C10_04, "reclassified_without_reason", learning=self.key)
        self.record(
            self.Reclassified, act, run=self.run, solution=self.solution, track=self.track,
            type=type, former_type=self.type, reason=reason,
        )  # fmt: skip

    def settle(self, act: Act, *, outcome: str, reason: str) -> None:
        """Say what came of it: `improved` or `left`, and why. New runs need not answer it then.

        Refuses an unknown outcome, and one without a reason (C10-04); what is settled stays so.
        """
        if self.settled == (outcome, reason):
            return
        if self.settled is not None:
            raise Refused(C10_04, "settled_already", learning=self.key)
        if outcome not in OUTCOMES:
            raise Refused(C10_04, "unknown_outcome", outcome=outcome)
        if not reason:
            raise Refused(C10_04, "outcome_reason_missing", learning=self.key)
        self.record(
            self.Settled, act,
            solution=self.solution, track=self.track, outcome=outcome, reason=reason,
        )  # fmt: skip


def require_told(key: str, text: str, type: str, owner: str) -> None:
    """Refuse a learning point that nobody could take further (C10-04)."""
    if not text:
        raise Refused(C10_04, "text_missing", learning=key)
    if type not in TYPES:
        raise Refused(C10_04, "unknown_type", learning=key, type=type)
    if not owner:
        raise Refused(C10_04, "owner_missing", learning=key)
