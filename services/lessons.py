"""When a run is proposed or gets its track, it is given what was learned before (R14)."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from aggregates.deeds.learning import ASKED, unanswered
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import Root
from aggregates.runs.run import Run
from aggregates.tasks.task import Task
from bus.contracts.kernel import CloudEvent
from bus.contracts.runs import RunProposed, TrackChosen
from log.log import Log
from services.asking import ask


async def attach(message: RunProposed | TrackChosen, envelope: CloudEvent, log: Log) -> None:
    """Ask the run's leader to answer what is open on its solution and track, if anything is."""
    await ask(log, "lessons", envelope, partial(_attach, run=message.run))


def _attach(desk: Desk, *, run: UUID) -> Root:
    proposed = desk.get(Run, run)
    left, _ = unanswered(desk, proposed)
    if not left:
        return proposed
    return desk.found(
        Task.open(
            desk.act, kind=ASKED, about=run, key=(proposed.track,),
            for_role=Role.ROLLOUT_LEADER, for_body=proposed.leader_body,
            subject_key="answer_learnings",
            facts={"solution": proposed.solution, "count": len(left)},
        )
    )  # fmt: skip
