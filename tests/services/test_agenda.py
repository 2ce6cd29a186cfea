from __future__ import annotations

import asyncio
from datetime import date
from uuid import UUID

from aggregates.evaluation.evaluation import Evaluation
from aggregates.kernel.act import Role
from aggregates.tasks.case import Case
from aggregates.tasks.task import Task
from bus.contracts.evaluation import EvaluationDelivered
from log.log import Log
from services.agenda import put_on_agenda
from tests.kit.given import act
from tests.services.past import happened, hear, recorded

HEARD = [{"party": "kommune 4601", "kind": "participant", "answered": True}]


def delivered(received: bool = False) -> Evaluation:
    """The evaluation of a national run, delivered, and perhaps taken in already."""
    evaluation = Evaluation.fall_due(
        act(Role.SYSTEM), run=UUID(int=1), solution="kj", track="A",
        responsible_role="innforingsleder", due=date(2024, 6, 30),
    )  # fmt: skip
    leader = act(Role.ROLLOUT_LEADER)
    evaluation.deliver(leader, summary="Gikk bra.", heard=HEARD, learnings=[])
    if received:
        evaluation.receive(act(Role.COORDINATING_GROUP), case="NKG 7/24")
    return evaluation


def test_a_delivered_evaluation_is_queued_once_and_proposed_as_a_topic(log: Log) -> None:
    async def story() -> None:
        happened(log, delivered())
        await hear(log, put_on_agenda, EvaluationDelivered)

    asyncio.run(story())
    [case] = recorded(log, Case.Queued)
    assert (case.kind, case.about) == ("evaluation", delivered().id)
    [task] = recorded(log, Task.Opened)
    assert (task.kind, task.for_role) == ("gathering_topic", Role.PORTFOLIO_OWNER)


def test_an_evaluation_taken_in_already_is_not_queued(log: Log) -> None:
    async def story() -> None:
        happened(log, delivered(received=True))
        await hear(log, put_on_agenda, EvaluationDelivered)

    asyncio.run(story())
    assert recorded(log, Case.Queued) == []
    assert len(recorded(log, Task.Opened)) == 1
