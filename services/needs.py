"""Lifted needs are to be acknowledged, and every answer comes back to where they came from."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from aggregates.deeds.asked import happened
from aggregates.deeds.needs import answer_by_request, return_answer
from aggregates.deeds.practice import NEED_RECEIPT, days
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import Root
from aggregates.needs.need import LIFTED, Need
from aggregates.tasks.task import Task
from bus.contracts.kernel import CloudEvent
from bus.contracts.needs import (
    ChangeRequestStatusSet,
    NeedAnswered,
    NeedLifted,
    NeedReceived,
)
from log.log import Log
from services.asking import ask

ROLES = {"ks": "portefoljeeier", "portfolio": "portefoljeeier", "programme": "program"}
PROVIDER = "tjenesteleverandor"


async def ask_for_receipt(message: NeedLifted, envelope: CloudEvent, log: Log) -> None:
    """Ask the receiver to acknowledge a lifted need, with a day to do it by (R15)."""
    role = ROLES.get(message.channel, PROVIDER)

    def deed(desk: Desk) -> Root:
        need = desk.get(Need, message.need)
        if need.stage != LIFTED:
            return need
        return desk.found(
            Task.open(
                desk.act, kind="need_receipt", about=need.id, for_role=role,
                for_body=message.receiver, due=message.on + days(desk, NEED_RECEIPT),
                subject_key="need_receipt",
                facts={"solution": need.solution, "origins": len(need.origins)},
            )
        )  # fmt: skip

    await ask(log, "needs", envelope, deed)


async def note_receipt(message: NeedReceived, envelope: CloudEvent, log: Log) -> None:
    """The receiver has acknowledged, so the task to do it is done (R15)."""
    await ask(log, "needs", envelope, partial(_received, need=message.need))


async def answer_down(message: NeedAnswered, envelope: CloudEvent, log: Log) -> None:
    """Bring an answer back to every origin (C11-05)."""
    await ask(log, "needs", envelope, partial(return_answer, need=message.need))


async def follow_request(message: ChangeRequestStatusSet, envelope: CloudEvent, log: Log) -> None:
    """Let the need behind a change request have the status as its answer (R16)."""
    await ask(log, "needs", envelope, partial(answer_by_request, request=message.request))


def _received(desk: Desk, *, need: UUID) -> Root:
    happened(desk, "received", Task.id_of("need_receipt", need))
    return desk.get(Need, need)
