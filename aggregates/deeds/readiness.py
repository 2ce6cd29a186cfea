"""Opening an assessment, and asking what readiness says about a scope."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from aggregates.kernel.clearance import Clearance, unassessed
from aggregates.kernel.desk import Desk
from aggregates.portfolio.solution import Solution
from aggregates.readiness.criteria import CriteriaSet
from aggregates.readiness.readiness import KS, Readiness
from aggregates.readiness.scope import NATIONAL, REGIONAL, Scope


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

    The scope's own decision goes first, also where it is «not ready». A region without one is
    covered by national readiness; a limited scope never is, for it must say whom it is for.
    """
    own = desk.find(Readiness, Readiness.id_of(solution, scope_code))
    if own is not None and own.outcome is not None:
        return own.clearance()
    national = None
    if scope_code.startswith(f"{REGIONAL}:"):
        national = desk.find(Readiness, Readiness.id_of(solution, NATIONAL))
    if national is not None and (own is None or national.clearance().ready):
        return national.clearance()
    return own.clearance() if own is not None else unassessed(scope_code)
