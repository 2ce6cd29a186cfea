"""What an entry of the log says outside, in its envelope: to the stream, and to who asks again."""

from __future__ import annotations

from bus.contracts.kernel import CloudEvent, envelope
from bus.translations import translate
from log.store import Entry
from log.stored import decode


def said(entry: Entry, log_id: str, previous: int) -> CloudEvent | None:
    """What an entry says outside, in its envelope; None where it concerns nobody there."""
    event = decode(entry)
    message = translate(event)
    if message is None:
        return None
    return envelope(
        message,
        log_id=log_id,
        position=entry.position,
        previous=previous,
        aggregate=event.originator_id,
        recorded=event.timestamp,
        role=event.role,
        body=event.body,
        cause=event.cause,
    )
