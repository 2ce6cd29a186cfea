"""When a region last was in touch with one of its municipalities: that none is forgotten shows."""

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C12_09

KINDS = frozenset({"meeting", "call", "visit", "gathering", "message"})


class Outreach(Root):
    TOPIC = "outreach"

    class Begun(Founding):
        TOPIC = "outreach.begun"
        municipality: UUID

        def apply(self, outreach: Outreach) -> None:
            outreach.municipality, outreach.made = self.municipality, set()

    class ContactMade(Root.Event):
        TOPIC = "outreach.contact-made"
        municipality: UUID
        county: str
        kind: str

        def apply(self, outreach: Outreach) -> None:
            outreach.made.add((self.on, self.kind))

    # State

    municipality: UUID
    made: set[tuple[date, str]]

    @staticmethod
    def id_of(municipality: UUID) -> UUID:
        return derived("outreach", municipality)

    # Decisions

    @classmethod
    def begin(cls, act: Act, *, municipality: UUID) -> Self:
        """Begin it, with no contact known."""
        return cls.found(cls.Begun, cls.id_of(municipality), act, municipality=municipality)

    def make_contact(self, act: Act, *, county: str, kind: str, on: date) -> None:
        """Note that the region was in touch that day (C12-09).

        Refuses another region's word, an unknown kind, and a day that has not been.
        """
        if act.region != county:
            raise Refused(C12_09, "other_region", county=county)
        if kind not in KINDS:
            raise Refused(C12_09, "unknown_kind", kind=kind)
        if on > act.today:
            raise Refused(C12_09, "not_been", on=on.isoformat())
        if (on, kind) not in self.made:
            self.record(
                self.ContactMade, act, on=on, municipality=self.municipality, county=county,
                kind=kind,
            )  # fmt: skip
