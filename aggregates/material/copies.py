"""The copies that municipalities have taken of a package, and filled in as their own.

They are a municipality's own business: others see that there are so many, and what it shares.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C04_04, I16

NOT_STARTED, BEGUN, COMPLETED = "not_started", "begun", "completed"


@dataclass(frozen=True, slots=True)
class Copy:
    """A municipality's own, of one type: which version it comes of, and where its own is found."""

    of_version: int
    document: str | None = None
    shared: bool = False


class CopyEvent(Root.Event):
    """What a municipality did with its copy of one type."""

    municipality: UUID
    solution: str
    type: str


class LocalCopies(Root):
    TOPIC = "local-copies"

    class Opened(Founding):
        TOPIC = "local-copies.opened"
        package: UUID
        solution: str

        def apply(self, copies: LocalCopies) -> None:
            copies.package, copies.solution, copies.held = self.package, self.solution, {}

    class CopyTaken(CopyEvent):
        """A newer version may be taken later; what was filled in stays the municipality's."""

        TOPIC = "local-copies.copy-taken"
        of_version: int

        def apply(self, copies: LocalCopies) -> None:
            old = copies.held.get((self.municipality, self.type), Copy(0))
            copies._hold(self, Copy(self.of_version, old.document, old.shared))

    class CopyCompleted(CopyEvent):
        TOPIC = "local-copies.copy-completed"
        document: str

        def apply(self, copies: LocalCopies) -> None:
            old = copies.held[self.municipality, self.type]
            copies._hold(self, Copy(old.of_version, self.document, old.shared))

    class CopyShared(CopyEvent):
        TOPIC = "local-copies.copy-shared"

        def apply(self, copies: LocalCopies) -> None:
            old = copies.held[self.municipality, self.type]
            copies._hold(self, Copy(old.of_version, old.document, True))

    # State

    package: UUID
    solution: str
    held: dict[tuple[UUID, str], Copy]

    @staticmethod
    def id_of(package: UUID) -> UUID:
        return derived("local-copies", package)

    def status(self, municipality: UUID, type: str) -> str:
        """How far the municipality's own is; a national template alone is no beginning (I16)."""
        copy = self.held.get((municipality, type))
        if copy is None:
            return NOT_STARTED
        return BEGUN if copy.document is None else COMPLETED

    def holders(self, type: str, before: int) -> list[UUID]:
        """The municipalities whose copy comes of a version before that one (R21)."""
        return [
            municipality
            for (municipality, held), copy in self.held.items()
            if held == type and copy.of_version < before
        ]

    def _hold(self, event: CopyEvent, copy: Copy) -> None:
        self.held[event.municipality, event.type] = copy

    # Decisions

    @classmethod
    def open(cls, act: Act, *, package: UUID, solution: str) -> Self:
        """Begin, with no copies taken."""
        return cls.found(cls.Opened, cls.id_of(package), act, package=package, solution=solution)

    def take(self, act: Act, *, type: str, of_version: int | None) -> None:
        """Take a copy of the version that is valid, or of a newer one than before.

        Refuses whoever is no municipality, and a type that has no valid version (C04-04).
        """
        municipality = self._own(act)
        if of_version is None:
            raise Refused(C04_04, "nothing_valid", type=type)
        copy = self.held.get((municipality, type))
        if copy is None or copy.of_version < of_version:
            self._note(self.CopyTaken, act, type, of_version=of_version)

    def complete(self, act: Act, *, type: str, document: str, national: str | None) -> None:
        """Note the municipality's own document, which answers for its own risk and processing.

        Refuses one without a copy (C04-04), and the national template itself, which `national`
        refers to: it never counts as the municipality's own (I16).
        """
        copy = self._copy(act, type)
        if copy.document == document:
            return
        if not document:
            raise Refused(I16, "own_document_missing", type=type)
        if document == national:
            raise Refused(I16, "national_template", type=type)
        self._note(self.CopyCompleted, act, type, document=document)

    def share(self, act: Act, *, type: str) -> None:
        """Let others see what was filled in. Refuses what is not completed (C04-04)."""
        copy = self._copy(act, type)
        if copy.document is None:
            raise Refused(C04_04, "not_completed", type=type)
        if not copy.shared:
            self._note(self.CopyShared, act, type)

    def _copy(self, act: Act, type: str) -> Copy:
        copy = self.held.get((self._own(act), type))
        if copy is None:
            raise Refused(C04_04, "no_copy", type=type)
        return copy

    def _own(self, act: Act) -> UUID:
        if act.municipality is None:
            raise Refused(C04_04, "not_a_municipality")
        return act.municipality

    def _note(self, event: type[CopyEvent], act: Act, type: str, **fields: Any) -> None:
        self.record(
            event, act, municipality=self._own(act), solution=self.solution, type=type, **fields
        )
