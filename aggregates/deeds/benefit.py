"""A benefit is confirmed on its case and on the adoption, or on neither (I31)."""

from __future__ import annotations

from uuid import UUID

from aggregates.adoption.adoption import Adoption
from aggregates.adoption.benefit_case import BenefitCase
from aggregates.kernel.desk import Desk
from aggregates.portfolio.solution import Solution


def open_case(
    desk: Desk, *,
    municipality: UUID, solution: str, indicator: str, kind: str, unit: str, target: int,
    owner: str,
) -> BenefitCase:  # fmt: skip
    """Open a case on a known solution. Refuses as `BenefitCase.open` does."""
    desk.get(Solution, Solution.id_of(solution))
    return desk.found(
        BenefitCase.open(
            desk.act, municipality=municipality, solution=solution, indicator=indicator,
            kind=kind, unit=unit, target=target, owner=owner,
        )
    )  # fmt: skip


def confirm_case(desk: Desk, *, case: UUID) -> BenefitCase:
    """Confirm what was measured, as the municipality. Refuses as `Adoption.confirm_benefit`."""
    found = desk.get(BenefitCase, case)
    adoption = desk.get(Adoption, Adoption.id_of(found.municipality, found.solution))
    adoption.confirm_benefit(
        desk.act, indicator=found.indicator, baseline=found.baseline, measured=found.latest,
        owner=found.owner,
    )  # fmt: skip
    found.confirm(desk.act)
    return found
