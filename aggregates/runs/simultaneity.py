"""Who else has to start at the same time as a run, and has confirmed it (samtidighet)."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.gate import Gate
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived, ref
from aggregates.rules import C06_16


class Simultaneity(Root):
    """All that a run has declared: hospitals, general practitioners, a national release ..."""

    TOPIC = "simultaneity"

    class Begun(Founding):
        TOPIC = "simultaneity.begun"
        run: UUID
        solution: str

        def apply(self, simultaneity: Simultaneity) -> None:
            simultaneity.run, simultaneity.solution = self.run, self.solution
            simultaneity.declared, simultaneity.confirmed = {}, set()

    class Declared(Root.Event):
        TOPIC = "simultaneity.declared"
        run: UUID
        actor: str
        what: str

        def apply(self, simultaneity: Simultaneity) -> None:
            simultaneity.declared[self.actor] = self.what
            simultaneity.confirmed.discard(self.actor)

    class Confirmed(Root.Event):
        TOPIC = "simultaneity.confirmed"
        run: UUID
        actor: str

        def apply(self, simultaneity: Simultaneity) -> None:
            simultaneity.confirmed.add(self.actor)

    class Lifted(Root.Event):
        """The run does not depend on it any more."""

        TOPIC = "simultaneity.lifted"
        run: UUID
        actor: str
        reason: str

        def apply(self, simultaneity: Simultaneity) -> None:
            del simultaneity.declared[self.actor]
            simultaneity.confirmed.discard(self.actor)

    # State

    run: UUID
    solution: str
    declared: dict[str, str]
    confirmed: set[str]

    @staticmethod
    def id_of(run: UUID) -> UUID:
        return derived("simultaneities", run)

    @property
    def unconfirmed(self) -> list[str]:
        """The organisations that have not confirmed, by their numbers."""
        return sorted(self.declared.keys() - self.confirmed)

    # Decisions

    @classmethod
    def begin(cls, act: Act, *, run: UUID, solution: str) -> Self:
        """Begin it, with nothing declared."""
        return cls.found(cls.Begun, cls.id_of(run), act, run=run, solution=solution)

    def declare(self, act: Act, *, actor: str, what: str) -> None:
        """Declare that another organisation has to start at the same time, and with what.

        Something else of the same organisation's is confirmed anew. Refuses nothing (C06-16).
        """
        if self.declared.get(actor) == what:
            return
        if not what:
            raise Refused(C06_16, "what_missing")
        self.record(self.Declared, act, run=self.run, actor=actor, what=what)

    def confirm(self, act: Act) -> None:
        """The other organisation itself confirms, and nobody for it (C06-16)."""
        if act.body not in self.declared:
            raise Refused(C06_16, "not_the_other_actor")
        if act.body not in self.confirmed:
            self.record(self.Confirmed, act, run=self.run, actor=act.body)

    def lift(self, act: Act, *, actor: str, reason: str) -> None:
        """Say why the run does not depend on it any more."""
        if actor not in self.declared:
            return
        if not reason:
            raise Refused(C06_16, "reason_missing")
        self.record(self.Lifted, act, run=self.run, actor=actor, reason=reason)


def ask_confirmed(gate: Gate, simultaneity: Simultaneity | None) -> None:
    """Whether everybody who is to start at the same time has confirmed it (C06-16)."""
    left = simultaneity.unconfirmed if simultaneity else []
    seen = {"simultaneity": ref(simultaneity) if simultaneity else "none"}
    gate.check(C06_16, not left, "unconfirmed", seen, actors=left)
