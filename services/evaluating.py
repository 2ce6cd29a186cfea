"""When the last in a pulje is followed up, its evaluation is called for (R11)."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from aggregates.deeds.evaluating import EACH_PULJE, puljer_of
from aggregates.deeds.practice import EVALUATION_CALLED, days
from aggregates.deeds.pulje import everybody_done
from aggregates.evaluation.evaluation import Evaluation
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import Root
from aggregates.runs.run import Run
from aggregates.tasks.task import Task
from bus.contracts.execution import FollowUpDone
from bus.contracts.kernel import CloudEvent
from bus.contracts.runs import PlaceReleased
from log.log import Log
from services.asking import ask


async def call_for(message: FollowUpDone | PlaceReleased, envelope: CloudEvent, log: Log) -> None:
    """Ask the responsible of the track to evaluate, once nobody is left to be followed up.

    The last one may also leave: then those who stayed had been done before. The responsible have as
    long as KS's practice has it, unless the day was nearer.
    """
    number = message.pulje if isinstance(message, FollowUpDone) else message.number
    if number is not None:
        deed = partial(_call_for, run=message.run, number=number)
        await ask(log, "evaluating", envelope, deed)


def _call_for(desk: Desk, *, run: UUID, number: int) -> Root:
    followed = desk.get(Run, run)
    pulje = number if followed.track == EACH_PULJE else None
    evaluation = desk.find(Evaluation, Evaluation.id_of(run, pulje))
    if evaluation is None or evaluation.delivered or not _done(desk, run, pulje):
        return followed
    day = min(evaluation.due, desk.act.today + days(desk, EVALUATION_CALLED))
    if desk.act.today <= evaluation.due:
        evaluation.move_due(desk.act, due=day)
    return desk.found(
        Task.open(
            desk.act, kind="evaluation_called_for", about=evaluation.id, due=day,
            for_role=evaluation.responsible_role, for_body=evaluation.responsible_body,
            subject_key="evaluation_called_for",
            facts={"solution": evaluation.solution, "due": day.isoformat()},
        )
    )  # fmt: skip


def _done(desk: Desk, run: UUID, pulje: int | None) -> bool:
    """Whether that pulje is, or every one that anybody takes part in."""
    if pulje is not None:
        return everybody_done(desk, run=run, number=pulje)
    taken = [each.number for each in puljer_of(desk, run) if each.taken]
    return bool(taken) and all(everybody_done(desk, run=run, number=each) for each in taken)
