"""When a vendor moves a day, those whose pulje rests on it are told (R22)."""

from __future__ import annotations

from functools import partial

from aggregates.deeds.addressing import leader_body
from aggregates.deeds.vendors import reweigh
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import Root
from aggregates.runs.pulje import Pulje
from aggregates.runs.run import Run
from aggregates.tasks.notice import Addressee, Notice
from aggregates.territory.register import Register
from bus.contracts.kernel import CloudEvent
from bus.contracts.vendors import VendorCommitmentKept, VendorCommitmentMoved
from log.log import Log
from services.asking import ask


async def tell_affected(message: VendorCommitmentMoved, envelope: CloudEvent, log: Log) -> None:
    """Tell the leader of each pulje that rests on the promise, and every municipality in it.

    They hear when the pulje starts beside the new day, and the pulje says which of its promises
    come after that; whether to wait is for them to decide.
    """
    await ask(log, "slips", envelope, partial(_tell_affected, message=message))


async def settle(message: VendorCommitmentKept, envelope: CloudEvent, log: Log) -> None:
    """Let no pulje wait for what is kept (R22)."""
    await ask(log, "slips-kept", envelope, partial(reweigh, commitment=message.commitment))


def _tell_affected(desk: Desk, *, message: VendorCommitmentMoved) -> Root:
    promise = reweigh(desk, commitment=message.commitment)
    for pulje in promise.puljer:
        _tell_of(desk, message, desk.get(Pulje, pulje), promise.promised)
    return promise


def _tell_of(desk: Desk, message: VendorCommitmentMoved, pulje: Pulje, promised: str) -> None:
    desk.found(
        Notice.send(
            desk.act, about=pulje.id, to=_concerned(desk, pulje), subject_key="commitment_moved",
            facts={
                "solution": message.solution, "promised": promised,
                "former_due": message.former_due.isoformat(), "due": message.due.isoformat(),
                "starts": pulje.starts.isoformat(), "number": pulje.number,
                "after_start": message.due > pulje.starts,
            },
        )
    )  # fmt: skip


def _concerned(desk: Desk, pulje: Pulje) -> list[Addressee]:
    register = desk.get(Register, Register.ID)
    bodies = filter(None, map(register.organisation_of, pulje.municipalities.values()))
    leads = leader_body(desk, desk.get(Run, pulje.run), pulje.leader)
    role = str(Role.MUNICIPAL_COORDINATOR)
    leader = _in_body(str(Role.ROLLOUT_LEADER), leads)
    return [leader, *(_in_body(role, body) for body in sorted(bodies))]


def _in_body(role: str, body: str | None) -> Addressee:
    return {"role": role, "body": body}
