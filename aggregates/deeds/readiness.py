"""Opening an assessment, deciding on it, and asking for a review of what was decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from aggregates.deeds.exemptions import in_force
from aggregates.deeds.pilots import unheard as pilots_unheard
from aggregates.deeds.practice import DECIDER, can_decide, value
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import ref
from aggregates.portfolio.management import QUESTIONS, Management
from aggregates.portfolio.solution import Solution
from aggregates.readiness.criteria import CriteriaSet
from aggregates.readiness.deciding import Beside
from aggregates.readiness.readiness import Condition, Readiness
from aggregates.readiness.scope import Scope
from aggregates.readiness.wide_scopes import WideScopes
from aggregates.rules import C03_08, I12
from aggregates.tasks.task import Task

CONDITION = "readiness_condition"


def open_assessment(
    desk: Desk,
    *,
    solution: str,
    scope: Scope,
    criteria_set: UUID,
    programme_owner: str | None = None,
    decider: str | None = None,
    on: date | None = None,
) -> Readiness:
    """Open the first round of assessment of a solution (its code) in a scope, or the next one.

    Binds to the criteria that apply to the solution's kind in such a scope, as they stand now. The
    programme owner is the solution's owner unless another organisation is named, and who decides is
    whom KS's practice has (C03-08). Returns the assessment. Refuses as `Readiness.open` and
    `Readiness.open_round` do, and to name a body that cannot decide, or the programme owner (I12).
    """
    assessed = desk.get(Solution, Solution.id_of(solution))
    criteria = desk.get(CriteriaSet, criteria_set).version_for(assessed.kind, scope.level)
    owner = programme_owner or assessed.owner
    decider = _decider(desk, decider, owner)
    known = desk.find(Readiness, Readiness.id_of(solution, scope.code))
    if known is not None:
        known.open_round(desk.act, programme_owner=owner, criteria=criteria, decider=decider, on=on)
    else:
        known = desk.found(
            Readiness.open(
                desk.act, solution=solution, solution_kind=assessed.kind, programme_owner=owner,
                scope=scope, criteria=criteria, decider=decider, on=on,
            )
        )  # fmt: skip
    _list(desk, known)
    return known


def declare(
    desk: Desk, *,
    readiness: UUID, reason: str, conditions: Sequence[Condition] = (),
    late_verdict_reason: str = "", unheard: Mapping[str, str] | None = None,
) -> Readiness:  # fmt: skip
    """Declare a solution ready, on met criteria and on exemptions in force today (I10).

    `unheard` says why a pilot, by its number, is not heard (C02-10). Each condition becomes a task
    of the programme owner's (C03-05). Refuses as `Readiness.declare` does.
    """
    deciding = desk.get(Readiness, readiness)
    deciding.declare(
        desk.act, reason=reason, conditions=conditions, late_verdict_reason=late_verdict_reason,
        exempt=in_force(desk, deciding.id, deciding.unmet()),
        beside=_beside(desk, deciding, unheard or {}),
    )  # fmt: skip
    _list(desk, deciding)
    for number, condition in enumerate(deciding.decided.conditions if deciding.decided else ()):
        _oblige(desk, deciding, number, condition)
    return deciding


def resume(
    desk: Desk, *,
    readiness: UUID, reason: str, decided_by: str | None = None, document: str | None = None,
) -> Readiness:  # fmt: skip
    """Lift a suspension. Refuses as `Readiness.resume` does, also for an ended exemption (I10)."""
    stopped = desk.get(Readiness, readiness)
    stopped.resume(
        desk.act, reason=reason, decided_by=decided_by, document=document,
        exempt=in_force(desk, stopped.id, stopped.exempted),
    )  # fmt: skip
    return stopped


def call_for_review(
    desk: Desk, *, readiness: UUID, trigger: str, reference: str, reason: str
) -> Readiness:
    """Call for a review of a readiness, which is a task for KS (C03-12).

    The decision that stands is not touched. Refuses as `Readiness.call_for_review` does.
    """
    asked = desk.get(Readiness, readiness)
    known = len(asked.reviews)
    asked.call_for_review(desk.act, trigger=trigger, reference=reference, reason=reason)
    if len(asked.reviews) > known:
        desk.found(
            Task.open(
                desk.act, kind="readiness_review", about=asked.id, key=(trigger, reference),
                for_role=Role.PORTFOLIO_OWNER, subject_key="readiness_review",
                facts=_facts(asked) | {"trigger": trigger, "reference": reference},
            )
        )  # fmt: skip
    return asked


def _beside(desk: Desk, deciding: Readiness, excused: Mapping[str, str]) -> Beside:
    management = desk.find(Management, Management.id_of(deciding.solution))
    left, pilots = pilots_unheard(desk, solution=deciding.solution, scope_code=deciding.scope_code)
    return Beside(
        unmanaged=QUESTIONS if management is None else management.unanswered,
        management=ref(management) if management else "none",
        unheard=left, pilots=pilots, excused=excused,
    )  # fmt: skip


def _list(desk: Desk, readiness: Readiness) -> None:
    """Let a run in one region be covered by what is assessed for several together (C03-07)."""
    if "+" in readiness.scope_code:
        scopes = desk.find(WideScopes, WideScopes.id_of(readiness.solution))
        if scopes is None:
            scopes = desk.found(WideScopes.begin(desk.act, solution=readiness.solution))
        scopes.add(desk.act, scope_code=readiness.scope_code)


def _decider(desk: Desk, named: str | None, owner: str) -> str:
    """Who decides. What is named for one assessment is held to more than KS's practice is:
    where the owner of a programme is the practice's decider, another one has to be named."""
    if named is None:
        return str(value(desk, DECIDER))
    if not can_decide(desk, named):
        raise Refused(C03_08, "unfit_decider", decider=named)
    if named == owner:
        raise Refused(I12, "owner_decides")
    return named


def _oblige(desk: Desk, readiness: Readiness, number: int, condition: Condition) -> None:
    key = (readiness.round.number, number)
    if desk.find(Task, Task.id_of(CONDITION, readiness.id, *key)) is None:
        due = condition.get("due")
        desk.found(
            Task.open(
                desk.act, kind=CONDITION, about=readiness.id, key=key,
                for_role=Role.PROGRAMME, for_body=readiness.round.programme_owner,
                due=date.fromisoformat(due) if due else None, subject_key="readiness_condition",
                facts=_facts(readiness) | {"condition": condition["id"], "text": condition["text"]},
            )
        )  # fmt: skip


def _facts(readiness: Readiness) -> dict[str, Any]:
    return {"solution": readiness.solution, "scope": readiness.scope_code}
