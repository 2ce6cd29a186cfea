"""Delivering an evaluation raises its learning points in the same breath; then it is shared."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from aggregates.deeds.asked import happened
from aggregates.deeds.learning import enlist
from aggregates.evaluation.evaluation import Evaluation, Heard, Point
from aggregates.evaluation.learning import Learning
from aggregates.kernel.desk import Desk
from aggregates.tasks.task import Task


def deliver(
    desk: Desk,
    *,
    evaluation: UUID,
    summary: str,
    heard: Sequence[Heard],
    learnings: Sequence[Point],
) -> Evaluation:
    """Deliver an evaluation and raise each learning point; returns the evaluation.

    Refuses as `Evaluation.deliver` does. Asked twice, the points are raised once.
    """
    due = desk.get(Evaluation, evaluation)
    before = due.delivered
    due.deliver(desk.act, summary=summary, heard=heard, learnings=learnings)
    happened(desk, "delivered", Task.id_of("evaluation_called_for", due.id))
    for each in [] if before else learnings:
        raised = Learning.raise_(
            desk.act, evaluation=due.id, key=each["id"],
            run=due.run, solution=due.solution, track=due.track,
            text=each["text"], type=each["type"], owner=each["owner"],
        )  # fmt: skip
        enlist(desk, desk.found(raised))
    return due


def share(desk: Desk, *, evaluation: UUID, gathering: str) -> Evaluation:
    """Note where it was told of. Refuses as `Evaluation.share` does (C10-06)."""
    told = desk.get(Evaluation, evaluation)
    told.share(desk.act, gathering=gathering)
    happened(desk, "shared", Task.id_of("gathering_topic", told.id))
    return told
