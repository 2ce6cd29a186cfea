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
    INHERITED,
    MEASURED,
    STAGES,
    USE_LAPSED,
    before,
    check_after_loss,
    check_lapse,
    check_loss,
    check_note,
    check_order,
    check_past,
    check_stage,
    check_technical,
    height,
    higher,
    left_of,
)
from aggregates.adoption.taken import Taken, furthest, without
from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C09_01, C09_02, I28, I31

LOST = "lost"
"""Tells apart, among what was told, that a stage was lost."""


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
            adoption.lapsed_on, adoption.lost, adoption.told = None, None, set()
            adoption.own, adoption.taken, adoption.source_kind = None, {}, None

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
            adoption._come_to(self.stage, days, self.source_kind)
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
            adoption.own, adoption.lapsed_on, adoption.measured = USE_LAPSED, self.on, False
            adoption.source_kind = self.source_kind
            adoption.reached.pop(IN_USE, None)
            adoption.reached.pop(BENEFIT_REALISED, None)
            # A use that was taken over has stopped too.
            adoption.taken = {by: each.stopped() for by, each in adoption.taken.items()}
            adoption.stage = USE_LAPSED
            adoption.told.add(
                (USE_LAPSED, self.on.isoformat(), self.source_kind, self.source, self.evidence)
            )

    class StageLost(Event):
        """What was reached stands no more, nor what came after it.

        `stage` is what is left, when that was reached, and whose word that is.
        """

        TOPIC = "adoption.stage-lost"
        lost: str
        former_stage: str
        stage: str | None
        reached_on: str | None
        precision: str | None
        standing_source_kind: str | None
        source_kind: str
        source: str
        evidence: str

        def apply(self, adoption: Adoption) -> None:
            adoption.reached = left_of(adoption.reached, self.lost)
            adoption.taken = without(adoption.taken, self.lost)
            adoption.own = max(adoption.reached, key=height, default=None)
            adoption.source_kind = self.source_kind
            adoption.lost = (self.lost, self.on)
            adoption.told.add(
                (self.lost, self.on.isoformat(), LOST, self.source_kind, self.source, self.evidence)
            )
            adoption._settle()

    class BenefitConfirmed(Event):
        TOPIC = "adoption.benefit-confirmed"
        former_stage: str
        indicator: str
        baseline: dict[str, Any]
        measured: dict[str, Any]
        owner: str

        def apply(self, adoption: Adoption) -> None:
            adoption._come_to(BENEFIT_REALISED, Span(self.on, self.on), "municipality")
            adoption.told.add(_benefit(self.indicator, self.baseline, self.measured, self.owner))

    class Inherited(Event):
        """It was decided that the stage of a municipality before it is taken over (I33).

        `standing` is the stage after that, which is another where its own is further on.
        """

        TOPIC = "adoption.inherited"
        predecessor: UUID
        inheritance: UUID
        stage: str
        former_stage: str | None
        standing: str
        reached_on: str | None
        precision: str
        earliest: date | None
        latest: date | None

        def apply(self, adoption: Adoption) -> None:
            days = Span(self.earliest or date.min, self.latest or date.max)
            adoption.taken[self.inheritance] = Taken(self.stage, days)
            adoption._settle()

    class InheritanceWithdrawn(Event):
        """It was decided otherwise; `stage` is what stands without it, as it was told then."""

        TOPIC = "adoption.inheritance-withdrawn"
        predecessor: UUID
        inheritance: UUID
        former_stage: str
        stage: str | None
        reached_on: str | None
        precision: str | None
        source_kind: str | None

        def apply(self, adoption: Adoption) -> None:
            del adoption.taken[self.inheritance]
            adoption._settle()

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
    lost: tuple[str, date] | None
    """The stage that was lost latest, and when."""
    told: set[tuple[str | None, ...]]
    own: str | None
    taken: dict[UUID, Taken]
    source_kind: str | None

    @staticmethod
    def id_of(municipality: UUID, solution: str) -> UUID:
        return derived("adoptions", municipality, solution)

    @property
    def passed(self) -> dict[str, Span]:
        """The days of every stage it has come past, by its own account or by inheritance."""
        taken = {each.stage: each.days for each in self.taken.values() if each.stage in STAGES}
        return taken | self.reached

    def _come_to(self, stage: str, days: Span, source_kind: str) -> None:
        self.reached[stage] = days
        if higher(stage, self.own):
            self.own, self.source_kind = stage, source_kind
        self._settle()

    def _settle(self) -> None:
        self.stage = furthest(self.own, self.taken)

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
        source_kind: str, source: str, evidence: str, technical: bool = True,
    ) -> None:  # fmt: skip
        """Note that a stage was reached, and that earlier ones were, at unknown times (I28).

        Nothing implies use. Refuses a stage without evidence, out of order or in the future, a
        mere report of a use that was measured (C09-02), and a technical introduction of what is
        not `technical` (C06-06).
        """
        if (stage, reached_on, source_kind, source, evidence) in self.told:
            return
        check_stage(stage, source_kind, source, evidence)
        check_technical(stage, self.solution, technical)
        days = span(reached_on, precision)
        check_past(days, act.today)
        if stage == IN_USE and self.measured and source_kind != MEASURED:
            raise Refused(C09_02, "use_is_measured", kind=source_kind)
        check_order(stage, days, self.passed, self.lapsed_on)
        check_after_loss(stage, days, self.lost)
        implied = [each for each in before(stage, technical) if each not in self.reached]
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
        if Span(on, on).surely_before(self.passed[IN_USE]):
            raise Refused(I28, "before_earlier_stage", stage=USE_LAPSED, earlier=IN_USE)
        self.record(
            self.UseLapsed, act, on=on,
            municipality=self.municipality, solution=self.solution, former_stage=self.stage,
            source_kind=source_kind, source=source, evidence=evidence,
        )  # fmt: skip

    def lose(
        self, act: Act, *, stage: str, on: date, source_kind: str, source: str, evidence: str
    ) -> None:
        """Note that a stage stands no more: it is not available, or was taken out (C09-01).

        Refuses what is still in use, what was not reached by then, and a loss that nothing shows.
        """
        if (stage, on.isoformat(), LOST, source_kind, source, evidence) in self.told:
            return
        check_loss(stage, self.stage, source_kind, source, evidence)
        check_past(Span(on, on), act.today)
        if Span(on, on).surely_before(self.passed.get(stage, Span())):
            raise Refused(C09_01, "not_reached", stage=stage)
        assert self.stage is not None, "what stands is at least as far on"
        own = max(left_of(self.reached, stage), key=height, default=None)
        taken = without(self.taken, stage)
        left = furthest(own, taken)
        reached_on, precision, whose = self._standing(left, own, taken, source_kind)
        self.record(
            self.StageLost, act, on=on,
            municipality=self.municipality, solution=self.solution, lost=stage,
            former_stage=self.stage, stage=left, reached_on=reached_on, precision=precision,
            standing_source_kind=whose, source_kind=source_kind, source=source, evidence=evidence,
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
        check_order(BENEFIT_REALISED, Span(after.on, after.on), self.passed, self.lapsed_on)
        self.record(
            self.BenefitConfirmed, act, on=after.on,
            municipality=self.municipality, solution=self.solution, former_stage=self.stage,
            indicator=indicator, baseline=before.told(), measured=after.told(), owner=owner,
        )  # fmt: skip

    def inherit(self, act: Act, *, of: Adoption, inheritance: UUID) -> None:
        """Take over how far a municipality before it had come, as was decided (I33).

        A benefit is confirmed by the municipality that has it, so at most the use is taken over
        (I31). Nothing is recorded where nothing was known.
        """
        stage = IN_USE if of.stage == BENEFIT_REALISED else of.stage
        if stage is None or inheritance in self.taken:
            return
        stopped = of.lapsed_on or date.max
        days = of.passed.get(stage) or Span(stopped, stopped)
        reached_on, precision = days.written
        standing = furthest(self.own, self.taken | {inheritance: Taken(stage, days)})
        self.record(
            self.Inherited, act, municipality=self.municipality, solution=self.solution,
            predecessor=of.municipality, inheritance=inheritance, stage=stage,
            former_stage=self.stage, standing=standing, reached_on=reached_on,
            precision=precision, earliest=days.earliest, latest=days.latest,
        )  # fmt: skip

    def withdraw_inheritance(self, act: Act, *, predecessor: UUID, inheritance: UUID) -> None:
        """Give back what was taken over, as was decided; what it told of itself stands."""
        if inheritance not in self.taken:
            return
        left = {by: each for by, each in self.taken.items() if by != inheritance}
        stage = furthest(self.own, left)
        reached_on, precision, source_kind = self._known(stage, left)
        self.record(
            self.InheritanceWithdrawn, act, municipality=self.municipality,
            solution=self.solution, predecessor=predecessor, inheritance=inheritance,
            former_stage=self.stage, stage=stage, reached_on=reached_on, precision=precision,
            source_kind=source_kind,
        )  # fmt: skip

    def _known(
        self, stage: str | None, taken: dict[UUID, Taken]
    ) -> tuple[str | None, str | None, str | None]:
        """When a stage was reached, how precisely that is known, and whose word it is."""
        if stage is None:
            return None, None, None
        if stage != self.own:
            days = next(each.days for each in taken.values() if each.stage == stage)
            return (*days.written, INHERITED)
        stopped = self.lapsed_on or date.max
        days = Span(stopped, stopped) if stage == USE_LAPSED else self.reached[stage]
        return (*days.written, self.source_kind)

    def _standing(
        self, stage: str | None, own: str | None, taken: dict[UUID, Taken], source_kind: str
    ) -> tuple[str | None, str | None, str | None]:
        """When what is left was reached, how precisely that is known, and whose word it is: who
        tells of a loss tells of what is left."""
        if stage is None:
            return None, None, None
        if stage == own:
            return (*self.reached[stage].written, source_kind)
        days = next(each.days for each in taken.values() if each.stage == stage)
        return (*days.written, INHERITED)

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
