"""When an invitation expires unanswered, the regional contact is asked to call (R5)."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from aggregates.deeds.addressing import body_of_contact
from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import Root
from aggregates.tasks.task import Task
from bus.contracts.invitations import InvitationExpired
from bus.contracts.kernel import CloudEvent
from log.log import Log
from services.asking import ask


async def follow_up(message: InvitationExpired, envelope: CloudEvent, log: Log) -> None:
    """Open a task for the contact of the municipality's region. Silence is no decline (I02)."""
    await ask(log, "silence", envelope, partial(_follow_up, participation=message.participation))


def _follow_up(desk: Desk, *, participation: UUID) -> Root:
    silent = desk.get(Participation, participation)
    if not (silent.expired and silent.unanswered):
        return silent
    facts = {
        "solution": silent.solution,
        "number": silent.number,
        "region": silent.region,
        "deadline": silent.deadline.isoformat(),
    }
    return desk.found(
        Task.open(
            desk.act, kind="contact_follow_up", about=silent.id, key=(silent.invitation,),
            for_role=Role.REGIONAL_CONTACT, for_body=body_of_contact(desk, silent.municipality),
            municipality=silent.municipality,
            subject_key="contact_follow_up", facts=facts,
        )
    )  # fmt: skip
