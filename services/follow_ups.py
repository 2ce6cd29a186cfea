"""When a pulje goes on to its follow-up, each participant is followed up and asked for an owner."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from aggregates.deeds.follow_up import begin
from aggregates.execution.follow_up import FollowUp
from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import Root
from aggregates.tasks.task import Task
from bus.contracts.kernel import CloudEvent
from bus.contracts.runs import PuljeFollowUpBegun
from log.log import Log
from services.asking import ask


async def follow_up(message: PuljeFollowUpBegun, envelope: CloudEvent, log: Log) -> None:
    """Begin the follow-up of each that took part, unless it has left meanwhile (I32)."""
    for who in message.participations:
        begun = partial(begin, participation=who)
        await ask(log, "follow-ups", envelope, begun, f"follow-up/{who}")
        asked = partial(_ask_for_owner, participation=who)
        await ask(log, "follow-ups", envelope, asked, f"owner/{who}")


def _ask_for_owner(desk: Desk, *, participation: UUID) -> Root:
    """Ask the municipality for the role that owns the use from then on (C08-07)."""
    who = desk.get(Participation, participation)
    followed = desk.find(FollowUp, FollowUp.id_of(participation))
    if followed is None or followed.owner is not None:
        return who
    return desk.found(
        Task.open(
            desk.act, kind="local_owner", about=who.id, for_role=Role.MUNICIPAL_COORDINATOR,
            municipality=who.municipality, subject_key="local_owner",
            facts={"solution": who.solution, "number": who.number},
        )
    )  # fmt: skip
