"""What is left of an older network in a region, until the new group works (S3 L102, L632-634)."""

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C12_11

NETWORKS = frozenset({"e_komp", "kommunenettverk"})


class OldNetwork(Root):
    TOPIC = "old-network"

    class Continued(Founding):
        """`base_percent` is the level of the agreed base year, of all its resources together."""

        TOPIC = "old-network.continued"
        group: UUID
        network: str
        base_year: int
        base_percent: int
        ends: date

        def apply(self, old: OldNetwork) -> None:
            old.group, old.network, old.base_percent = self.group, self.network, self.base_percent
            old.ends, old.percent, old.closed = self.ends, self.base_percent, False

    class LevelSet(Root.Event):
        TOPIC = "old-network.level-set"
        group: UUID
        network: str
        percent: int
        agreement: str

        def apply(self, old: OldNetwork) -> None:
            old.percent = self.percent

    class Closed(Root.Event):
        """`complete` says whether the new group was complete then, or the agreed end had come."""

        TOPIC = "old-network.closed"
        group: UUID
        network: str
        complete: bool

        def apply(self, old: OldNetwork) -> None:
            old.closed = True

    # State

    group: UUID
    network: str
    base_percent: int
    ends: date
    percent: int
    closed: bool

    @staticmethod
    def id_of(group: UUID, network: str) -> UUID:
        return derived("old-networks", group, network)

    # Decisions

    @classmethod
    def continue_(
        cls, act: Act, *, group: UUID, network: str, base_year: int, base_percent: int, ends: date
    ) -> Self:
        """Let its resources go on, at a base year's level, at the longest to a day (C12-11)."""
        if network not in NETWORKS:
            raise Refused(C12_11, "unknown_network", network=network)
        return cls.found(
            cls.Continued, cls.id_of(group, network), act, group=group, network=network,
            base_year=base_year, base_percent=base_percent, ends=ends,
        )  # fmt: skip

    def set_level(self, act: Act, *, percent: int, agreement: str) -> None:
        """Replace or reduce its resources, as agreed with the digital network (C12-11).

        Refuses more than in the base year, and no agreement.
        """
        if percent == self.percent:
            return
        if self.closed:
            raise Refused(C12_11, "closed")
        if percent > self.base_percent:
            raise Refused(C12_11, "above_base", base=self.base_percent, percent=percent)
        if not agreement:
            raise Refused(C12_11, "agreement_missing")
        self.record(
            self.LevelSet, act, group=self.group, network=self.network, percent=percent,
            agreement=agreement,
        )  # fmt: skip

    def close(self, act: Act, *, missing: list[str]) -> None:
        """Close it, once the new group is complete or the agreed end has come (C12-11)."""
        if self.closed:
            return
        if missing and act.today < self.ends:
            raise Refused(C12_11, "still_needed", functions=missing, ends=self.ends.isoformat())
        self.record(self.Closed, act, group=self.group, network=self.network, complete=not missing)
