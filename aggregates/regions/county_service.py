"""Which regional group serves one county: exactly one, whoever else asks at the same moment.

A small aggregate for each county, so that two groups that want it meet here (I42).
"""

from __future__ import annotations

from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import I42


class CountyService(Root):
    TOPIC = "county-service"

    class Taken(Founding):
        TOPIC = "county-service.taken"
        county: str
        group: UUID

        def apply(self, service: CountyService) -> None:
            service.county, service.group = self.county, self.group

    class HandedOver(Root.Event):
        """The county goes to another group without a day between, on their agreement."""

        TOPIC = "county-service.handed-over"
        county: str
        group: UUID
        former_group: UUID
        agreement: str

        def apply(self, service: CountyService) -> None:
            service.group = self.group

    # State

    county: str
    group: UUID

    @staticmethod
    def id_of(county: str) -> UUID:
        return derived("county-services", county)

    # Decisions

    @classmethod
    def take(cls, act: Act, *, county: str, group: UUID) -> Self:
        """Let a group serve a county that no group serves yet."""
        return cls.found(cls.Taken, cls.id_of(county), act, county=county, group=group)

    def check_free(self, group: UUID) -> None:
        """Refuse a second group for the county (I42)."""
        if self.group != group:
            raise Refused(I42, "served_by_another", county=self.county, group=str(self.group))

    def hand_over(self, act: Act, *, group: UUID, agreement: str) -> None:
        """Let another group serve it from now on. Refuses it without an agreement (I42).

        There is no way to leave a county: it is only handed to another.
        """
        if group == self.group:
            return
        if not agreement:
            raise Refused(I42, "agreement_missing", county=self.county)
        self.record(
            self.HandedOver, act,
            county=self.county, group=group, former_group=self.group, agreement=agreement,
        )  # fmt: skip
