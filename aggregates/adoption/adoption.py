"""How far one municipality has come with one solution, and how that is known."""

from __future__ import annotations

from datetime import date
from typing import Any, Self
from uuid import UUID

from aggregates.adoption.benefit import Measurement, check_benefit
from aggregates.adoption.dates import Span, span
from aggregates.adoption.reports import (
    BENEFIT_REALISED,
    IN_USE,
    MEASURED,
    STAGES,
    USE_LAPSED,
    check_lapse,
    check_note,
    check_order,
    check_past,
    check_stage,
    higher,
)
from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C09_02, I28, I31


class Adoption(Root):
    TOPIC = "adoption"

    class Event(Root.Event):
        municipality: UUID
        solution: str

    class Begun(Founding):
        TOPIC = "adoption.begun"
        municipality: UUID
        solution: str

        def apply(self, adoption: Adoption) -> None:
            adoption.municipality, adoption.solution = self.municipality, self.solution
            adoption.stage, adoption.reached, adoption.measured = None, {}, False
            adoption.lapsed_on, adoption.told = None, set()

    class StageReached(Event):
        """`reached_on` as it was told, from `earliest` to `latest`; None where nobody knows.

        `implied` are the earlier stages that it must have passed, at unknown times.
        """

        TOPIC = "adoption.stage-reached"
        stage: str
        former_stage: str | None
        reached_on: str | None
        precision: str
        earliest: date | None
        latest: date | None
        source_kind: str
        source: str
        evidence: str
        implied: list[str]

        def apply(self, adoption: Adoption) -> None:
            adoption.reached |= dict.fromkeys(self.implied, Span())
            days = Span(self.earliest or date.min, self.latest or date.max)
            adoption._come_to(self.stage, days)
            if self.stage == IN_USE:
                adoption.measured, adoption.lapsed_on = self.source_kind == MEASURED, None
            adoption.told.add(
                (self.stage, self.reached_on, self.source_kind, self.source, self.evidence)
            )

    class UseLapsed(Event):
        TOPIC = "adoption.use-lapsed"
        former_stage: str
        source_kind: str
        source: str
        evidence: str

        def apply(self, adoption: Adoption) -> None:
            adoption.stage, adoption.lapsed_on = USE_LAPSED, self.on
            adoption.measured = False
            del adoption.reached[IN_USE]
            adoption.reached.pop(BENEFIT_REALISED, None)
            adoption.told.add(
                (USE_LAPSED, self.on.isoformat(), self.source_kind, self.source, self.evidence)
            )

    class BenefitConfirmed(Event):
        TOPIC = "adoption.benefit-confirmed"
        former_stage: str
        indicator: str
        baseline: dict[str, Any]
        measured: dict[str, Any]
        owner: str

        def apply(self, adoption: Adoption) -> None:
            adoption._come_to(BENEFIT_REALISED, Span(self.on, self.on))
            adoption.told.add(_benefit(self.indicator, self.baseline, self.measured, self.owner))

    class EvidenceNoted(Event):
        """Something known about the municipality and the solution; it is no stage (C02-10)."""

        TOPIC = "adoption.evidence-noted"
        status: str
        dated: str | None
        precision: str
        product: str | None
        evidence: str
        source: str
        confidence: str

        def apply(self, adoption: Adoption) -> None:
            adoption.told.add(
                (self.status, self.dated, self.product, self.evidence, self.source, self.confidence)
            )

    # State

    municipality: UUID
    solution: str
    stage: str | None
    reached: dict[str, Span]
    measured: bool
    lapsed_on: date | None
    told: set[tuple[str | None, ...]]

    @staticmethod
    def id_of(municipality: UUID, solution: str) -> UUID:
        return derived("adoptions", municipality, solution)

    def _come_to(self, stage: str, days: Span) -> None:
        self.reached[stage] = days
        if higher(stage, self.stage):
            self.stage = stage

    # Decisions

    @classmethod
    def begin(cls, act: Act, *, municipality: UUID, solution: str) -> Self:
        """Begin to follow a municipality and a solution; that alone says nothing of a stage."""
        return cls.found(
            cls.Begun, cls.id_of(municipality, solution), act,
            municipality=municipality, solution=solution,
        )  # fmt: skip

    def reach(
        self, act: Act, *,
        stage: str, reached_on: str | None, precision: str,
        source_kind: str, source: str, evidence: str,
    ) -> None:  # fmt: skip
        """Note that a stage was reached, and that earlier ones were, at unknown times (I28).

        Nothing implies use. Refuses a stage without evidence, out of order or in the future, and a
        mere report of a use that was measured (C09-02).
        """
        if (stage, reached_on, source_kind, source, evidence) in self.told:
            return
        check_stage(stage, source_kind, source, evidence)
        days = span(reached_on, precision)
        check_past(days, act.today)
        if stage == IN_USE and self.measured and source_kind != MEASURED:
            raise Refused(C09_02, "use_is_measured", kind=source_kind)
        check_order(stage, days, self.reached, self.lapsed_on)
        implied = [each for each in STAGES[: STAGES.index(stage)] if each not in self.reached]
        self.record(
            self.StageReached, act,
            municipality=self.municipality, solution=self.solution, stage=stage,
            former_stage=self.stage, reached_on=reached_on, precision=precision,
            earliest=days.earliest, latest=days.latest,
            source_kind=source_kind, source=source, evidence=evidence, implied=implied,
        )  # fmt: skip

    def lapse(self, act: Act, *, on: date, source_kind: str, source: str, evidence: str) -> None:
        """Note that the use stopped. Refuses what was not in use, or is only not measured (I30)."""
        if (USE_LAPSED, on.isoformat(), source_kind, source, evidence) in self.told:
            return
        check_lapse(source_kind, source, evidence)
        if self.stage not in {IN_USE, BENEFIT_REALISED}:
            raise Refused(I28, "not_in_use", stage=self.stage)
        check_past(Span(on, on), act.today)
        if Span(on, on).surely_before(self.reached[IN_USE]):
            raise Refused(I28, "before_earlier_stage", stage=USE_LAPSED, earlier=IN_USE)
        self.record(
            self.UseLapsed, act, on=on,
            municipality=self.municipality, solution=self.solution, former_stage=self.stage,
            source_kind=source_kind, source=source, evidence=evidence,
        )  # fmt: skip

    def confirm_benefit(
        self, act: Act, *,
        indicator: str, baseline: Measurement | None, measured: Measurement | None, owner: str,
    ) -> None:  # fmt: skip
        """The municipality confirms a benefit that was measured before and after (I31)."""
        if act.municipality != self.municipality:
            raise Refused(I31, "not_the_municipality")
        before, after = check_benefit(baseline, measured, owner)
        if _benefit(indicator, before.told(), after.told(), owner) in self.told:
            return
        if self.stage not in {IN_USE, BENEFIT_REALISED}:
            raise Refused(I28, "not_in_use", stage=self.stage)
        check_past(Span(after.on, after.on), act.today)
        check_order(BENEFIT_REALISED, Span(after.on, after.on), self.reached, self.lapsed_on)
        self.record(
            self.BenefitConfirmed, act, on=after.on,
            municipality=self.municipality, solution=self.solution, former_stage=self.stage,
            indicator=indicator, baseline=before.told(), measured=after.told(), owner=owner,
        )  # fmt: skip

    def note_evidence(
        self, act: Act, *,
        status: str, dated: str | None, precision: str, product: str | None,
        evidence: str, source: str, confidence: str,
    ) -> None:  # fmt: skip
        """Note a pilot, a plan or the like, which never changes a stage (C02-10, C09-12)."""
        if (status, dated, product, evidence, source, confidence) in self.told:
            return
        check_note(status, source, evidence)
        span(dated, precision)
        self.record(
            self.EvidenceNoted, act,
            municipality=self.municipality, solution=self.solution,
            status=status, dated=dated, precision=precision, product=product,
            evidence=evidence, source=source, confidence=confidence,
        )  # fmt: skip


def _benefit(
    indicator: str, baseline: dict[str, Any], measured: dict[str, Any], owner: str
) -> tuple[str, ...]:
    # Sorted, because what comes back from storage has its keys in another order.
    return (indicator, str(sorted(baseline.items())), str(sorted(measured.items())), owner)
