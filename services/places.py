"""When a municipality decides to join, it gets the place it wished and its tasks (R6)."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from aggregates.deeds.commitments import make_checklist
from aggregates.deeds.sign_up import place_after_decision
from aggregates.invitations.authority import JOIN
from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import Root
from aggregates.tasks.task import Task
from bus.contracts.invitations import MunicipalDecisionMade
from bus.contracts.kernel import CloudEvent
from log.log import Log
from services.asking import ask

TASKS = ("agreements_checklist", "local_task_set")


async def settle(message: MunicipalDecisionMade, envelope: CloudEvent, log: Log) -> None:
    """Do what follows from the decision that stands by now, which may be a later one (C07-04)."""
    joining = message.participation
    await ask(log, "places", envelope, partial(place_after_decision, participation=joining))
    for kind in TASKS:
        opening = partial(_open_task, participation=joining, kind=kind)
        await ask(log, "places", envelope, opening, kind)
    listing = partial(make_checklist, participation=joining)
    await ask(log, "places", envelope, listing, "checklist")


def _open_task(desk: Desk, *, participation: UUID, kind: str) -> Root:
    """Ask the municipality's own coordinator; only the municipality closes it (C08-03)."""
    joining = desk.get(Participation, participation)
    if joining.answer != JOIN:
        return joining
    return desk.found(
        Task.open(
            desk.act, kind=kind, about=joining.id, key=(joining.invitation,),
            for_role=Role.MUNICIPAL_COORDINATOR, municipality=joining.municipality,
            subject_key=kind, facts={"solution": joining.solution, "number": joining.number},
        )
    )  # fmt: skip
