"""What a municipality works with: journal, welfare technology, response centre, procurement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C01_08

KEYS = ("epj", "welfare_technology", "response_centre", "joint_procurement")
"""The four matching keys of track C (S3 L455-459)."""
MUNICIPALITY, REGION = "municipality", "regional_contact"


@dataclass(frozen=True, slots=True)
class Stated:
    """What somebody said of one key, from a day on. No value means «none», not «unknown»."""

    since: date
    values: tuple[str, ...]
    source_kind: str
    source: str


class Technology(Root):
    """One municipality's, by date. What nobody has stated is unknown (C01-08)."""

    TOPIC = "technology"

    class Begun(Founding):
        TOPIC = "technology.begun"
        municipality: UUID

        def apply(self, technology: Technology) -> None:
            technology.municipality, technology.stated = self.municipality, {}

    class ProfileStated(Root.Event):
        """From `on`, these and no others. `source_kind` is who says so."""

        TOPIC = "technology.profile-stated"
        municipality: UUID
        key: str
        values: list[str]
        source_kind: str
        source: str

        def apply(self, technology: Technology) -> None:
            said = Stated(self.on, tuple(self.values), self.source_kind, self.source)
            technology.stated.setdefault(self.key, []).append(said)

    # State

    municipality: UUID
    stated: dict[str, list[Stated]]

    @staticmethod
    def id_of(municipality: UUID) -> UUID:
        return derived("technologies", municipality)

    def known(self, key: str, day: date) -> Stated | None:
        """What is known of a key on a day; None where it is unknown.

        The municipality's own word goes before its region's, which is a second source.
        """
        return self.said(key, day, MUNICIPALITY) or self.said(key, day, REGION)

    def said(self, key: str, day: date, source_kind: str) -> Stated | None:
        """What one source says of a key on a day, or None."""
        told = [
            each
            for each in self.stated.get(key, [])
            if each.source_kind == source_kind and each.since <= day
        ]
        return max(told, key=lambda each: each.since, default=None)

    def has(self, key: str, value: str, day: date) -> bool | None:
        """Whether it works with that on a day; None where nobody knows."""
        known = self.known(key, day)
        return None if known is None else value.casefold() in map(str.casefold, known.values)

    # Decisions

    @classmethod
    def begin(cls, act: Act, *, municipality: UUID) -> Self:
        """Begin it, with everything unknown."""
        return cls.found(cls.Begun, cls.id_of(municipality), act, municipality=municipality)

    def state(
        self, act: Act, *, key: str, values: list[str], source_kind: str, source: str, since: date
    ) -> None:
        """State what the municipality works with from that day; no values say that it has none.

        Refuses an unknown key, no source, and a day before what the same source said last: what
        was known stays known (C01-08).
        """
        named = tuple(sorted(set(values)))
        told = [s for s in self.stated.get(key, []) if s.source_kind == source_kind]
        if told and (told[-1].values, told[-1].source) == (named, source):
            return
        if key not in KEYS:
            raise Refused(C01_08, "unknown_key", key=key)
        if not source:
            raise Refused(C01_08, "source_missing", key=key)
        if told and since < told[-1].since:
            raise Refused(
                C01_08, "out_of_order", day=since.isoformat(), last=told[-1].since.isoformat()
            )
        self.record(
            self.ProfileStated, act, on=since, municipality=self.municipality,
            key=key, values=list(named), source_kind=source_kind, source=source,
        )  # fmt: skip
