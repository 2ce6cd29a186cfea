"""When a region tells of a run of its own, those with one like it are told (R25)."""

from __future__ import annotations

from functools import partial

from aggregates.deeds.regional_work import notice_regional_run
from bus.contracts.kernel import CloudEvent
from bus.contracts.runs import RegionalRunNotified
from log.log import Log
from services.asking import ask


async def suggest(message: RegionalRunNotified, envelope: CloudEvent, log: Log) -> None:
    """Suggest that regions with similar runs work together; nothing follows until they decide."""
    deed = partial(
        notice_regional_run, run=message.run, solution=message.solution,
        scope_code=message.scope_code, starts=message.starts, ends=message.ends,
    )  # fmt: skip
    await ask(log, "cooperation", envelope, deed)
