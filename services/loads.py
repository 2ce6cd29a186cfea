"""When a municipality joins or leaves a run, that is noted among all that it is in (C01-09)."""

from __future__ import annotations

from functools import partial

from aggregates.deeds.loads import note_load
from bus.contracts.invitations import MunicipalDecisionMade, Withdrawn
from bus.contracts.kernel import CloudEvent
from log.log import Log
from services.asking import ask


async def note(message: MunicipalDecisionMade | Withdrawn, envelope: CloudEvent, log: Log) -> None:
    """Note it, so that the next one who invites the municipality sees how much it is in (C01-09).

    Its decision does not wait for it: the list warns, and keeps nobody from anything.
    """
    await ask(log, "loads", envelope, partial(note_load, participation=message.participation))
