"""What a run does only after it has looked at others: plan its puljer, start, and close."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from aggregates.deeds.asked import happened
from aggregates.deeds.capacity import enter, reserve
from aggregates.deeds.clearing import clearance_for
from aggregates.deeds.evaluating import fall_due_first, puljer_of, standing
from aggregates.deeds.groupings import check_known
from aggregates.deeds.learning import unanswered
from aggregates.deeds.reach import check_theirs
from aggregates.kernel.desk import Desk
from aggregates.kernel.gate import Gate
from aggregates.kernel.refusals import Refused
from aggregates.portfolio.endorsement import Endorsement
from aggregates.portfolio.solution import Solution
from aggregates.rules import C06_10, C06_12, C08_11, I27, I36
from aggregates.runs.pulje import Pulje
from aggregates.runs.run import Run
from aggregates.runs.simultaneity import Simultaneity, ask_confirmed
from aggregates.runs.survey import Survey, ask_overview
from aggregates.runs.tracks import REGIONAL, level_of
from aggregates.tasks.task import Task

REMARKS = "plan_remarks"
"""The task to see to what the group remarked on a plan; one for each time that it did (R4)."""


def propose(
    desk: Desk, *,
    id: UUID, title: str, kind: str, solution: str, scope_code: str, proposer: str,
) -> Run:  # fmt: skip
    """Propose a run for a solution that is registered, of whatever kind it is (C06-01, I26).

    A regional run names counties or groupings that there are (C01-03).
    """
    proposed = desk.get(Solution, Solution.id_of(solution))
    if level_of(scope_code) == REGIONAL:
        check_known(desk, scope_code)
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
    """Plan the next pulje of a run. Refuses as `Pulje.plan` and `Run.lead_pulje` do.

    Puljer are numbered without gaps (C06-10), so that none is forgotten where all are asked for.
    """
    planning = desk.get(Run, run)
    if number > 1 and desk.find(Pulje, Pulje.id_of(run, number - 1)) is None:
        raise Refused(C06_10, "number_skipped", pulje=number, missing=number - 1)
    planning.check_alive()
    planning.lead_pulje(desk.act, number=number, leader=leader)
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


def draft_plan(desk: Desk, *, run: UUID, plan: str) -> Run:
    """Put forward a plan, also one that meets what was remarked (R4). Refuses as the run does."""
    drafting = desk.get(Run, run)
    drafting.draft_plan(desk.act, plan=plan)
    _settle_remarks(desk, drafting)
    return drafting


def review_plan(desk: Desk, *, run: UUID, outcome: str, remark: str | None = None) -> Run:
    """Review a plan. Refuses to clear it while the run has not answered what was learned (I36)."""
    reviewed = desk.get(Run, run)
    if outcome != "adjust":
        _check_answered(desk, reviewed)
    reviewed.review_plan(desk.act, outcome=outcome, remark=remark)
    _settle_remarks(desk, reviewed)
    return reviewed


def open_pulje(desk: Desk, *, run: UUID, number: int) -> Pulje:
    """Open a pulje, once the plan of its run is reviewed (C06-12), and what it needs is there.

    What it draws on is reserved; beyond what is committed it is refused (I25). Refuses it for a run
    that is stopped or has ended (C08-11), and for another's (C06-04).
    """
    opening = desk.get(Run, run)
    check_theirs(desk, opening)
    _check_going(opening)
    if not opening.reviewed:
        raise Refused(C06_12, "plan_not_reviewed")
    pulje = desk.get(Pulje, Pulje.id_of(run, number))
    opening.lead_pulje(desk.act, number=number, leader=pulje.leader)
    pulje.open(desk.act)
    reserve(desk, pulje)
    return pulje


def open_sign_up(desk: Desk, *, run: UUID) -> Run:
    """Open a run for invitations and sign-up; from then on it owes its evaluation (C10-01).

    Refuses a region's own run that has not answered what was learned (I36), a solution that the
    sector has not endorsed, unless the deviation is recorded (I27), and another's run (C06-04).
    """
    opening = desk.get(Run, run)
    check_theirs(desk, opening)
    endorsement = desk.find(Endorsement, Endorsement.ID)
    endorsed = endorsement is not None and endorsement.endorses(opening.solution, desk.act.today)
    if not endorsed and opening.deviation is None:
        raise Refused(I27, "not_endorsed", solution=opening.solution)
    if opening.demands is not None and opening.demands.notifies:
        _check_answered(desk, opening)
    opening.open_sign_up(desk.act)
    fall_due_first(desk, opening)
    return opening


def start(desk: Desk, *, run: UUID) -> Run:
    """Start a run, if its solution is ready in its scope at this moment (I09).

    Refuses, with the trace of every rule, what `Run.start` refuses, whoever has not confirmed to
    start at the same time (C06-16), and a common process without an overview (C06-06).
    """
    starting = desk.get(Run, run)
    clearance = clearance_for(desk, solution=starting.solution, scope_code=starting.scope_code)
    gate = Gate("start")
    ask_confirmed(gate, desk.find(Simultaneity, Simultaneity.id_of(run)))
    if starting.demands is not None and starting.demands.surveys:
        ask_overview(gate, desk.find(Survey, Survey.id_of(run)), desk.act.today)
    starting.start(desk.act, clearance=clearance, gate=gate)
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


def _settle_remarks(desk: Desk, run: Run) -> None:
    if not run.returned:
        happened(desk, "settled", Task.id_of(REMARKS, run.id, run.remarks))


def _check_answered(desk: Desk, run: Run) -> None:
    left, seen = unanswered(desk, run)
    if left:
        raise Refused(I36, "learnings_unanswered", learnings=sorted(left.values()), seen=seen)


def _check_going(run: Run) -> None:
    run.check_alive()
    if run.before_stop is not None:
        raise Refused(C08_11, "run_stopped")
