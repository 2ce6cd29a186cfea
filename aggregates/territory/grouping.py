"""A grouping of municipalities: health region, health community, district, IT cooperation ..."""

from __future__ import annotations

import re
from datetime import date
from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C01_03

COUNTY = "fylke"
CODE = re.compile(r"[a-z][a-z0-9-]{0,59}")
"""As a run's scope can name it; it begins with a letter, so that it is never a county's number."""
KINDS = frozenset(
    {
        "helseregion",
        "helsefellesskap",
        "kommuneomrade",
        "ikt_samarbeid",
        "diginettverk",
        "regional_gruppe",
    }
)


class Grouping(Root):
    TOPIC = "grouping"

    class Founded(Founding):
        TOPIC = "grouping.founded"
        kind: str
        code: str
        name: str

        def apply(self, grouping: Grouping) -> None:
            grouping.kind, grouping.name, grouping.stated = self.kind, self.name, []

    class MembersStated(Root.Event):
        """From `on`, these and no others belong to the grouping; none means that it has ended."""

        TOPIC = "grouping.members-stated"
        members: list[str]

        def apply(self, grouping: Grouping) -> None:
            grouping.stated.append((self.on, frozenset(map(UUID, self.members))))

    # State

    kind: str
    name: str
    stated: list[tuple[date, frozenset[UUID]]]

    @staticmethod
    def id_of(kind: str, code: str) -> UUID:
        return derived("groupings", kind, code)

    def members(self, day: date) -> frozenset[UUID]:
        """Who belonged to it that day; nobody before members were first stated."""
        stated = [members for since, members in self.stated if since <= day]
        return stated[-1] if stated else frozenset()

    # Decisions

    @classmethod
    def establish(cls, act: Act, *, kind: str, code: str, name: str) -> Self:
        """Found a grouping. Refuses unknown kinds, counties (those are the register's), and a code
        that no scope could name."""
        if kind == COUNTY:
            raise Refused(C01_03, "county_is_the_registers")
        if kind not in KINDS:
            raise Refused(C01_03, "unknown_grouping_kind", kind=kind)
        if not (code and name):
            raise Refused(C01_03, "grouping_name_missing", kind=kind)
        if not CODE.fullmatch(code):
            raise Refused(C01_03, "grouping_code_malformed", code=code)
        return cls.found(
            cls.Founded, cls.id_of(kind, code), act, kind=kind, code=code, name=name
        )  # fmt: skip

    def state_members(self, act: Act, *, members: set[UUID], since: date) -> None:
        """State who belongs to it from that day. Refuses days before the last statement's."""
        if any(day <= since for day, _ in self.stated) and self.members(since) == members:
            return
        if self.stated and since < self.stated[-1][0]:
            raise Refused(
                C01_03, "members_out_of_order",
                day=since.isoformat(), last=self.stated[-1][0].isoformat(),
            )  # fmt: skip
        self.record(self.MembersStated, act, on=since, members=sorted(map(str, members)))
