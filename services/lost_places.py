"""When a pulje is cancelled, those who had a place in it have none, and are told so (C08-11)."""

from __future__ import annotations

from functools import partial

from aggregates.deeds.halting import lose_place
from aggregates.runs.pulje import Pulje
from bus.contracts.kernel import CloudEvent
from bus.contracts.runs import PuljeCancelled
from log.log import Log
from services.asking import ask


async def tell(message: PuljeCancelled, envelope: CloudEvent, log: Log) -> None:
    """Each that had a place, was offered one or waited loses that, and not its own decision."""
    cancelled = await log.read(Pulje, message.pulje)
    for who in cancelled.freed:
        losing = partial(lose_place, participation=who)
        await ask(log, "lost-places", envelope, losing, f"{who}")
