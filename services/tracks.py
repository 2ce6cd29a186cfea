"""What a choice of track asks for next, and that it is done (R3); a plan that is sent back (R4)."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from aggregates.deeds.addressing import scope_body
from aggregates.deeds.asked import happened
from aggregates.deeds.leading import COMMUNICATION, COMPLETION
from aggregates.deeds.run import REMARKS
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import Root
from aggregates.runs.run import Run
from aggregates.tasks.task import Task
from bus.contracts.kernel import CloudEvent, Message
from bus.contracts.runs import (
    CommunicationPlanned,
    CompletionAssigned,
    PlanReviewed,
    RegionalRunNotified,
    TrackChosen,
)
from log.log import Log
from services.asking import ask

NOTIFICATION = "regional_notification"
CONCLUDES: dict[type[Message], str] = {
    RegionalRunNotified: NOTIFICATION,
    CompletionAssigned: COMPLETION,
    CommunicationPlanned: COMMUNICATION,
}


async def require(message: TrackChosen, envelope: CloudEvent, log: Log) -> None:
    """Ask the contact to tell the group of a B; the leader for what a C is not reviewed without.

    Asks for nothing that is done already, or that another choice does not need any more (R3).
    """
    contact = envelope.body if envelope.role == Role.REGIONAL_CONTACT else None
    for kind, deed in (
        (NOTIFICATION, partial(_ask_to_notify, body=contact)),
        (COMPLETION, _ask_for_completion),
        (COMMUNICATION, _ask_for_communication),
    ):
        await ask(log, "tracks", envelope, partial(deed, run=message.run), kind)


async def conclude(
    message: RegionalRunNotified | CompletionAssigned | CommunicationPlanned,
    envelope: CloudEvent,
    log: Log,
) -> None:
    """Close the task that this was asked for in, if there is one (R3)."""
    kind = CONCLUDES[type(message)]
    await ask(log, "tracks-done", envelope, partial(_conclude, run=message.run, kind=kind))


async def return_plan(message: PlanReviewed, envelope: CloudEvent, log: Log) -> None:
    """Give a plan that is not simply approved back to its leader, with what was remarked (R4)."""
    if message.outcome != "approved":
        deed = partial(_return_plan, run=message.run)
        await ask(log, "plans", envelope, deed)


def _ask_to_notify(desk: Desk, *, run: UUID, body: str | None) -> Root:
    chosen = desk.get(Run, run)
    if not (chosen.of_region and chosen.notified is None):
        return chosen
    return _open(
        desk, chosen, NOTIFICATION, for_role=Role.REGIONAL_CONTACT,
        for_body=body or scope_body(desk, chosen.scope_code), subject_key="regional_notification",
    )  # fmt: skip


def _ask_for_completion(desk: Desk, *, run: UUID) -> Root:
    chosen = desk.get(Run, run)
    if "completion" not in chosen.unlimited:
        return chosen
    return _open(
        desk, chosen, COMPLETION, for_role=Role.ROLLOUT_LEADER, for_body=chosen.leader_body,
        subject_key="completion_owner",
    )  # fmt: skip


def _ask_for_communication(desk: Desk, *, run: UUID) -> Root:
    chosen = desk.get(Run, run)
    if "communication" not in chosen.unlimited:
        return chosen
    return _open(
        desk, chosen, COMMUNICATION, for_role=Role.ROLLOUT_LEADER, for_body=chosen.leader_body,
        subject_key="communication_plan",
    )  # fmt: skip


def _return_plan(desk: Desk, *, run: UUID) -> Root:
    returned = desk.get(Run, run)
    if not returned.returned:
        return returned
    return desk.found(
        Task.open(
            desk.act, kind=REMARKS, about=run, key=(returned.remarks,),
            for_role=Role.ROLLOUT_LEADER, for_body=returned.leader_body,
            subject_key="plan_remarks", facts=_facts(returned),
        )
    )  # fmt: skip


def _open(desk: Desk, run: Run, kind: str, **asked: Any) -> Root:
    known = desk.find(Task, Task.id_of(kind, run.id))
    return known or desk.found(
        Task.open(desk.act, kind=kind, about=run.id, facts=_facts(run), **asked)
    )


def _conclude(desk: Desk, *, run: UUID, kind: str) -> Root:
    happened(desk, "told", Task.id_of(kind, run))
    return desk.get(Run, run)


def _facts(run: Run) -> dict[str, Any]:
    return {"solution": run.solution, "scope": run.scope_code}
