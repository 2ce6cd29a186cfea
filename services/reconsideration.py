"""When a decision basis changes, who was invited on an older version is told, and may decide anew.

What a municipality decided stands until it does (I05). Nobody is asked to change anything.
"""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from aggregates.deeds.addressing import body_of_contact
from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import Root
from aggregates.tasks.notice import Addressee, Notice
from aggregates.territory.register import Register
from bus.contracts.invitations import BasisChanged
from bus.contracts.kernel import CloudEvent
from log.log import Log
from services.asking import ask


async def tell(message: BasisChanged, envelope: CloudEvent, log: Log) -> None:
    """Tell every municipality of the run; send word to those that have decided (I05)."""
    for invited in await log.look(partial(invited_to, run=message.run)):
        deed = partial(_renew, participation=invited, changed=message)
        await ask(log, "reconsideration", envelope, deed, str(invited))


def invited_to(desk: Desk, *, run: UUID) -> list[UUID]:
    """Every participation in a run, also of municipalities that are no more by now."""
    known = desk.get(Register, Register.ID).everyone()
    ids = [Participation.id_of(run, each) for each in known]
    return [id for id in ids if desk.find(Participation, id) is not None]


def _renew(desk: Desk, *, participation: UUID, changed: BasisChanged) -> Root:
    invited = desk.get(Participation, participation)
    if changed.basis_version > invited.basis_version and invited.decided_version is not None:
        desk.found(
            Notice.send(
                desk.act, about=invited.id, to=[_addressee(desk, invited)],
                subject_key="basis_renewed", facts=_facts(invited, changed),
            )
        )  # fmt: skip
    invited.renew_basis(
        desk.act, basis=changed.basis, basis_version=changed.basis_version, changed=changed.changed
    )
    return invited


def _addressee(desk: Desk, invited: Participation) -> Addressee:
    """Who decides there; its region's contact, where it has stated no organisation number."""
    orgnr = desk.get(Register, Register.ID).organisation_of(invited.municipality)
    if orgnr is None:
        contact = body_of_contact(desk, invited.municipality)
        return {"role": str(Role.REGIONAL_CONTACT), "body": contact}
    return {"role": str(Role.MUNICIPAL_DECIDER), "body": orgnr}


def _facts(invited: Participation, changed: BasisChanged) -> dict[str, Any]:
    return {
        "solution": invited.solution,
        "number": invited.number,
        "region": invited.region,
        "municipality": str(invited.municipality),
        "former_version": invited.decided_version,
        "basis_version": changed.basis_version,
        "missing": changed.changed,
    }
