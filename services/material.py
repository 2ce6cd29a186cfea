"""What is learned of material is put to who maintains it (R13), what is new to who copied (R21)."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from aggregates.deeds.learning import MATERIAL_REVIEW
from aggregates.evaluation.learning import Learning
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import Root
from aggregates.material.copies import LocalCopies
from aggregates.material.maintenance import Maintenance
from aggregates.material.package import VALID, Package
from aggregates.tasks.notice import Addressee, Notice
from aggregates.tasks.task import Task
from aggregates.territory.organisation import Organisation
from aggregates.territory.register import Register
from bus.contracts.evaluation import LearningRaised, LearningReclassified
from bus.contracts.kernel import CloudEvent
from bus.contracts.material import MaterialVersionPublished
from log.log import Log
from services.asking import ask

MATERIAL = "material"
ROLES = {"ks": Role.PORTFOLIO_OWNER, "programme": Role.PROGRAMME}
"""In which role a maintainer acts; others provide the solution."""


async def ask_for_review(
    message: LearningRaised | LearningReclassified, envelope: CloudEvent, log: Log
) -> None:
    """Ask who maintains the solution's material to look at what was learned; KS where nobody does.

    Learning of another type is somebody else's (R13).
    """
    if message.type == MATERIAL:
        deed = partial(_ask_for_review, learning=message.learning)
        await ask(log, "material-reviews", envelope, deed)


async def tell_holders(message: MaterialVersionPublished, envelope: CloudEvent, log: Log) -> None:
    """Tell the municipalities whose copy comes of an older version what is new in it (R21)."""
    telling = partial(
        _tell_holders, package=message.material, type=message.type, number=message.version
    )
    await ask(log, "material-news", envelope, telling)


def _ask_for_review(desk: Desk, *, learning: UUID) -> Root:
    learned = desk.get(Learning, learning)
    maintenance = desk.find(Maintenance, Maintenance.ID)
    package = Package.id_of(learned.solution)
    maintainer = None if maintenance is None else maintenance.of(package)
    role = Role.PORTFOLIO_OWNER
    if maintainer is not None:
        body = desk.get(Organisation, Organisation.id_of(maintainer))
        role = ROLES.get(body.kind, Role.SERVICE_PROVIDER)
    return desk.found(
        Task.open(
            desk.act, kind=MATERIAL_REVIEW, about=learned.id, for_role=role,
            for_body=maintainer, subject_key="material_review",
            facts={"solution": learned.solution},
        )
    )  # fmt: skip


def _tell_holders(desk: Desk, *, package: UUID, type: str, number: int) -> Root:
    published = desk.get(Package, package)
    version = published.at(type, number)
    copies = desk.find(LocalCopies, LocalCopies.id_of(package))
    if copies is None or version is None or version.status != VALID:
        return published
    to = _addressed(desk, copies.holders(type, number))
    if not to:
        return published
    return desk.found(
        Notice.send(
            desk.act, about=package, to=to, subject_key="material_news",
            facts={
                "solution": published.solution, "type": type, "number": number,
                "change_note": version.change_note, "to_do": version.to_do,
            },
        )
    )  # fmt: skip


def _addressed(desk: Desk, municipalities: list[UUID]) -> list[Addressee]:
    register = desk.get(Register, Register.ID)
    bodies = filter(None, map(register.organisation_of, municipalities))
    role = str(Role.MUNICIPAL_COORDINATOR)
    return [{"role": role, "body": body} for body in sorted(bodies)]
