"""How far the stream has come, as its own last message says, and whether it is our log's."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from nats.js import JetStreamContext
from nats.js.api import RawStreamMsg
from nats.js.errors import APIError, NotFoundError

from bus import streams
from bus.contracts.kernel import CloudEvent, source
from bus.publishing import HEAD, away
from log.store import Store
from log.stored import decode

NO_MESSAGE = 10037
DAMAGED_AT_MOST = 1000


class AnotherLog(Exception):
    """The stream tells of a log that this one is not, or of a future that this one has lost."""


class Damaged(Exception):
    """The end of the stream cannot be read."""


@dataclass(frozen=True, slots=True)
class Head:
    """How far the stream has come: the log's position, and the sequence of its last message."""

    position: int
    sequence: int


async def head_of(js: JetStreamContext, store: Store, log_id: str) -> Head:
    """The head of the stream, which the log must agree with.

    Raises `AnotherLog`, `Damaged`, and the client's errors where the server is out of reach.
    """
    try:
        end = (await js.stream_info(streams.PUBLISHED)).state.last_seq
        last = await _last_readable(js, end)
    except APIError as error:
        raise away(error) from error
    if last is None:
        return Head(0, end)
    assert last.data is not None
    assert last.headers is not None
    head = Head(int(last.headers[HEAD]), end)
    await _compare(store, log_id, CloudEvent.model_validate_json(last.data), head)
    return head


async def _last_readable(js: JetStreamContext, end: int) -> RawStreamMsg | None:
    # Not "the last by subject": where the very last one is damaged, the server answers that
    # there is none at all, and everything would be published again.
    for sequence in range(end, max(end - DAMAGED_AT_MOST, 0), -1):
        try:
            return await js.get_msg(streams.PUBLISHED, sequence)
        except NotFoundError as error:
            if error.err_code != NO_MESSAGE:
                raise
    if end > DAMAGED_AT_MOST:
        raise Damaged(
            f"The last {DAMAGED_AT_MOST} messages of the stream {streams.PUBLISHED} cannot be "
            f"read. It has to be made anew from the log."
        )
    return None


async def _compare(store: Store, log_id: str, told: CloudEvent, head: Head) -> None:
    """A log that was replaced or restored from an older copy must not be relayed."""
    if told.source != source(log_id):
        raise AnotherLog(
            f"The stream {streams.PUBLISHED} tells of {told.source}, but this is "
            f"{source(log_id)}. A fresh log needs a fresh stream."
        )
    found = await asyncio.to_thread(store.at, [told.position, head.position])
    if not found or found[-1].position != head.position:
        raise AnotherLog(
            f"The stream {streams.PUBLISHED} has come to position {head.position}, which the "
            f"log does not have. Was the log restored from an older copy?"
        )
    event = decode(found[0])
    if (str(event.originator_id), event.timestamp) != (told.subject, told.time):
        raise AnotherLog(
            f"What the stream {streams.PUBLISHED} says of position {told.position} is not "
            f"what the log says. Was the log restored from an older copy and written to?"
        )
