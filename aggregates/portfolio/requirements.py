"""What joining asks of a municipality with one solution: whose anchoring, and which agreements."""

from __future__ import annotations

from typing import Any, Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C07_09, C07_12

SECTORS = ("helse", "oppvekst", "sosial", "ikt", "okonomi")
"""Whose leaders may have to stand behind it."""


Agreement = dict[str, Any]
"""{id, name, counterpart: an organisation number, or None for a vendor's, who differs}"""


class Requirements(Root):
    TOPIC = "requirements"

    class Begun(Founding):
        TOPIC = "requirements.begun"
        solution: str

        def apply(self, requirements: Requirements) -> None:
            requirements.solution = self.solution
            requirements.sectors, requirements.agreements = [], []

    class SectorsStated(Root.Event):
        TOPIC = "requirements.sectors-stated"
        solution: str
        sectors: list[str]
        source: str

        def apply(self, requirements: Requirements) -> None:
            requirements.sectors = self.sectors

    class AgreementsStated(Root.Event):
        TOPIC = "requirements.agreements-stated"
        solution: str
        agreements: list[Agreement]
        source: str

        def apply(self, requirements: Requirements) -> None:
            requirements.agreements = self.agreements

    # State

    solution: str
    sectors: list[str]
    agreements: list[Agreement]

    @staticmethod
    def id_of(solution: str) -> UUID:
        return derived("requirements", solution)

    # Decisions

    @classmethod
    def begin(cls, act: Act, *, solution: str) -> Self:
        """Begin what is asked for with a solution: nothing, until it is stated."""
        return cls.found(cls.Begun, cls.id_of(solution), act, solution=solution)

    def state_sectors(self, act: Act, *, sectors: list[str], source: str) -> None:
        """State whose leaders are to stand behind it (C07-09). Refuses unknown sectors."""
        unknown = [each for each in sectors if each not in SECTORS]
        if unknown:
            raise Refused(C07_09, "unknown_sector", sectors=unknown)
        if not source:
            raise Refused(C07_09, "source_missing")
        ordered = [each for each in SECTORS if each in sectors]
        if ordered != self.sectors:
            self.record(
                self.SectorsStated, act, solution=self.solution, sectors=ordered, source=source
            )

    def state_agreements(self, act: Act, *, agreements: list[Agreement], source: str) -> None:
        """State which agreements are to be there (C07-12). Who has joined keeps the earlier list.

        Refuses agreements that cannot be told apart.
        """
        ids = [each["id"] for each in agreements]
        if len(set(ids)) < len(ids):
            raise Refused(C07_12, "agreement_doubled", agreements=ids)
        if not source:
            raise Refused(C07_12, "source_missing")
        if agreements != self.agreements:
            self.record(
                self.AgreementsStated, act,
                solution=self.solution, agreements=agreements, source=source,
            )  # fmt: skip
