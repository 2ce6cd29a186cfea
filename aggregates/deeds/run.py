"""What a run does only after it has looked at others: plan its puljer, start, and close."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from aggregates.deeds.capacity import enter, reserve
from aggregates.deeds.evaluating import fall_due_first, puljer_of, standing
from aggregates.deeds.learning import unanswered
from aggregates.deeds.readiness import clearance_for
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Refused
from aggregates.portfolio.solution import Solution
from aggregates.rules import C06_10, C06_12, I36
from aggregates.runs.pulje import Pulje
from aggregates.runs.run import Run


def propose(
    desk: Desk, *,
    id: UUID, title: str, kind: str, solution: str, scope_code: str, proposer: str,
) -> Run:  # fmt: skip
    """Propose a run for a solution that is registered, of whatever kind it is (C06-01, I26)."""
    proposed = desk.get(Solution, Solution.id_of(solution))
    return desk.found(
        Run.propose(
            desk.act, id=id, title=title, kind=kind, solution=solution,
            solution_kind=proposed.kind, scope_code=scope_code, proposer=proposer,
        )
    )  # fmt: skip


def plan_pulje(
    desk: Desk, *,
    run: UUID, number: int, starts: date, invites_from: date, decision_days: int,
    capacity: int, leader: str,
) -> Pulje:  # fmt: skip
    """Plan the next pulje of a run that there is. Refuses as `Pulje.plan` does.

    Puljer are numbered without gaps (C06-10), so that none is forgotten where all are asked for.
    """
    planning = desk.get(Run, run)
    if number > 1 and desk.find(Pulje, Pulje.id_of(run, number - 1)) is None:
        raise Refused(C06_10, "number_skipped", pulje=number, missing=number - 1)
    pulje = desk.found(
        Pulje.plan(
            desk.act, run=run, number=number, starts=starts, invites_from=invites_from,
            decision_days=decision_days, capacity=capacity, leader=leader,
        )
    )  # fmt: skip
    enter(desk, pulje)
    if planning.takes_sign_ups:
        fall_due_first(desk, planning)
    return pulje


def review_plan(desk: Desk, *, run: UUID, outcome: str, remark: str | None = None) -> Run:
    """Review a plan. Refuses to clear it while the run has not answered what was learned (I36)."""
    reviewed = desk.get(Run, run)
    if outcome != "adjust":
        left, seen = unanswered(desk, reviewed)
        if left:
            raise Refused(I36, "learnings_unanswered", learnings=sorted(left.values()), seen=seen)
    reviewed.review_plan(desk.act, outcome=outcome, remark=remark)
    return reviewed


def open_sign_up(desk: Desk, *, run: UUID) -> Run:
    """Open a run for invitations and sign-up; from then on it owes its evaluation (C10-01)."""
    opening = desk.get(Run, run)
    opening.open_sign_up(desk.act)
    fall_due_first(desk, opening)
    return opening


def open_pulje(desk: Desk, *, run: UUID, number: int) -> Pulje:
    """Open a pulje, once the plan of its run is reviewed (C06-12), and what it needs is there.

    What it draws on is reserved; beyond what is committed it is refused (I25).
    """
    if not desk.get(Run, run).reviewed:
        raise Refused(C06_12, "plan_not_reviewed")
    pulje = desk.get(Pulje, Pulje.id_of(run, number))
    pulje.open(desk.act)
    reserve(desk, pulje)
    return pulje


def start(desk: Desk, *, run: UUID) -> Run:
    """Start a run, if its solution is ready in its scope at this moment (I09)."""
    starting = desk.get(Run, run)
    clearance = clearance_for(desk, solution=starting.solution, scope_code=starting.scope_code)
    starting.start(desk.act, clearance=clearance)
    return starting


def close(desk: Desk, *, run: UUID) -> Run:
    """Close a run, once its evaluation is delivered and received (I35).

    Refuses it while a pulje with anybody in it is not closed (I32); an empty or cancelled one holds
    nobody.
    """
    closing = desk.get(Run, run)
    unclosed = [each.number for each in puljer_of(desk, run) if each.taken and not each.ended]
    closing.close(desk.act, evaluation=standing(desk, closing), unclosed=unclosed)
    return closing
