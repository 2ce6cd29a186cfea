"""What a run does only after it has looked at others: plan its puljer, start, and close."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from aggregates.deeds.readiness import clearance_for
from aggregates.evaluation.evaluation import Evaluation
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import ref
from aggregates.portfolio.solution import Solution
from aggregates.rules import C06_01, C06_12
from aggregates.runs.pulje import Pulje
from aggregates.runs.run import EvaluationStanding, Run
from aggregates.runs.tracks import COMMON_PROCESS


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
    """Plan a pulje of a run that there is. Refuses as `Pulje.plan` does."""
    desk.get(Run, run)
    return desk.found(
        Pulje.plan(
            desk.act, run=run, number=number, starts=starts, invites_from=invites_from,
            decision_days=decision_days, capacity=capacity, leader=leader,
        )
    )  # fmt: skip


def open_pulje(desk: Desk, *, run: UUID, number: int) -> Pulje:
    """Open a pulje, once the plan of its run is reviewed (C06-12)."""
    if not desk.get(Run, run).reviewed:
        raise Refused(C06_12, "plan_not_reviewed")
    pulje = desk.get(Pulje, Pulje.id_of(run, number))
    pulje.open(desk.act)
    return pulje


def start(desk: Desk, *, run: UUID) -> Run:
    """Start a run, if its solution is ready in its scope at this moment (I09)."""
    starting = desk.get(Run, run)
    clearance = clearance_for(desk, solution=starting.solution, scope_code=starting.scope_code)
    starting.start(desk.act, clearance=clearance)
    return starting


def evaluation_due(desk: Desk, *, run: UUID, due: date) -> Evaluation:
    """Say by when a run owes its evaluation, to the role that its track makes answer for it.

    Asked twice, the first date stands. Refuses while no track is chosen (C06-01).
    """
    owing = desk.get(Run, run)
    if owing.demands is None:
        raise Refused(C06_01, "stage_wrong", here=owing.stage, needed="track_chosen")
    known = desk.find(Evaluation, Evaluation.id_of(run))
    return known or desk.found(
        Evaluation.fall_due(
            desk.act, run=run, solution=owing.solution, track=owing.track or COMMON_PROCESS,
            responsible_role=str(owing.demands.evaluator), due=due,
        )
    )  # fmt: skip


def close(desk: Desk, *, run: UUID) -> Run:
    """Close a run, once its evaluation is delivered and received (I35)."""
    closing = desk.get(Run, run)
    evaluation = desk.find(Evaluation, Evaluation.id_of(run))
    if evaluation is None:
        standing = EvaluationStanding(False, False, "none")
    else:
        standing = EvaluationStanding(evaluation.delivered, evaluation.received, ref(evaluation))
    closing.close(desk.act, evaluation=standing)
    return closing
