"""When a pulje is over, what it had of capacity is free again, and so is its time (C06-13)."""

from __future__ import annotations

from functools import partial

from aggregates.deeds.capacity import let_go
from bus.contracts.kernel import CloudEvent
from bus.contracts.runs import PuljeClosed
from log.log import Log
from services.asking import ask


async def free(message: PuljeClosed, envelope: CloudEvent, log: Log) -> None:
    """Release what the pulje has by now, and take it out of the calendar."""
    deed = partial(let_go, run=message.run, number=message.number)
    await ask(log, "capacity", envelope, deed)
