"""That there is somebody, under an opaque reference, and that what was known of them was erased."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C23_05

REASONS = ("own_wish", "no_longer_needed", "registered_wrongly")
"""Why somebody is erased. Never in words of one's own: they would tell of the person."""
MACHINE = "s-"
"""How the reference of a machine begins (`people.vault`)."""


class Person(Root):
    TOPIC = "person"

    class Registered(Founding):
        """`organisation` has the administrator who looks after what is known; none for some."""

        TOPIC = "person.registered"
        reference: str
        kind: str
        organisation: str | None

        def apply(self, person: Person) -> None:
            person.reference, person.kind = self.reference, self.kind
            person.organisation, person.erased = self.organisation, False

    class Erased(Root.Event):
        TOPIC = "person.erased"
        reference: str
        reason: str

        def apply(self, person: Person) -> None:
            person.erased = True

    # State

    reference: str
    kind: str
    organisation: str | None
    erased: bool

    @staticmethod
    def id_of(reference: str) -> UUID:
        return derived("people", reference)

    # Decisions

    @classmethod
    def register(cls, act: Act, *, reference: str) -> Self:
        """Enter a person. What they enter of themselves, their organisation looks after."""
        return cls.found(
            cls.Registered, cls.id_of(reference), act,
            reference=reference, organisation=act.body if act.by == reference else None,
            kind="machine" if reference.startswith(MACHINE) else "human",
        )  # fmt: skip

    def require_present(self) -> None:
        """Refuse to keep anything of somebody who was erased (C23-05)."""
        if self.erased:
            raise Refused(C23_05, "erased")

    def erase(self, act: Act, *, reason: str) -> None:
        """Say that all that is known of them is to go. The vault follows; the reference stays."""
        if reason not in REASONS:
            raise Refused(C23_05, "unknown_reason", category=reason, known=list(REASONS))
        if not self.erased:
            self.record(self.Erased, act, reference=self.reference, reason=reason)
