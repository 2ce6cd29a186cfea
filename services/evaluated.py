"""When an evaluation is delivered, the puljer that it is of are evaluated (C08-11)."""

from __future__ import annotations

from functools import partial

from aggregates.deeds.pulje import note_evaluated
from bus.contracts.evaluation import EvaluationDelivered
from bus.contracts.kernel import CloudEvent
from log.log import Log
from services.asking import ask


async def note(message: EvaluationDelivered, envelope: CloudEvent, log: Log) -> None:
    """Note it of the pulje, or of every one in its follow-up where the run as a whole is."""
    await ask(log, "evaluated", envelope, partial(note_evaluated, run=message.run))
