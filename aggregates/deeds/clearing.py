"""What readiness says about a scope, to whoever wants to invite, open or start in it."""

from __future__ import annotations

from aggregates.deeds.exemptions import in_force
from aggregates.kernel.clearance import Clearance, unassessed
from aggregates.kernel.desk import Desk
from aggregates.readiness.readiness import REVOKED, Readiness
from aggregates.readiness.scope import NATIONAL, REGIONAL
from aggregates.readiness.wide_scopes import WideScopes


def clearance_for(desk: Desk, *, solution: str, scope_code: str) -> Clearance:
    """What readiness says to whoever wants to invite or start in this scope (I09, C03-07).

    A suspension goes first, of the scope or of any that holds it (I14). Then the nearest decision:
    the scope's own, also where it is «not ready», that of several regions for one of them, the
    nation's for a region. A limited scope is covered by none: it must say whom it is for.
    """
    asked = around(desk, solution=solution, scope_code=scope_code)
    for each in asked:
        if each.suspension:
            return each.clearance()
    decided = nearest(asked)
    if decided is not None:
        answer = _under_exemptions(desk, decided)
        if answer.ready or decided is asked[0]:
            return answer
    return asked[0].clearance() if asked else unassessed(scope_code)


def stopping(desk: Desk, *, solution: str, scope_code: str) -> Readiness | None:
    """The readiness that stops this scope, suspended or revoked; None where none does (C03-11)."""
    asked = around(desk, solution=solution, scope_code=scope_code)
    for each in asked:
        if each.suspension:
            return each
    decided = nearest(asked)
    return decided if decided is not None and decided.outcome == REVOKED else None


def around(desk: Desk, *, solution: str, scope_code: str) -> list[Readiness]:
    """The readiness of a scope and of all that hold it, as far as they were assessed: its own,
    then that of several regions together, then the nation's."""
    codes = [scope_code]
    if scope_code.startswith(f"{REGIONAL}:"):
        wide = desk.find(WideScopes, WideScopes.id_of(solution))
        codes += [*(wide.around(scope_code) if wide else ()), NATIONAL]
    found = (desk.find(Readiness, Readiness.id_of(solution, code)) for code in codes)
    return [each for each in found if each is not None]


def nearest(asked: list[Readiness]) -> Readiness | None:
    """The first of those that `around` finds on which anything is decided."""
    return next((each for each in asked if each.outcome is not None), None)


def _under_exemptions(desk: Desk, readiness: Readiness) -> Clearance:
    return readiness.clearance(in_force(desk, readiness.id, readiness.exempted))
