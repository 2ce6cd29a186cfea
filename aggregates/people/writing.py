"""Who a name in a document is: a link beside the text, made by two, and undone when it was wrong.

What was written stays as it was. Neither the name nor who it is comes into history: both are opaque
references that the vault made, and can erase.
"""

from __future__ import annotations

from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C01_05

REASONS = ("somebody_else", "own_wish", "not_certain")
"""Why a link is undone. Never in words of one's own: they would tell of the person."""


class Writing(Root):
    """One way of writing a name, by the reference that the vault has for it."""

    TOPIC = "writing"

    class LinkProposed(Founding):
        TOPIC = "writing.link-proposed"
        written: str
        person: str

        def apply(self, writing: Writing) -> None:
            writing.written, writing.person = self.written, None
            writing.proposed, writing.proposer = self.person, self.by

    class LinkProposedAnew(Root.Event):
        TOPIC = "writing.link-proposed-anew"
        written: str
        person: str

        def apply(self, writing: Writing) -> None:
            writing.proposed, writing.proposer = self.person, self.by

    class Linked(Root.Event):
        TOPIC = "writing.linked"
        written: str
        person: str

        def apply(self, writing: Writing) -> None:
            writing.person, writing.proposed = self.person, None

    class Unlinked(Root.Event):
        TOPIC = "writing.unlinked"
        written: str
        person: str
        reason: str

        def apply(self, writing: Writing) -> None:
            writing.person = None

    # State

    written: str
    person: str | None
    proposed: str | None
    proposer: str

    @staticmethod
    def id_of(written: str) -> UUID:
        return derived("writings", written)

    # Decisions

    @classmethod
    def propose(cls, act: Act, *, written: str, person: str) -> Self:
        """Propose who it is. It is nobody before somebody else has confirmed it (C01-05)."""
        return cls.found(cls.LinkProposed, cls.id_of(written), act, written=written, person=person)

    def propose_anew(self, act: Act, *, person: str) -> None:
        """Propose somebody else. Refuses while it is linked: that is undone first."""
        if person in {self.person, self.proposed}:
            return
        if self.person is not None:
            raise Refused(C01_05, "linked_already")
        self.record(self.LinkProposedAnew, act, written=self.written, person=person)

    def confirm(self, act: Act) -> None:
        """Confirm what was proposed. Refuses who proposed it: two see it (C01-05)."""
        if self.proposed is None:
            if self.person is None:
                raise Refused(C01_05, "nothing_proposed")
            return
        if act.by == self.proposer:
            raise Refused(C01_05, "proposer_confirms")
        self.record(self.Linked, act, written=self.written, person=self.proposed)

    def unlink(self, act: Act, *, reason: str) -> None:
        """Undo the link; what was linked and by whom stays on record (C01-05)."""
        if reason not in REASONS:
            raise Refused(C01_05, "unknown_reason", category=reason, known=list(REASONS))
        if self.person is not None:
            self.record(self.Unlinked, act, written=self.written, person=self.person, reason=reason)
