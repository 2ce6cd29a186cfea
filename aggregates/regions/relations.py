"""With whom a regional group works together, from which day to which."""

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C12_13

KINDS = frozenset(
    {
        "helsefellesskap",
        "usht",
        "statsforvalter",
        "ikt_samarbeid",
        "helseledernettverk",
        "fylkeskommune",
    }
)


class Relations(Root):
    TOPIC = "relations"

    class Begun(Founding):
        TOPIC = "relations.begun"
        group: UUID

        def apply(self, relations: Relations) -> None:
            relations.group, relations.held = self.group, {}

    class Related(Root.Event):
        """From `on`."""

        TOPIC = "relations.related"
        group: UUID
        actor: str
        kind: str
        form: str

        def apply(self, relations: Relations) -> None:
            relations.held[self.actor] = (self.kind, self.form, self.on, None)

    class Ended(Root.Event):
        TOPIC = "relations.ended"
        group: UUID
        actor: str
        until: date

        def apply(self, relations: Relations) -> None:
            kind, form, since, _ = relations.held[self.actor]
            relations.held[self.actor] = (kind, form, since, self.until)

    # State

    group: UUID
    held: dict[str, tuple[str, str, date, date | None]]
    """Each actor: of which kind, in which form, from when, and until when."""

    @staticmethod
    def id_of(group: UUID) -> UUID:
        return derived("relations", group)

    # Decisions

    @classmethod
    def begin(cls, act: Act, *, group: UUID) -> Self:
        """Begin it, with nobody."""
        return cls.found(cls.Begun, cls.id_of(group), act, group=group)

    def relate(self, act: Act, *, actor: str, kind: str, form: str, since: date) -> None:
        """Note that the group works with an actor from a day on, and how (C12-13)."""
        if kind not in KINDS:
            raise Refused(C12_13, "unknown_kind", kind=kind)
        if not form:
            raise Refused(C12_13, "form_missing", actor=actor)
        if self.held.get(actor) != (kind, form, since, None):
            self.record(
                self.Related, act, on=since, group=self.group, actor=actor, kind=kind, form=form
            )

    def end(self, act: Act, *, actor: str, until: date) -> None:
        """End it. Refuses one that there is not, and an end before its beginning (C12-13)."""
        if actor not in self.held:
            raise Refused(C12_13, "no_such_relation", actor=actor)
        since, ended = self.held[actor][2:]
        if until < since:
            raise Refused(C12_13, "ends_before", since=since.isoformat(), until=until.isoformat())
        if ended != until:
            self.record(self.Ended, act, group=self.group, actor=actor, until=until)
