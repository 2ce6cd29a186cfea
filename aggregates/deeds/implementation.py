"""How the regions are put in place: KS sets the frame of a year, and each plans within it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from aggregates.kernel.desk import Desk
from aggregates.regions.implementation_frame import ImplementationFrame
from aggregates.regions.implementation_plan import Frame, ImplementationPlan
from aggregates.regions.regional_group import RegionalGroup
from aggregates.territory.organisation import Organisation


def set_frame(
    desk: Desk, *,
    year: int, starts: date, ends: date, milestones: Sequence[str], decision: str,
) -> ImplementationFrame:  # fmt: skip
    """KS sets the frame of a year. Refuses as `ImplementationFrame.set_frame` does (C12-12)."""
    known = desk.find(ImplementationFrame, ImplementationFrame.id_of(year))
    frame = known or desk.found(ImplementationFrame.begin(desk.act, year=year))
    frame.set_frame(desk.act, starts=starts, ends=ends, milestones=milestones, decision=decision)
    return frame


def plan(
    desk: Desk, *,
    group: UUID, year: int, starts: date | None, owner: str,
    milestones: Sequence[Mapping[str, Any]],
) -> ImplementationPlan:  # fmt: skip
    """A region plans how it is put in place. Refuses as `ImplementationPlan.plan` does.

    Raises `Missing` for an owner that is no organisation.
    """
    if owner:
        desk.get(Organisation, Organisation.id_of(owner))
    frame = desk.find(ImplementationFrame, ImplementationFrame.id_of(year))
    period = None if frame is None else frame.period
    within = None if frame is None or period is None else Frame(*period, frame.milestones)
    return of_group(
        desk, group=group, year=year,
        decide=lambda plan: plan.plan(
            desk.act, starts=starts, owner=owner, milestones=milestones, frame=within
        ),
    )  # fmt: skip


def of_group(
    desk: Desk, *, group: UUID, year: int, decide: Callable[[ImplementationPlan], None]
) -> ImplementationPlan:
    """Put a decision to a group's plan, which begins with the first. Refuses another group."""
    desk.get(RegionalGroup, group).check_own(desk.act)
    known = desk.find(ImplementationPlan, ImplementationPlan.id_of(group, year))
    plan = known or desk.found(ImplementationPlan.begin(desk.act, group=group, year=year))
    decide(plan)
    return plan
