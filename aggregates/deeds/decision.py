"""A municipality's answer to an invitation."""

from __future__ import annotations

from uuid import UUID

from aggregates.invitations.anchoring import Anchoring, check_anchored
from aggregates.invitations.authority import DECLINE, JOIN, POSTPONE
from aggregates.invitations.fulfilment import Fulfilment
from aggregates.invitations.participation import Participation
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Refused
from aggregates.mandates.delegation import Delegation, check_level
from aggregates.portfolio.obligation import MUNICIPALITY, USE, Obligation
from aggregates.portfolio.requirements import Requirements
from aggregates.rules import C07_11
from aggregates.runs.pulje import Pulje
from aggregates.runs.run import Run


def decide(
    desk: Desk, *,
    participation: UUID, answer: str, basis_version: int, level: str,
    reason: str | None = None, wished_pulje: int | None = None, document: str | None = None,
) -> Participation:  # fmt: skip
    """Record what the municipality decided; a decline after sign-up gives up its place (I01, I03).

    It is made at the level that the municipality has stated, or above it (C07-08).
    It is taken while the run takes sign-ups, also when it is stopped and after the deadline: a late
    answer is the municipality's own all the same. A decline is taken at any time. Refuses as
    `Participation.decide` does, joining without anchoring where the municipality itself has
    chosen that (C07-09), and where using the solution is a duty, all but a decline before there
    is a plan to fulfil it (C07-11).
    """
    asked = desk.get(Participation, participation)
    if answer in {JOIN, POSTPONE}:
        _check_duty(desk, asked)
    pulje = asked.pulje
    delegation = desk.find(Delegation, Delegation.id_of(asked.municipality))
    check_level(delegation, asked.solution, level, desk.act.today)
    if answer == JOIN and delegation is not None and delegation.demands_anchoring(asked.solution):
        _check_anchored(desk, asked)
    asked.decide(
        desk.act, answer=answer, basis_version=basis_version, level=level, reason=reason,
        wished_pulje=wished_pulje, document=document,
        sign_ups=answer == DECLINE or desk.get(Run, asked.run).takes_answers,
    )  # fmt: skip
    if pulje is not None and asked.pulje is None:
        desk.get(Pulje, Pulje.id_of(asked.run, pulje)).release(desk.act, participation=asked.id)
    return asked


def _check_duty(desk: Desk, asked: Participation) -> None:
    """Refuse a yes or a «later» to what is a duty: its answer is a plan. How is still its own."""
    duties = desk.find(Obligation, Obligation.id_of(asked.solution))
    duty = None if duties is None else duties.standing(MUNICIPALITY, USE, desk.act.today)
    if duty is None:
        return
    plan = Fulfilment.id_of(asked.municipality, asked.solution, MUNICIPALITY)
    if desk.find(Fulfilment, plan) is None:
        raise Refused(
            C07_11, "plan_first", legal_source=duty.legal_source, since=duty.since.isoformat(),
            answer_at=f"/api/municipalities/{asked.number}/fulfilments",
        )  # fmt: skip


def _check_anchored(desk: Desk, asked: Participation) -> None:
    asked_for = desk.find(Requirements, Requirements.id_of(asked.solution))
    anchoring = desk.find(Anchoring, Anchoring.id_of(asked.municipality, asked.solution))
    check_anchored(anchoring, [] if asked_for is None else asked_for.sectors)
