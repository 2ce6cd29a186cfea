"""What somebody was asked to do has happened, or is for somebody else: their task follows that."""

from __future__ import annotations

from uuid import UUID

from aggregates.kernel.desk import Desk
from aggregates.tasks.task import Task


def happened(desk: Desk, outcome: str, *tasks: UUID) -> None:
    """Close those of these tasks that there are and that are open, whoever did what they ask for.

    Part of the deed that does it, so that it is not asked for a moment longer.
    """
    for id in tasks:
        task = desk.find(Task, id)
        if task is not None:
            task.conclude(desk.act, outcome=outcome)


def pass_on(desk: Desk, body: str | None, *tasks: UUID) -> None:
    """Let those of these tasks that are open be for another body, as where another leads."""
    for id in tasks:
        task = desk.find(Task, id)
        if task is not None:
            task.pass_on(desk.act, body=body)
