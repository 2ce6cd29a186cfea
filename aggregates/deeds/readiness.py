"""Opening an assessment and deciding on it, and what readiness says about a scope."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from aggregates.deeds.exemptions import in_force
from aggregates.kernel.act import Role
from aggregates.kernel.clearance import Clearance, unassessed
from aggregates.kernel.desk import Desk
from aggregates.portfolio.solution import Solution
from aggregates.readiness.criteria import CriteriaSet
from aggregates.readiness.readiness import KS, REVOKED, Condition, Readiness
from aggregates.readiness.scope import NATIONAL, REGIONAL, Scope
from aggregates.tasks.task import Task

CONDITION = "readiness_condition"


def open_assessment(
    desk: Desk,
    *,
    solution: str,
    scope: Scope,
    criteria_set: UUID,
    programme_owner: str | None = None,
    decider: str = KS,
    on: date | None = None,
) -> Readiness:
    """Open the first round of assessment of a solution (its code) in a scope, or the next one.

    Binds to the criteria that apply to the solution's kind, as they stand now. The programme owner
    is the solution's owner unless another organisation is named. Returns the assessment.
    Refuses as `Readiness.open` and `Readiness.open_round` do.
    """
    assessed = desk.get(Solution, Solution.id_of(solution))
    criteria = desk.get(CriteriaSet, criteria_set).version_for(assessed.kind)
    owner = programme_owner or assessed.owner
    known = desk.find(Readiness, Readiness.id_of(solution, scope.code))
    if known is not None:
        known.open_round(desk.act, programme_owner=owner, criteria=criteria, decider=decider, on=on)
        return known
    opened = Readiness.open(
        desk.act, solution=solution, solution_kind=assessed.kind, programme_owner=owner,
        scope=scope, criteria=criteria, decider=decider, on=on,
    )  # fmt: skip
    return desk.found(opened)


def clearance_for(desk: Desk, *, solution: str, scope_code: str) -> Clearance:
    """What readiness says to whoever wants to invite or start in this scope (I09, C03-07).

    A suspension goes first, of the scope or of the nation for a region in it (I14). Then the
    scope's own decision, also where it is «not ready». A region without one is covered by national
    readiness; a limited scope never is, for it must say whom it is for.
    """
    own, national = _asked(desk, solution, scope_code)
    for each in (own, national):
        if each is not None and each.suspension:
            return each.clearance()
    if own is not None and own.outcome is not None:
        return _under_exemptions(desk, own)
    if national is not None and (own is None or _under_exemptions(desk, national).ready):
        return _under_exemptions(desk, national)
    return own.clearance() if own is not None else unassessed(scope_code)


def stopping(desk: Desk, *, solution: str, scope_code: str) -> Readiness | None:
    """The readiness that stops this scope, suspended or revoked; None where none does (C03-11)."""
    own, national = _asked(desk, solution, scope_code)
    for each in (own, national):
        if each is not None and each.suspension:
            return each
    deciding = own if own is not None and own.outcome is not None else national
    return deciding if deciding is not None and deciding.outcome == REVOKED else None


def declare(
    desk: Desk, *,
    readiness: UUID, reason: str, conditions: Sequence[Condition] = (),
    late_verdict_reason: str = "",
) -> Readiness:  # fmt: skip
    """Declare a solution ready, on met criteria and on exemptions in force today (I10).

    Each condition becomes a task of the programme owner's (C03-05). Refuses as
    `Readiness.declare` does.
    """
    deciding = desk.get(Readiness, readiness)
    deciding.declare(
        desk.act, reason=reason, conditions=conditions, late_verdict_reason=late_verdict_reason,
        exempt=in_force(desk, deciding.id, deciding.unmet()),
    )  # fmt: skip
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


def _asked(desk: Desk, solution: str, scope_code: str) -> tuple[Readiness | None, Readiness | None]:
    """The scope's own readiness, and for a region the nation's."""
    own = desk.find(Readiness, Readiness.id_of(solution, scope_code))
    national = None
    if scope_code.startswith(f"{REGIONAL}:"):
        national = desk.find(Readiness, Readiness.id_of(solution, NATIONAL))
    return own, national


def _under_exemptions(desk: Desk, readiness: Readiness) -> Clearance:
    return readiness.clearance(in_force(desk, readiness.id, readiness.exempted))


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
