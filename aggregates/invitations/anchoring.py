"""Whose leaders in a municipality stand behind a solution (lederforankring), as it has stated."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C07_09, I01


class Anchoring(Root):
    TOPIC = "anchoring"

    class Begun(Founding):
        TOPIC = "anchoring.begun"
        municipality: UUID
        number: str
        region: str
        solution: str

        def apply(self, anchoring: Anchoring) -> None:
            anchoring.municipality, anchoring.solution = self.municipality, self.solution
            anchoring.number, anchoring.region = self.number, self.region
            anchoring.stated = {}

    class Stated(Root.Event):
        """`leader` is a function, never a person; `informed` is whether those below them know."""

        TOPIC = "anchoring.stated"
        municipality: UUID
        number: str
        region: str
        solution: str
        sector: str
        leader: str
        informed: bool
        document: str | None

        def apply(self, anchoring: Anchoring) -> None:
            anchoring.stated[self.sector] = (self.leader, self.informed, self.document)

    # State

    municipality: UUID
    number: str
    region: str
    solution: str
    stated: dict[str, tuple[str, bool, str | None]]

    @staticmethod
    def id_of(municipality: UUID, solution: str) -> UUID:
        return derived("anchorings", municipality, solution)

    def missing(self, sectors: Iterable[str]) -> list[str]:
        """The sectors asked for that the municipality has not stated: a warning, not a «no»."""
        return [each for each in sectors if each not in self.stated]

    # Decisions

    @classmethod
    def begin(
        cls, act: Act, *, municipality: UUID, number: str, region: str, solution: str
    ) -> Self:
        """Begin what a municipality states of its anchoring. Refuses everybody else (I01)."""
        _check_own(act, municipality)
        return cls.found(
            cls.Begun, cls.id_of(municipality, solution), act,
            municipality=municipality, number=number, region=region, solution=solution,
        )  # fmt: skip

    def state(
        self, act: Act, *, sector: str, leader: str, informed: bool, document: str | None = None
    ) -> None:
        """State that the leader of a sector stands behind it (C07-09)."""
        _check_own(act, self.municipality)
        if not leader:
            raise Refused(C07_09, "leader_missing", sector=sector)
        if self.stated.get(sector) != (leader, informed, document):
            self.record(
                self.Stated, act,
                municipality=self.municipality, number=self.number, region=self.region,
                solution=self.solution, sector=sector, leader=leader, informed=informed,
                document=document,
            )  # fmt: skip


def check_anchored(anchoring: Anchoring | None, sectors: Iterable[str]) -> None:
    """Refuse what lacks anchoring, where the municipality itself chose that it blocks (C07-09)."""
    missing = list(sectors) if anchoring is None else anchoring.missing(sectors)
    if missing:
        raise Refused(C07_09, "anchoring_missing", missing=missing)


def _check_own(act: Act, municipality: UUID) -> None:
    if act.municipality != municipality:
        raise Refused(I01, "not_own_municipality", role=str(act.role))
