"""When municipalities merge or are split, nothing moves by itself: somebody is asked (R10)."""

from __future__ import annotations

import asyncio
from functools import partial
from uuid import UUID

from aggregates.deeds.inheritance import ask_for_inheritance, ask_for_participation
from aggregates.territory.register import Register
from bus.contracts.adoption import ServiceStageReached, StageReached
from bus.contracts.kernel import CloudEvent
from bus.contracts.territory import MunicipalitiesMerged, MunicipalitySplit
from log.log import Log
from services.asking import ask, today
from services.holdings import holdings


async def divide(
    message: MunicipalitySplit | MunicipalitiesMerged, envelope: CloudEvent, log: Log
) -> None:
    """Ask of every adoption and participation of those that were, what becomes of it (I33)."""
    if isinstance(message, MunicipalitySplit):
        predecessors, successors = [message.predecessor], message.successors
    else:
        predecessors, successors = message.predecessors, [message.successor]
    for predecessor in predecessors:
        left = await asyncio.to_thread(holdings, log.store, predecessor)
        for successor in successors:
            if successor != predecessor:
                await _ask(predecessor, successor, left, envelope, log)


async def hear_late(
    message: StageReached | ServiceStageReached, envelope: CloudEvent, log: Log
) -> None:
    """What is told of a municipality after it ended is asked about as well; it is not lost."""
    register = await log.read(Register, Register.ID)
    if register.valid(message.municipality, today()):
        return
    for successor in sorted(register.heirs_of(message.municipality, today())):
        await _ask(message.municipality, successor, ([message.solution], []), envelope, log)


async def _ask(
    predecessor: UUID, successor: UUID, left: tuple[list[str], list[UUID]],
    envelope: CloudEvent, log: Log,
) -> None:  # fmt: skip
    solutions, participations = left
    for solution in solutions:
        asking = partial(
            ask_for_inheritance, predecessor=predecessor, successor=successor, solution=solution
        )
        await ask(log, "inheritance", envelope, asking, f"{predecessor}/{successor}/{solution}")
    for each in participations:
        about = partial(ask_for_participation, participation=each, successor=successor)
        await ask(log, "inheritance", envelope, about, f"{each}/{successor}")
