"""Who leads a run and its puljer, and what is handed over when another does."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from aggregates.coordination.calendar import Calendar
from aggregates.coordination.leader_pool import PooledLeader
from aggregates.deeds.asked import pass_on
from aggregates.deeds.evaluating import follow_leader
from aggregates.deeds.freezing import pass_decision_on
from aggregates.deeds.learning import ASKED
from aggregates.deeds.reach import check_leads_there, check_theirs
from aggregates.deeds.run import REMARKS
from aggregates.invitations.basis import DecisionBasis
from aggregates.kernel.desk import Desk
from aggregates.kernel.gate import Gate
from aggregates.kernel.refusals import Trace
from aggregates.kernel.root import ref
from aggregates.rules import C06_08, C13_06
from aggregates.runs.pulje import Pulje
from aggregates.runs.run import Run
from aggregates.runs.tracks import TRACKS
from aggregates.tasks.task import Task

COMPLETION, COMMUNICATION = "completion_owner", "communication_plan"
"""The tasks to say what a run in track C is not reviewed without (I20)."""


def appoint_leader(
    desk: Desk, *,
    run: UUID, leader: str, body: str, role: str, open_items: Sequence[str] | None = None,
) -> Run:  # fmt: skip
    """Appoint a run's leader, who also leads every pulje where the track has one leader (I23).

    An evaluation that is owed falls on the leader's organisation where the track says so (I35).
    Refuses as `Run.appoint_leader` does, who appoints for another's run, and in a region's own a
    leader from elsewhere (C06-04). What lacks of competence and time is kept, and hinders nobody.
    """
    led = desk.get(Run, run)
    check_theirs(desk, led)
    check_leads_there(desk, led, body)
    former = led.leader
    led.appoint_leader(desk.act, leader=leader, body=body, role=role, open_items=open_items)
    if led.leader != former:
        led.weigh_leader(desk.act, trace=_weighed(desk, led, leader))
    if led.demands is not None and led.demands.one_leader:
        for number in list(led.led):
            _hand_over(desk, led, number, leader, open_items or ())
    follow_leader(desk, led)
    pass_on(desk, led.leader_body, *_asked_of_leader(desk, led))
    return led


def change_pulje_leader(
    desk: Desk, *, run: UUID, number: int, leader: str, open_items: Sequence[str]
) -> Pulje:
    """Let somebody else lead a pulje, with what is open. Refuses as `Run.lead_pulje` does."""
    led = desk.get(Run, run)
    check_theirs(desk, led)
    led.check_alive()
    return _hand_over(desk, led, number, leader, open_items)


def _weighed(desk: Desk, run: Run, leader: str) -> Trace:
    """Whether a leader is in the pool, knows the solution, has time, and leads nothing else."""
    gate, today = Gate("leader"), desk.act.today
    pooled = desk.find(PooledLeader, PooledLeader.id_of(leader))
    seen = {"pooled-leader": ref(pooled) if pooled else "none"}
    if gate.warn(C13_06, pooled is not None and pooled.offered, "not_in_pool", seen) and pooled:
        knows = run.solution in pooled.competences
        gate.warn(C13_06, knows, "competence_untold", seen, solution=run.solution)
        gate.warn(C13_06, pooled.available(today), "unavailable", seen)
    calendar = desk.find(Calendar, Calendar.ID)
    led = calendar.led_by(leader, today) if calendar else set()
    others = sorted(str(each) for each in led if each != run.id)
    seen = {"calendar": ref(calendar) if calendar else "none"}
    gate.warn(C06_08, not others, "leads_others", seen, others=others)
    return gate.trace


def _hand_over(
    desk: Desk, run: Run, number: int, leader: str, open_items: Sequence[str]
) -> Pulje:  # fmt: skip
    pulje = desk.get(Pulje, Pulje.id_of(run.id, number))
    run.lead_pulje(desk.act, number=number, leader=leader)
    if not pulje.cancelled:
        pulje.change_leader(desk.act, leader=leader, open_items=open_items)
        pass_decision_on(desk, pulje)
    follow_leader(desk, run)
    return pulje


def _asked_of_leader(desk: Desk, run: Run) -> list[UUID]:
    """The tasks that whoever leads a run may have: asked before there was a leader, or of one
    before."""
    learnt = [Task.id_of(ASKED, run.id, each) for each in (None, *TRACKS)]
    limits = [Task.id_of(each, run.id) for each in (COMPLETION, COMMUNICATION)]
    basis = desk.find(DecisionBasis, DecisionBasis.id_of(run.id))
    cost = [] if basis is None else [Task.id_of("cost_part", basis.id, basis.outdated)]
    return [*learnt, *limits, *cost, Task.id_of(REMARKS, run.id, run.remarks)]
