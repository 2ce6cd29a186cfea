"""When a pulje starts, it is noted who in it is in other runs at the same time (C13-03)."""

from __future__ import annotations

from functools import partial

from aggregates.deeds.plan_review import note_shared
from bus.contracts.kernel import CloudEvent
from bus.contracts.runs import PuljeStarted
from log.log import Log
from services.asking import ask


async def note(message: PuljeStarted, envelope: CloudEvent, log: Log) -> None:
    """Note in the calendar which municipalities clash by now, for the group to settle or not."""
    deed = partial(note_shared, run=message.run, number=message.number)
    await ask(log, "clashes", envelope, deed)
