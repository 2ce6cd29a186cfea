"""An organisation that takes part: a municipality, a regional group, KS, a service provider ..."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C01_04
from aggregates.territory.organisation_number import is_valid

MUNICIPALITY = "municipality"
REGIONAL_GROUP = "regional_group"
KINDS = frozenset(
    {
        MUNICIPALITY,
        REGIONAL_GROUP,
        "digital_network",
        "ks",
        "service_provider",
        "directorate",
        "ministry",
        "health_region",
        "programme",
        "vendor",
        "coordinating_group",
        "assessor_group",
        "council",
        "auditor",
        "operator",
        "subscriber",
        "arena",
        "health_trust",
        "state_administrator",
        "development_centre",
        "county_municipality",
        "interest_organisation",
    }
)
"""A council is a body that advises or decides (råd, utvalg, programstyre); an arena is where actors
meet and is no body (leverandørmøte, konferanse); a development centre is a USHT (S3 L123, L160)."""
REGIONAL_ACTORS = frozenset(
    {
        "health_trust",
        "state_administrator",
        "development_centre",
        "county_municipality",
        "interest_organisation",
    }
)
"""Those that a region's contact may enter [inferred]: the map of actors varies (S3 L594)."""
NUMBER_KINDS = frozenset({"official", "synthetic"})


class Organisation(Root):
    TOPIC = "organisation"

    class Registered(Founding):
        """`number_kind` is synthetic for a body that is no legal entity and so has no number."""

        TOPIC = "organisation.registered"
        number: str
        number_kind: str
        name: str
        kind: str
        region: str | None
        municipality: UUID | None

        def apply(self, organisation: Organisation) -> None:
            organisation.number, organisation.name = self.number, self.name
            organisation.kind, organisation.region = self.kind, self.region
            organisation.municipality = self.municipality
            organisation.ended_on, organisation.successor = None, None

    class Renamed(Root.Event):
        TOPIC = "organisation.renamed"
        name: str

        def apply(self, organisation: Organisation) -> None:
            organisation.name = self.name

    class Ended(Root.Event):
        TOPIC = "organisation.ended"
        successor: str | None

        def apply(self, organisation: Organisation) -> None:
            organisation.ended_on, organisation.successor = self.on, self.successor

    # State

    number: str
    name: str
    kind: str
    region: str | None
    municipality: UUID | None
    ended_on: date | None
    successor: str | None

    @staticmethod
    @lru_cache(4096)  # asked for at every command
    def id_of(number: str) -> UUID:
        return derived("organisations", number)

    # Decisions

    @classmethod
    def register(
        cls, act: Act, *,
        number: str, name: str, kind: str, number_kind: str = "official",
        region: str | None = None, municipality: UUID | None = None,
    ) -> Self:  # fmt: skip
        """Enter an organisation under its number.

        Refuses a wrong number, an unknown kind, and a municipality or a regional group that
        does not say which municipality or which county it is (C01-04).
        """
        if not is_valid(number):
            raise Refused(C01_04, "organisation_number_invalid", number=number)
        if number_kind not in NUMBER_KINDS:
            raise Refused(C01_04, "unknown_number_kind", kind=number_kind)
        if kind not in KINDS:
            raise Refused(C01_04, "unknown_organisation_kind", kind=kind)
        if (kind == MUNICIPALITY) != (municipality is not None):
            raise Refused(C01_04, "municipality_mismatch", kind=kind)
        if (kind == REGIONAL_GROUP) != (region is not None):
            raise Refused(C01_04, "region_mismatch", kind=kind)
        return cls.found(
            cls.Registered, cls.id_of(number), act,
            number=number, number_kind=number_kind, name=name, kind=kind,
            region=region, municipality=municipality,
        )  # fmt: skip

    def rename(self, act: Act, *, name: str, on: date) -> None:
        """Give it another name; what was recorded before keeps the old one."""
        if not name:
            raise Refused(C01_04, "organisation_name_missing")
        if name != self.name:
            self.record(self.Renamed, act, on=on, name=name)

    def end(self, act: Act, *, on: date, successor: str | None = None) -> None:
        """End it, with the number of the organisation that takes over, if any does."""
        if self.ended_on is not None:
            if (self.ended_on, self.successor) != (on, successor):
                raise Refused(C01_04, "organisation_ended", on=self.ended_on.isoformat())
            return
        if successor is not None and (successor == self.number or not is_valid(successor)):
            raise Refused(C01_04, "organisation_number_invalid", number=successor)
        self.record(self.Ended, act, on=on, successor=successor)
