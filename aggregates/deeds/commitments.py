"""What municipalities state beside their answers: intentions, plans, anchoring, agreements."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from aggregates.deeds.asked import happened
from aggregates.invitations.anchoring import Anchoring
from aggregates.invitations.assessment import OwnAssessment
from aggregates.invitations.authority import JOIN, on_behalf
from aggregates.invitations.checklist import Checklist
from aggregates.invitations.fulfilment import Fulfilment
from aggregates.invitations.intention import Intention
from aggregates.invitations.participation import Participation
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Refused
from aggregates.mandates.delegation import EVERYTHING, Delegation
from aggregates.portfolio.obligation import MUNICIPAL, USE, Obligation
from aggregates.portfolio.requirements import Requirements
from aggregates.portfolio.solution import Solution
from aggregates.rules import I06
from aggregates.tasks.task import Task
from aggregates.territory.register import Register


def intend(desk: Desk, *, number: str, solution: str, **said: Any) -> Intention:
    """State what a municipality intends with a solution. Refuses as `Intention.give` does."""
    of = _of(desk, number, solution)
    known = desk.find(Intention, Intention.id_of(of["municipality"], solution))
    if known is None:
        return desk.found(Intention.give(desk.act, **of, **said))
    known.give_anew(desk.act, **said)
    return known


def plan_fulfilment(
    desk: Desk, *,
    number: str, solution: str, actor: str, plan: str, ready_by: date,
    document: str | None = None,
) -> Fulfilment:  # fmt: skip
    """State how a municipality fulfils a duty to use a solution, which is no yes or no (C07-11).

    Refuses where that actor is under no such duty on that day: then it is voluntary, and the
    answer is the one to an invitation (I06). Also an actor that no municipality answers for.
    """
    of, act = _of(desk, number, solution), desk.act
    on_behalf(act, of["municipality"], of["region"], document)
    if actor not in MUNICIPAL:
        raise Refused(I06, "not_municipal", actor=actor)
    known = desk.find(Fulfilment, Fulfilment.id_of(of["municipality"], solution, actor))
    if known is not None:
        known.replan(act, plan=plan, ready_by=ready_by, document=document)
        return known
    duties = desk.find(Obligation, Obligation.id_of(solution))
    duty = None if duties is None else duties.standing(actor, USE, act.today)
    if duty is None:
        day = act.today.isoformat()
        raise Refused(I06, "no_duty", actor=actor, solution=solution, day=day)
    return desk.found(
        Fulfilment.plan(
            act, **of, actor=actor, since=duty.since, legal_source=duty.legal_source,
            plan=plan, ready_by=ready_by, document=document,
        )
    )  # fmt: skip


def state_anchoring(
    desk: Desk, *,
    number: str, solution: str, sector: str, leader: str, informed: bool,
    document: str | None = None,
) -> Anchoring:  # fmt: skip
    """State who in a municipality stands behind a solution. Refuses as `Anchoring.state` does."""
    of = _of(desk, number, solution)
    known = desk.find(Anchoring, Anchoring.id_of(of["municipality"], solution))
    anchoring = known or Anchoring.begin(desk.act, **of)
    anchoring.state(desk.act, sector=sector, leader=leader, informed=informed, document=document)
    return anchoring if known else desk.found(anchoring)


def choose_anchoring(desk: Desk, *, number: str, matter: str, required: bool) -> Delegation:
    """Choose whether missing anchoring blocks joining. Refuses all but the municipality (I01)."""
    if matter != EVERYTHING:
        desk.get(Solution, Solution.id_of(matter))
    municipality = desk.get(Register, Register.ID).id_of(number, desk.act.today)
    known = desk.find(Delegation, Delegation.id_of(municipality))
    delegation = known or Delegation.begin(desk.act, municipality=municipality)
    delegation.choose_anchoring(desk.act, matter=matter, required=required)
    return delegation if known else desk.found(delegation)


def assess(
    desk: Desk, *, number: str, solution: str, decide: Callable[[OwnAssessment], None]
) -> OwnAssessment:
    """Put something to a municipality's own assessment, which begins with the first of it."""
    of = _of(desk, number, solution)
    del of["number"]
    known = desk.find(OwnAssessment, OwnAssessment.id_of(of["municipality"], solution))
    assessment = known or OwnAssessment.begin(desk.act, **of)
    decide(assessment)
    return assessment if known else desk.found(assessment)


def make_checklist(desk: Desk, *, participation: UUID) -> Participation | Checklist:
    """List the agreements that a decision to join leads to, where its solution asks for any (R6).

    Founds it once; a later decision to join keeps what was ticked.
    """
    joining = desk.get(Participation, participation)
    requirements = desk.find(Requirements, Requirements.id_of(joining.solution))
    if joining.answer != JOIN or requirements is None or not requirements.agreements:
        return joining
    return desk.found(
        Checklist.make(
            desk.act, participation=joining.id, run=joining.run, solution=joining.solution,
            municipality=joining.municipality, number=joining.number, region=joining.region,
            agreements=requirements.agreements,
        )
    )  # fmt: skip


def tick(desk: Desk, *, participation: UUID, agreement: str, signed_on: date | None) -> Checklist:
    """Tick an agreement, or take the tick back (no day). Refuses as `Checklist` does."""
    joined = desk.get(Participation, participation)
    joined.check_own(desk.act)
    checklist = desk.get(Checklist, Checklist.id_of(participation))
    if signed_on is None:
        checklist.untick(desk.act, agreement=agreement)
    else:
        checklist.tick(desk.act, agreement=agreement, signed_on=signed_on)
        if checklist.complete:
            asked = Task.id_of("agreements_checklist", participation, joined.invitation)
            happened(desk, "signed", asked)
    return checklist


def _of(desk: Desk, number: str, solution: str) -> dict[str, Any]:
    """The municipality that has this number today, and the solution. Raises `Missing`."""
    desk.get(Solution, Solution.id_of(solution))
    register, today = desk.get(Register, Register.ID), desk.act.today
    municipality = register.id_of(number, today)
    return {
        "municipality": municipality, "number": number,
        "region": register.county_of(municipality, today), "solution": solution,
    }  # fmt: skip
