"""An independent group judges a solution: who is in it, and when, is asked of the registers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from aggregates.deeds.criteria import BEFORE_ITS_END
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Refused
from aggregates.mandates.roster import Roster
from aggregates.portfolio.solution import PAUSED, Solution
from aggregates.readiness.readiness import Condition, Readiness
from aggregates.readiness.scope import NATIONAL
from aggregates.readiness.verdicts import DURING_TRIAL, Member
from aggregates.rules import C03_05, I11
from aggregates.vendors.involvement import Involvement


def give_verdict(
    desk: Desk, *,
    readiness: UUID, verdict: str, members: Sequence[Member], point: str,
    conditions: Sequence[Condition] = (), dissent: str | None = None,
) -> Readiness:  # fmt: skip
    """Give the verdict of a group in which nobody has had a role in the programme or with a vendor.

    That is asked of the role register (C01-06), and not only of what members say of their ties.
    Refuses whoever has held a function there (I11), a national verdict «from the trial» once the
    trial is over (C03-05), and as `Readiness.give_verdict` does.
    """
    judged = desk.get(Readiness, readiness)
    solution = desk.get(Solution, Solution.id_of(judged.solution))
    involved = desk.find(Involvement, Involvement.id_of(judged.solution))
    bodies = {
        judged.round.programme_owner,
        solution.owner,
        *(involved.relevant if involved else ()),
    }
    judged.give_verdict(
        desk.act, verdict=verdict, members=members, point=point, conditions=conditions,
        dissent=dissent,
    )  # fmt: skip
    if bound := _bound(desk, [str(each["ref"]) for each in members], sorted(bodies)):
        raise Refused(I11, "member_has_had_a_role", members=bound)
    # A narrower scope may be on trial while the solution as a whole is rolled out elsewhere.
    if point == DURING_TRIAL and judged.scope_code == NATIONAL and _trial_is_over(solution):
        raise Refused(C03_05, "trial_is_over")
    return judged


def _bound(desk: Desk, persons: Iterable[str], bodies: Iterable[str]) -> list[str]:
    """Those who hold, or have held, any function in one of these organisations."""
    rosters = [desk.find(Roster, Roster.id_of(each)) for each in bodies]
    held = {person for roster in rosters if roster is not None for person, _ in roster.held}
    return sorted(held & set(persons))


def _trial_is_over(solution: Solution) -> bool:
    phase = solution.before_pause if solution.phase == PAUSED else solution.phase
    return phase not in BEFORE_ITS_END
