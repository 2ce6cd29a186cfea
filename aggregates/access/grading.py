"""From whom one aggregate's story is withheld, and by which paragraph; or that it is released."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self
from uuid import UUID

from aggregates.kernel.act import Act, Role
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C23_09

PARAGRAPHS = frozenset({"13", "14", "15", "16", "20", "23", "24", "26"})
"""Of offentleglova: those that let a body withhold what it holds."""
WITHHOLDABLE = frozenset({"note", "participation", "mandate"})
"""Whose words are told by nobody but the log: what has been published cannot be withheld."""
INTERNAL = frozenset({"note", "local-work", "support"})
"""Words that are between those who said them; nobody releases them to the public."""
WITHHELD, RELEASED, ORDINARY = "withheld", "released", "ordinary"


class Grading(Root):
    TOPIC = "grading"

    class Event(Root.Event):
        of: UUID
        kind: str

    class Begun(Founding):
        TOPIC = "grading.begun"
        of: UUID
        kind: str

        def apply(self, grading: Grading) -> None:
            grading.of, grading.kind = self.of, self.kind
            grading.grade, grading.paragraph = ORDINARY, None

    class Withheld(Event):
        TOPIC = "grading.withheld"
        paragraph: str

        def apply(self, grading: Grading) -> None:
            grading.grade, grading.paragraph = WITHHELD, self.paragraph

    class Lifted(Event):
        TOPIC = "grading.lifted"

        def apply(self, grading: Grading) -> None:
            grading.grade, grading.paragraph = ORDINARY, None

    class Released(Event):
        """Whoever asks may read it, also without a token."""

        TOPIC = "grading.released"

        def apply(self, grading: Grading) -> None:
            grading.grade, grading.paragraph = RELEASED, None

    # State

    of: UUID
    kind: str
    grade: str
    paragraph: str | None

    @staticmethod
    def id_of(of: UUID) -> UUID:
        return derived("gradings", of)

    # Decisions

    @classmethod
    def begin(cls, act: Act, *, of: UUID, kind: str) -> Self:
        """Begin to grade an aggregate; nothing is withheld or released by that."""
        return cls.found(cls.Begun, cls.id_of(of), act, of=of, kind=kind)

    def withhold(self, act: Act, *, paragraph: str) -> None:
        """Withhold its words from whom they do not concern, by a paragraph of offentleglova.

        Refuses an unknown paragraph, and what is told outside anyway (C23-09).
        """
        if self.kind not in WITHHOLDABLE:
            raise Refused(C23_09, "published_already", kind=self.kind)
        if paragraph not in PARAGRAPHS:
            raise Refused(C23_09, "unknown_paragraph", paragraph=paragraph)
        if (self.grade, self.paragraph) != (WITHHELD, paragraph):
            self.record(self.Withheld, act, of=self.of, kind=self.kind, paragraph=paragraph)

    def lift(self, act: Act) -> None:
        """Take the grade away: it is read again by those who have a function."""
        if self.grade != ORDINARY:
            self.record(self.Lifted, act, of=self.of, kind=self.kind)

    def release(self, act: Act) -> None:
        """Let the public read it. Refuses internal notes, which are about others (C23-09)."""
        if self.kind in INTERNAL:
            raise Refused(C23_09, "note_is_internal")
        if self.grade != RELEASED:
            self.record(self.Released, act, of=self.of, kind=self.kind)


def concerns(
    role: str, municipality: UUID | None, region: str | None, said: Mapping[str, Any]
) -> bool:
    """Whether a withheld event is the reader's business: who it is about, its region, KS, audit.

    `said` is what the event says of `municipality` and `region`; one that says neither concerns KS
    and the auditor alone.
    """
    if role in {Role.PORTFOLIO_OWNER, Role.AUDITOR}:
        return True
    if municipality is not None:
        return said.get("municipality") == str(municipality)
    return region is not None and said.get("region") == region
