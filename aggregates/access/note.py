"""What somebody in the regions or in KS knows of one municipality, as second-hand insight.

It is told as what it is, not the municipality's own word; and the municipality reads it all (I68).
"""

from __future__ import annotations

from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act, Role
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root
from aggregates.rules import C23_09


class Note(Root):
    TOPIC = "note"

    class Event(Root.Event):
        municipality: UUID
        region: str
        text: str

    class Written(Founding):
        TOPIC = "note.written"
        municipality: UUID
        region: str
        solution: str | None
        text: str

        def apply(self, note: Note) -> None:
            note.municipality, note.region = self.municipality, self.region
            note.text = self.text

    class Corrected(Event):
        TOPIC = "note.corrected"

        def apply(self, note: Note) -> None:
            note.text = self.text

    # State

    municipality: UUID
    region: str
    text: str

    # Decisions

    @classmethod
    def write(
        cls, act: Act, *,
        id: UUID, municipality: UUID, region: str, solution: str | None, text: str,
    ) -> Self:  # fmt: skip
        """Note an insight about a municipality. Refuses whom it is no business of (C23-09)."""
        _check_writer(act, region, text)
        return cls.found(
            cls.Written, id, act,
            municipality=municipality, region=region, solution=solution, text=text,
        )  # fmt: skip

    def correct(self, act: Act, *, text: str) -> None:
        """Say it anew; what was said before stays in the log."""
        _check_writer(act, self.region, text)
        if text != self.text:
            self.record(
                self.Corrected, act,
                municipality=self.municipality, region=self.region, text=text,
            )  # fmt: skip


def _check_writer(act: Act, region: str, text: str) -> None:
    in_region = act.region == region
    if not in_region and act.role != Role.PORTFOLIO_OWNER:
        raise Refused(C23_09, "other_region", region=region)
    if not text:
        raise Refused(C23_09, "note_empty")
