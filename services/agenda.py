"""When an evaluation is delivered, it goes on the agenda and is proposed for sharing (R12)."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from aggregates.evaluation.evaluation import Evaluation
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import Root
from aggregates.tasks.case import Case
from aggregates.tasks.task import Task
from bus.contracts.evaluation import EvaluationDelivered
from bus.contracts.kernel import CloudEvent
from log.log import Log
from services.asking import ask


async def put_on_agenda(message: EvaluationDelivered, envelope: CloudEvent, log: Log) -> None:
    """Queue a case for the coordinating group (C10-03); propose a topic to KS (C10-06)."""
    for part, deed in (("case", _queue), ("topic", _propose_topic)):
        await ask(log, "agenda", envelope, partial(deed, evaluation=message.evaluation), part)


def _queue(desk: Desk, *, evaluation: UUID) -> Root:
    delivered = desk.get(Evaluation, evaluation)
    if delivered.received:
        return delivered
    return desk.found(
        Case.queue(
            desk.act, kind="evaluation", about=delivered.id,
            subject_key="evaluation_delivered", facts=_facts(delivered),
        )
    )  # fmt: skip


def _propose_topic(desk: Desk, *, evaluation: UUID) -> Root:
    delivered = desk.get(Evaluation, evaluation)
    return desk.found(
        Task.open(
            desk.act, kind="gathering_topic", about=delivered.id, for_role=Role.PORTFOLIO_OWNER,
            subject_key="gathering_topic", facts=_facts(delivered),
        )
    )  # fmt: skip


def _facts(delivered: Evaluation) -> dict[str, Any]:
    return {
        "solution": delivered.solution,
        "track": delivered.track,
        "run": str(delivered.run),
        "pulje": delivered.pulje,
    }
