"""How far one service area of a municipality has come with a solution (tjenesteområde)."""

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import UUID

from aggregates.adoption.dates import Span, span
from aggregates.adoption.reports import (
    IN_USE,
    MEASURED,
    STAGES,
    USE_LAPSED,
    before,
    check_lapse,
    check_order,
    check_past,
    check_stage,
    check_technical,
    higher,
)
from aggregates.adoption.services import check_service
from aggregates.adoption.taken import Taken, furthest
from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C09_02, I28

Told = tuple[str, str | None, str, str, str]


class ServiceAdoption(Root):
    """Told beside the municipality's own stage, which it never changes (C09-03)."""

    TOPIC = "service-adoption"

    class Event(Root.Event):
        municipality: UUID
        solution: str
        service: str

    class Begun(Founding):
        TOPIC = "service-adoption.begun"
        municipality: UUID
        solution: str
        service: str

        def apply(self, adoption: ServiceAdoption) -> None:
            adoption.municipality, adoption.solution = self.municipality, self.solution
            adoption.service, adoption.stage, adoption.reached = self.service, None, {}
            adoption.measured, adoption.lapsed_on, adoption.told = False, None, set()
            adoption.own, adoption.taken = None, {}

    class StageReached(Event):
        """As a municipality's stage is told; `implied` are earlier ones at unknown times."""

        TOPIC = "service-adoption.stage-reached"
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

        def apply(self, adoption: ServiceAdoption) -> None:
            days = Span(self.earliest or date.min, self.latest or date.max)
            adoption.reached |= dict.fromkeys(self.implied, Span()) | {self.stage: days}
            if higher(self.stage, adoption.own):
                adoption.own = self.stage
            adoption.stage = furthest(adoption.own, adoption.taken)
            if self.stage == IN_USE:
                adoption.measured, adoption.lapsed_on = self.source_kind == MEASURED, None
            adoption.told.add(
                (self.stage, self.reached_on, self.source_kind, self.source, self.evidence)
            )

    class UseLapsed(Event):
        TOPIC = "service-adoption.use-lapsed"
        source_kind: str
        source: str
        evidence: str

        def apply(self, adoption: ServiceAdoption) -> None:
            adoption.own, adoption.lapsed_on, adoption.measured = USE_LAPSED, self.on, False
            adoption.reached.pop(IN_USE, None)
            # A use that was taken over has stopped too.
            adoption.taken = {by: each.stopped() for by, each in adoption.taken.items()}
            adoption.stage = USE_LAPSED
            adoption.told.add(
                (USE_LAPSED, self.on.isoformat(), self.source_kind, self.source, self.evidence)
            )

    class Inherited(Event):
        """Taken over with the decision on the solution; `standing` is the stage after that."""

        TOPIC = "service-adoption.inherited"
        predecessor: UUID
        inheritance: UUID
        stage: str
        former_stage: str | None
        standing: str
        reached_on: str | None
        precision: str
        earliest: date | None
        latest: date | None

        def apply(self, adoption: ServiceAdoption) -> None:
            days = Span(self.earliest or date.min, self.latest or date.max)
            adoption.taken[self.inheritance] = Taken(self.stage, days)
            adoption.stage = furthest(adoption.own, adoption.taken)

    class InheritanceWithdrawn(Event):
        """It was decided otherwise; `stage` is what stands without it."""

        TOPIC = "service-adoption.inheritance-withdrawn"
        predecessor: UUID
        inheritance: UUID
        former_stage: str
        stage: str | None

        def apply(self, adoption: ServiceAdoption) -> None:
            del adoption.taken[self.inheritance]
            adoption.stage = furthest(adoption.own, adoption.taken)

    # State

    municipality: UUID
    solution: str
    service: str
    stage: str | None
    reached: dict[str, Span]
    measured: bool
    lapsed_on: date | None
    told: set[Told]
    own: str | None
    taken: dict[UUID, Taken]

    @property
    def passed(self) -> dict[str, Span]:
        """The days of every stage that it has come past, by its own account or by inheritance."""
        taken = {each.stage: each.days for each in self.taken.values() if each.stage in STAGES}
        return taken | self.reached

    @staticmethod
    def id_of(municipality: UUID, solution: str, service: str) -> UUID:
        return derived("service-adoptions", municipality, solution, service)

    # Decisions

    @classmethod
    def begin(cls, act: Act, *, municipality: UUID, solution: str, service: str) -> Self:
        """Begin to follow a service area. Refuses one that is not known (C09-03)."""
        check_service(service)
        return cls.found(
            cls.Begun, cls.id_of(municipality, solution, service), act,
            municipality=municipality, solution=solution, service=service,
        )  # fmt: skip

    def reach(
        self, act: Act, *,
        stage: str, reached_on: str | None, precision: str,
        source_kind: str, source: str, evidence: str, technical: bool = True,
    ) -> None:  # fmt: skip
        """Note that the service area reached a stage. Refuses as `Adoption.reach` does (I28)."""
        if (stage, reached_on, source_kind, source, evidence) in self.told:
            return
        check_stage(stage, source_kind, source, evidence)
        check_technical(stage, self.solution, technical)
        days = span(reached_on, precision)
        check_past(days, act.today)
        if stage == IN_USE and self.measured and source_kind != MEASURED:
            raise Refused(C09_02, "use_is_measured", kind=source_kind)
        check_order(stage, days, self.passed, self.lapsed_on)
        self.record(
            self.StageReached, act,
            municipality=self.municipality, solution=self.solution, service=self.service,
            stage=stage, former_stage=self.stage, reached_on=reached_on, precision=precision,
            earliest=days.earliest, latest=days.latest,
            source_kind=source_kind, source=source, evidence=evidence,
            implied=[each for each in before(stage, technical) if each not in self.reached],
        )  # fmt: skip

    def lapse(self, act: Act, *, on: date, source_kind: str, source: str, evidence: str) -> None:
        """Note that this service area uses it no more. Refuses as `Adoption.lapse` does (I30)."""
        if (USE_LAPSED, on.isoformat(), source_kind, source, evidence) in self.told:
            return
        check_lapse(source_kind, source, evidence)
        if self.stage != IN_USE:
            raise Refused(I28, "not_in_use", stage=self.stage)
        check_past(Span(on, on), act.today)
        if Span(on, on).surely_before(self.passed[IN_USE]):
            raise Refused(I28, "before_earlier_stage", stage=USE_LAPSED, earlier=IN_USE)
        self.record(
            self.UseLapsed, act, on=on,
            municipality=self.municipality, solution=self.solution, service=self.service,
            source_kind=source_kind, source=source, evidence=evidence,
        )  # fmt: skip

    def inherit(self, act: Act, *, of: ServiceAdoption, inheritance: UUID) -> None:
        """Take over how far the same area of a municipality before it had come (I33)."""
        if of.stage is None or inheritance in self.taken:
            return
        stopped = of.lapsed_on or date.max
        days = of.passed.get(of.stage) or Span(stopped, stopped)
        reached_on, precision = days.written
        standing = furthest(self.own, self.taken | {inheritance: Taken(of.stage, days)})
        self.record(
            self.Inherited, act, municipality=self.municipality, solution=self.solution,
            service=self.service, predecessor=of.municipality, inheritance=inheritance,
            stage=of.stage, former_stage=self.stage, standing=standing, reached_on=reached_on,
            precision=precision, earliest=days.earliest, latest=days.latest,
        )  # fmt: skip

    def withdraw_inheritance(self, act: Act, *, predecessor: UUID, inheritance: UUID) -> None:
        """Give back what was taken over, as was decided; what it told of itself stands."""
        if inheritance in self.taken:
            left = {by: each for by, each in self.taken.items() if by != inheritance}
            self.record(
                self.InheritanceWithdrawn, act, municipality=self.municipality,
                solution=self.solution, service=self.service, predecessor=predecessor,
                inheritance=inheritance, former_stage=self.stage, stage=furthest(self.own, left),
            )  # fmt: skip
