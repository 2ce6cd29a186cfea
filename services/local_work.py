"""When a municipality decides to join, its own part of the run begins (R6)."""

from __future__ import annotations

from functools import partial

from aggregates.deeds.execution import begin_work
from bus.contracts.invitations import MunicipalDecisionMade
from bus.contracts.kernel import CloudEvent
from log.log import Log
from services.asking import ask


async def begin(message: MunicipalDecisionMade, envelope: CloudEvent, log: Log) -> None:
    """Begin it, if the decision that stands by now is to join; the common tasks are in it."""
    work = partial(begin_work, participation=message.participation)
    await ask(log, "local-work", envelope, work)
