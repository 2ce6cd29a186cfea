"""A benefit that a municipality expects: what is measured, from where to where, and whose it is."""

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import UUID

from aggregates.adoption.benefit import Measurement
from aggregates.adoption.dates import Span
from aggregates.adoption.reports import check_past
from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C09_08

MONEY, TIME, QUALITY = "money", "time", "quality"
KINDS = (MONEY, TIME, QUALITY)


class BenefitCase(Root):
    """Expected until the municipality confirms it, on a baseline and a later measurement (I31)."""

    TOPIC = "benefit-case"

    class Opened(Founding):
        TOPIC = "benefit-case.opened"
        municipality: UUID
        solution: str
        indicator: str
        kind: str
        unit: str
        target: int
        owner: str

        def apply(self, case: BenefitCase) -> None:
            case.municipality, case.solution = self.municipality, self.solution
            case.indicator, case.unit, case.owner = self.indicator, self.unit, self.owner
            case.baseline, case.latest, case.confirmed = None, None, False

    class BaselineSet(Root.Event):
        TOPIC = "benefit-case.baseline-set"
        value: int
        source: str

        def apply(self, case: BenefitCase) -> None:
            case.baseline = Measurement(self.value, case.unit, self.on)

    class Measured(Root.Event):
        TOPIC = "benefit-case.measured"
        value: int
        source: str

        def apply(self, case: BenefitCase) -> None:
            case.latest = Measurement(self.value, case.unit, self.on)

    class Confirmed(Root.Event):
        TOPIC = "benefit-case.confirmed"
        value: int

        def apply(self, case: BenefitCase) -> None:
            case.confirmed = True

    # State

    municipality: UUID
    solution: str
    indicator: str
    unit: str
    owner: str
    baseline: Measurement | None
    latest: Measurement | None
    confirmed: bool

    @staticmethod
    def id_of(municipality: UUID, solution: str, indicator: str) -> UUID:
        return derived("benefit-cases", municipality, solution, indicator)

    # Decisions

    @classmethod
    def open(
        cls, act: Act, *,
        municipality: UUID, solution: str, indicator: str, kind: str, unit: str, target: int,
        owner: str,
    ) -> Self:  # fmt: skip
        """Say what benefit is expected, in money, time or quality, which are never added up.

        Refuses anybody but the municipality itself, and a benefit that nobody there owns.
        """
        if act.municipality != municipality:
            raise Refused(C09_08, "not_the_municipality")
        if kind not in KINDS:
            raise Refused(C09_08, "unknown_kind", kind=kind)
        if not owner or not indicator or not unit:
            raise Refused(C09_08, "case_incomplete")
        return cls.found(
            cls.Opened, cls.id_of(municipality, solution, indicator), act,
            municipality=municipality, solution=solution, indicator=indicator, kind=kind,
            unit=unit, target=target, owner=owner,
        )  # fmt: skip

    def set_baseline(self, act: Act, *, value: int, on: date, source: str) -> None:
        """State what it was before. Refuses another one once something is measured against it."""
        if self.baseline == Measurement(value, self.unit, on):
            return
        self._check(act, on)
        if self.latest is not None:
            raise Refused(C09_08, "measured_against")
        self.record(self.BaselineSet, act, on=on, value=value, source=source)

    def measure(self, act: Act, *, value: int, on: date, source: str) -> None:
        """Note a later measurement. Refuses one before the baseline, or without it."""
        if self.latest == Measurement(value, self.unit, on):
            return
        self._check(act, on)
        if self.baseline is None:
            raise Refused(C09_08, "baseline_first")
        if on <= self.baseline.on:
            raise Refused(C09_08, "before_baseline", baseline=self.baseline.on.isoformat())
        self.record(self.Measured, act, on=on, value=value, source=source)

    def confirm(self, act: Act) -> None:
        """Note that the owner confirmed it, which the adoption decides on (I31)."""
        if self.latest is None or self.confirmed:
            return
        self.record(self.Confirmed, act, on=self.latest.on, value=self.latest.value)

    def _check(self, act: Act, on: date) -> None:
        if act.municipality != self.municipality:
            raise Refused(C09_08, "not_the_municipality")
        check_past(Span(on, on), act.today)
