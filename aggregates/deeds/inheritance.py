"""What becomes of how far a municipality had come, when it merges or is split (C01-02, I33)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from aggregates.adoption.adoption import Adoption
from aggregates.adoption.service import ServiceAdoption
from aggregates.adoption.services import SERVICES
from aggregates.deeds.addressing import body_of_contact
from aggregates.deeds.asked import happened
from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import Root
from aggregates.tasks.task import Task
from aggregates.territory.inheritance import Inheritance
from aggregates.territory.register import Register

SUCCESSION = "participation_succession"
"""The task to find out whether who came after a municipality wants to join in its stead."""


def inherit(
    desk: Desk, *, predecessor: UUID, successor: UUID, solution: str, inherits: bool, reason: str
) -> Inheritance:
    """Decide whether a successor takes it over, and move what is decided, and nothing else.

    What is told of service areas goes with it (C09-03). Refuses as `Inheritance.decide` does.
    Raises `Missing` where nothing is known to take over.
    """
    decided = _decided(desk, predecessor, successor, solution, inherits, reason)
    held = Adoption.id_of(predecessor, solution)
    told = [each for each in SERVICES if _told(desk, predecessor, solution, each)]
    before = desk.find(Adoption, held) if told else desk.get(Adoption, held)
    if before is not None:
        _move(desk, before, successor, decided)
    for service in told:
        _move_service(desk, predecessor, successor, solution, service, decided)
    happened(desk, reason, Task.id_of("inheritance", held, successor))
    return decided


def ask_for_inheritance(desk: Desk, *, predecessor: UUID, successor: UUID, solution: str) -> Root:
    """Ask the successor's regional contact to decide it, unless it is decided (R10).

    Once for the solution, also where it is only service areas that anything is told of.
    """
    decided = desk.find(Inheritance, Inheritance.id_of(predecessor, successor, solution))
    if decided is not None:
        return decided
    return desk.found(
        Task.open(
            desk.act, kind="inheritance", about=Adoption.id_of(predecessor, solution),
            key=(successor,), for_role=Role.REGIONAL_CONTACT,
            for_body=body_of_contact(desk, successor), municipality=successor,
            subject_key="inheritance", facts=_facts(desk, predecessor, successor, solution),
        )
    )  # fmt: skip


def ask_for_participation(desk: Desk, *, participation: UUID, successor: UUID) -> Root:
    """Ask about an invitation or a place of a municipality that is no more.

    It is not moved: who came after it has decided nothing yet (I01), and nobody is forgotten.
    """
    left = desk.get(Participation, participation)
    if not _leaves_something(left):
        return left
    return desk.found(
        Task.open(
            desk.act, kind=SUCCESSION, about=left.id, key=(successor,),
            for_role=Role.REGIONAL_CONTACT, for_body=body_of_contact(desk, successor),
            municipality=successor, subject_key="participation_succession",
            facts=_facts(desk, left.municipality, successor, left.solution),
        )
    )  # fmt: skip


def settle_succession(desk: Desk, *, participation: UUID) -> Participation:
    """Close what was asked of others about a participation, or of its municipality about others.

    Of others, once neither an invitation nor a place is left; about others, once it has answered.
    """
    settled, register = desk.get(Participation, participation), desk.get(Register, Register.ID)
    own, today = settled.municipality, desk.act.today
    if not _leaves_something(settled):
        heirs = sorted(register.heirs_of(own, today))
        happened(desk, "left", *(Task.id_of(SUCCESSION, settled.id, each) for each in heirs))
    if settled.answer is not None:
        former = [each for each in register.everyone() if own in register.heirs_of(each, today)]
        left = [Participation.id_of(settled.run, each) for each in former]
        happened(desk, "answered", *(Task.id_of(SUCCESSION, each, own) for each in left))
    return settled


def _told(desk: Desk, of: UUID, solution: str, service: str) -> ServiceAdoption | None:
    return desk.find(ServiceAdoption, ServiceAdoption.id_of(of, solution, service))


def _move(desk: Desk, before: Adoption, successor: UUID, decided: Inheritance) -> None:
    after = desk.find(Adoption, Adoption.id_of(successor, before.solution))
    if decided.inherits:
        after = after or desk.found(
            Adoption.begin(desk.act, municipality=successor, solution=before.solution)
        )
        after.inherit(desk.act, of=before, inheritance=decided.id)
    elif after is not None:
        after.withdraw_inheritance(
            desk.act, predecessor=before.municipality, inheritance=decided.id
        )


def _move_service(
    desk: Desk, predecessor: UUID, successor: UUID, solution: str, service: str,
    decided: Inheritance,
) -> None:  # fmt: skip
    before = desk.get(ServiceAdoption, ServiceAdoption.id_of(predecessor, solution, service))
    after = _told(desk, successor, solution, service)
    if decided.inherits:
        after = after or desk.found(
            ServiceAdoption.begin(
                desk.act, municipality=successor, solution=solution, service=service
            )
        )
        after.inherit(desk.act, of=before, inheritance=decided.id)
    elif after is not None:
        after.withdraw_inheritance(desk.act, predecessor=predecessor, inheritance=decided.id)


def _leaves_something(left: Participation) -> bool:
    return left.invitation_open or left.outcome is not None


def _decided(
    desk: Desk, predecessor: UUID, successor: UUID, solution: str, inherits: bool, reason: str
) -> Inheritance:
    register = desk.get(Register, Register.ID)
    county = register.last_known(successor).county
    decided = desk.find(Inheritance, Inheritance.id_of(predecessor, successor, solution))
    if decided is not None:
        decided.redecide(desk.act, inherits=inherits, reason=reason, county=county)
        return decided
    return desk.found(
        Inheritance.decide(
            desk.act, predecessor=predecessor, successor=successor, solution=solution,
            inherits=inherits, reason=reason, county=county,
            succeeds=successor in register.heirs_of(predecessor, desk.act.today),
        )
    )  # fmt: skip


def _facts(desk: Desk, predecessor: UUID, successor: UUID, solution: str) -> dict[str, Any]:
    register = desk.get(Register, Register.ID)
    after = register.last_known(successor)
    return {
        "solution": solution,
        "former": register.last_known(predecessor).number,
        "number": after.number,
        "region": after.county,
    }
