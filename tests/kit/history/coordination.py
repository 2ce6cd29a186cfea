"""National coordination: a second run that meets the first, and what is kept in common."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from aggregates.coordination.calendar import Calendar
from aggregates.coordination.common_message import CommonMessage
from aggregates.coordination.leader_pool import PooledLeader
from aggregates.deeds import capacity, plan_review
from aggregates.deeds import run as runs
from aggregates.kernel.act import Role
from aggregates.kernel.root import derived
from aggregates.runs.run import Run
from log.log import founding, upon
from tests.kit.history.past import KS, SPRING, Past
from tests.kit.runs import ANSWERS

NHN = "994598759"
OTHER = derived("runs", "a run beside it")
SLOTS: dict[str, Any] = {"kind": "onboarding_slots", "owner": NHN, "amount": 1, "per_place": True}
HOURS: dict[str, Any] = {"kind": "leader_hours", "owner": KS, "amount": 10, "per_place": False}
MESSAGE = derived("common-messages", "a past")


def calendar(past: Past) -> None:
    """Two puljer of another run: one draws on what is committed and on more; one is cancelled."""
    past.group(
        partial(
            runs.propose, id=OTHER, title="KJ", kind="rollout", solution="kj",
            scope_code="national", proposer="KS",
        )
    )  # fmt: skip
    past.group(
        upon(Run, OTHER, Run.choose_track, track="A", answers=ANSWERS, deciding_body="NKG",
             dissent=None)
    )  # fmt: skip
    past.group(upon(Run, OTHER, Run.appoint_leader, leader="p-7", body=KS, role="innforingsleder"))
    past.leader(upon(Run, OTHER, Run.draft_plan, plan="v1"))
    for number in (1, 2):
        past.leader(
            partial(
                runs.plan_pulje, run=OTHER, number=number, starts=date(2024, 6, 1),
                invites_from=SPRING, decision_days=30, capacity=5, leader="p-7",
            )
        )  # fmt: skip
    pulje: dict[str, Any] = {"run": OTHER, "number": 1}
    period: dict[str, Any] = {"since": date(2024, 6, 3), "until": date(2024, 9, 1)}
    past.leader(partial(capacity.state_period, **pulje, **period))
    past.leader(partial(capacity.state_needs, **pulje, needs=[SLOTS, HOURS]))
    past.group(partial(plan_review.review_plan, run=OTHER, outcome="approved"))
    for kind, role, body, amount in (
        ("onboarding_slots", Role.SERVICE_PROVIDER, NHN, 10),
        ("leader_hours", Role.ROLLOUT_LEADER, KS, 5),
    ):
        committing = partial(
            capacity.commit, kind=kind, key="2024", amount=amount, since=date(2024, 1, 1),
            until=date(2025, 1, 1), source="26/44",
        )  # fmt: skip
        past.did(role, committing, body=body)
    over: dict[str, Any] = {"decision": "NKG 3/24", "reason": "Vikar."}
    hours = partial(capacity.overbook, kind="leader_hours", owner=KS)
    past.group(partial(hours, **pulje, **over))
    past.group(partial(runs.open_pulje, **pulje))
    past.group(
        partial(
            plan_review.settle_clash, **pulje, kind="leader", subject="p-7", decision="NKG 3/24",
            reason="Lederen har tid til begge.",
        )
    )  # fmt: skip
    past.leader(upon(Calendar, Calendar.ID, Calendar.change_leader, **pulje, leader="p-8"))
    past.leader(partial(capacity.state_needs, **pulje, needs=[HOURS]))
    past.system(partial(capacity.let_go, run=OTHER, number=2))


def common(past: Past) -> None:
    """A leader is offered and withdrawn, a message is handed on and sent, a body advises."""
    leader = PooledLeader.id_of("p-77")
    offered = founding(
        PooledLeader.offer, leader="p-77", competences=["kj"], percent=50, since=SPRING
    )
    past.owner(offered)
    past.owner(upon(PooledLeader, leader, PooledLeader.declare, competences=["kj", "pll"]))
    stating = PooledLeader.state_availability
    past.owner(upon(PooledLeader, leader, stating, percent=20, since=SPRING))
    past.owner(upon(PooledLeader, leader, PooledLeader.withdraw))
    planned = founding(
        CommonMessage.plan, id=MESSAGE, title="Pulje 1", text="Den begynner.", sender=KS,
        day=SPRING,
    )  # fmt: skip
    past.owner(planned)
    past.owner(upon(CommonMessage, MESSAGE, CommonMessage.change_sender, sender=NHN))
    recipients: list[Any] = [{"role": "regional_kontakt", "body": None}]
    sending = partial(plan_review.send_message, message=MESSAGE, recipients=recipients)
    past.did(Role.SERVICE_PROVIDER, sending, body=NHN)
    for standing in ("deciding", "advisory"):
        past.owner(
            partial(plan_review.state_body, name="Styringsråd", standing=standing, mandate="24/118")
        )
