"""When the use is measured, it counts for the follow-up of whoever takes part in a run (I32)."""

from __future__ import annotations

from functools import partial

from aggregates.deeds.follow_up import count
from bus.contracts.adoption import UseMeasured
from bus.contracts.kernel import CloudEvent
from log.log import Log
from services.asking import ask


async def note(message: UseMeasured, envelope: CloudEvent, log: Log) -> None:
    """Let the series count, unless the municipality takes part in no run of the solution."""
    await ask(log, "measured", envelope, partial(count, series=message.series))
