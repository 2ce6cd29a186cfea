"""Planning a run in detail, on the template that its themes are, and putting the plan forward."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from aggregates.deeds import run as runs
from aggregates.execution.plan import RunPlan
from aggregates.execution.theme_choice import ThemeChoice
from aggregates.execution.themes import THEMES
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Refused
from aggregates.rules import C06_11
from aggregates.runs.run import Run


def plan(desk: Desk, *, run: UUID, decide: Callable[[RunPlan], None]) -> RunPlan:
    """Put something to the detailed plan of a run, which begins with the first of it (C06-11)."""
    planned = desk.get(Run, run)
    planned.check_alive()
    known = desk.find(RunPlan, RunPlan.id_of(run))
    detailed = known or RunPlan.begin(desk.act, run=run, solution=planned.solution)
    decide(detailed)
    return detailed if known else desk.found(detailed)


def draft_plan(desk: Desk, *, run: UUID, plan: str | None = None) -> Run:
    """Put forward a run's plan: the detailed one that is kept here, or a reference to another.

    The one that is kept here covers its template, and is what is put forward wherever there is one
    (C06-11). Refuses as `Run.draft_plan` does.
    """
    detailed = desk.find(RunPlan, RunPlan.id_of(run))
    if detailed is not None:
        if plan is not None:
            raise Refused(C06_11, "planned_here")
        plan = detailed.issue(
            desk.act, template=template(desk.find(ThemeChoice, ThemeChoice.id_of(run)))
        )
    return runs.draft_plan(desk, run=run, plan=plan or "")


def template(choice: ThemeChoice | None) -> list[str]:
    """The themes that a plan has activities on: those the run chose, or all thirteen."""
    return list(THEMES) if choice is None else [each["theme"] for each in choice.themes]
