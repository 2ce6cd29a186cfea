"""What is told of an adoption or of its totals, which begin with the first thing told."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from aggregates.adoption.adoption import Adoption
from aggregates.adoption.expectation import UseExpectation
from aggregates.adoption.figures import Figures
from aggregates.adoption.reports import IN_USE
from aggregates.adoption.service import ServiceAdoption
from aggregates.deeds.asked import happened
from aggregates.deeds.use import MISSED
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import ref
from aggregates.portfolio.solution import Solution
from aggregates.tasks.task import Task

TECHNICALLY_INTRODUCED, METHOD = "technically_introduced", "method"


def reach(
    desk: Desk, *,
    municipality: UUID, solution: str, stage: str, reached_on: str | None, precision: str,
    source_kind: str, source: str, evidence: str,
) -> Adoption:  # fmt: skip
    """Note that a municipality reached a stage. Refuses as `Adoption.reach` does."""
    adoption = _adoption(desk, municipality, solution)
    adoption.reach(
        desk.act, stage=stage, reached_on=reached_on, precision=precision,
        source_kind=source_kind, source=source, evidence=evidence,
        technical=_technical(desk, solution),
    )  # fmt: skip
    awaited = desk.find(UseExpectation, UseExpectation.id_of(municipality, solution))
    if awaited is not None and stage == IN_USE:
        awaited.meet(desk.act, by_what=ref(adoption))
        happened(desk, "told", Task.id_of(MISSED, awaited.id))
    return adoption


def reach_in_service(
    desk: Desk, *,
    municipality: UUID, solution: str, service: str, stage: str, reached_on: str | None,
    precision: str, source_kind: str, source: str, evidence: str,
) -> ServiceAdoption:  # fmt: skip
    """Note that a service area reached a stage. Refuses as `ServiceAdoption.reach` does."""
    desk.get(Solution, Solution.id_of(solution))
    id = ServiceAdoption.id_of(municipality, solution, service)
    adoption = desk.find(ServiceAdoption, id) or desk.found(
        ServiceAdoption.begin(
            desk.act, municipality=municipality, solution=solution, service=service
        )
    )
    adoption.reach(
        desk.act, stage=stage, reached_on=reached_on, precision=precision,
        source_kind=source_kind, source=source, evidence=evidence,
        technical=_technical(desk, solution),
    )  # fmt: skip
    return adoption


def note_evidence(
    desk: Desk, *,
    municipality: UUID, solution: str, status: str, dated: str | None, precision: str,
    product: str | None, evidence: str, source: str, confidence: str,
) -> Adoption:  # fmt: skip
    """Note a pilot, a plan or the like. Refuses as `Adoption.note_evidence` does."""
    adoption = _adoption(desk, municipality, solution)
    adoption.note_evidence(
        desk.act, status=status, dated=dated, precision=precision, product=product,
        evidence=evidence, source=source, confidence=confidence,
    )  # fmt: skip
    return adoption


def report_figure(
    desk: Desk, *,
    solution: str, measure: str, value: int, precision: str, as_of: date, source: str,
) -> Figures:  # fmt: skip
    """State a total of a solution. Refuses as `Figures.report` does."""
    desk.get(Solution, Solution.id_of(solution))
    figures = desk.find(Figures, Figures.id_of(solution))
    if figures is None:
        figures = desk.found(Figures.begin(desk.act, solution=solution))
    figures.report(
        desk.act, measure=measure, value=value, precision=precision, as_of=as_of, source=source
    )
    return figures


def _technical(desk: Desk, solution: str) -> bool:
    return desk.get(Solution, Solution.id_of(solution)).kind != "method"


def _adoption(desk: Desk, municipality: UUID, solution: str) -> Adoption:
    desk.get(Solution, Solution.id_of(solution))
    known = desk.find(Adoption, Adoption.id_of(municipality, solution))
    return known or desk.found(
        Adoption.begin(desk.act, municipality=municipality, solution=solution)
    )
