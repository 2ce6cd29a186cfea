"""When an issue is answered, the answer goes back to every municipality that has it (C08-08)."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from aggregates.execution.issue import Issue
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import Root
from aggregates.tasks.task import Task
from bus.contracts.execution import IssueAffects, IssueAnswered
from bus.contracts.kernel import CloudEvent
from log.log import Log
from services.asking import ask


async def send_back(message: IssueAnswered, envelope: CloudEvent, log: Log) -> None:
    """Give each its own copy, to be closed by itself; also those who had it before this answer."""
    for municipality in message.affected:
        sent = partial(
            _send_back, issue=message.issue, municipality=municipality, cause=envelope.id
        )
        await ask(log, "issues", envelope, sent, str(municipality))


async def send_late(message: IssueAffects, envelope: CloudEvent, log: Log) -> None:
    """Give whoever turns out to have it after it was answered the answer that stands (C08-08)."""
    sent = partial(
        _send_late, issue=message.issue, municipality=message.municipality, cause=envelope.id
    )
    await ask(log, "issues-late", envelope, sent)


def _send_late(desk: Desk, *, issue: UUID, municipality: UUID, cause: str) -> Root:
    answered = desk.get(Issue, issue)
    if answered.response is None or municipality in answered.answered:
        return answered
    return _send_back(desk, issue=issue, municipality=municipality, cause=cause)


def _send_back(desk: Desk, *, issue: UUID, municipality: UUID, cause: str) -> Root:
    answered = desk.get(Issue, issue)
    return desk.found(
        Task.open(
            desk.act, kind="issue_answered", about=answered.id, key=(municipality, cause),
            for_role=Role.MUNICIPAL_COORDINATOR, municipality=municipality,
            subject_key="issue_answered",
            facts={"solution": answered.solution, "title": answered.title},
        )
    )  # fmt: skip
