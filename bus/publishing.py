"""How messages are put on a stream so that none is doubled, lost or out of its order.

Each publish names the sequence of the message that it is to follow (the fence). Whoever is late,
whether another relay or an own message that was long under way, is refused by the server.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import uuid4

from nats.aio.client import Client
from nats.errors import (
    ConnectionReconnectingError,
    NoRespondersError,
    OutboundBufferLimitError,
    StaleConnectionError,
)
from nats.errors import TimeoutError as NatsTimeout
from nats.js.errors import APIError, NoStreamResponseError, ServiceUnavailableError

WAIT_SECONDS = 5.0
BATCH_MESSAGES = 1000  # the server takes no more
BATCH_BYTES = 1_000_000  # half of what the client buffers while it is not connected

MESSAGE_ID = "Nats-Msg-Id"
HEAD = "Fellestakt-Head"
"""The highest position on the stream so far. A refilled message, which comes late, keeps it."""

NOT_LAST = frozenset({10070, 10071, 10164, 10176, 10201})
AWAY: tuple[type[Exception], ...] = (
    NatsTimeout,
    NoRespondersError,
    NoStreamResponseError,
    ServiceUnavailableError,
    ConnectionReconnectingError,
    OutboundBufferLimitError,
    StaleConnectionError,
    OSError,
)
"""What says that the server is out of reach for now. A connection closed for good is not here."""


class Overtaken(Exception):
    """The stream's last message is not the one that this was to follow."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    subject: str
    body: bytes
    headers: dict[str, str]


class Publishing(Protocol):
    """A way to put messages on the stream."""

    async def publish(self, client: Client, messages: Sequence[Outgoing], last: int) -> int:
        """Publish in order behind sequence `last`; returns the sequence of the last one.

        Raises `Overtaken`, or one of `AWAY` where it may or may not have been stored.
        """
        ...


class OneByOne:
    """Each message by itself, fenced and acknowledged before the next."""

    def __init__(self, wait: float = WAIT_SECONDS) -> None:
        self.wait = wait

    async def publish(self, client: Client, messages: Sequence[Outgoing], last: int) -> int:
        js = client.jetstream()
        for message in messages:
            fence = {"Nats-Expected-Last-Sequence": str(last)}
            try:
                ack = await js.publish(
                    message.subject, message.body, self.wait, headers=message.headers | fence
                )
            except APIError as error:
                raise _meaning(error) from error
            if ack.duplicate:  # stored before, but perhaps not as the last one
                raise Overtaken(message.headers[MESSAGE_ID])
            last = ack.seq
        return last


class Batched:
    """Many at once, all or none, for the price of one; a single message as `OneByOne`."""

    def __init__(self, wait: float = WAIT_SECONDS) -> None:
        self.wait = wait

    async def publish(self, client: Client, messages: Sequence[Outgoing], last: int) -> int:
        if len(messages) == 1:
            return await OneByOne(self.wait).publish(client, messages, last)
        for batch in _batches(messages):
            last = await self._commit(client, batch, last)
        return last

    async def _commit(self, client: Client, batch: Sequence[Outgoing], last: int) -> int:
        js, batch_id = client.jetstream(), uuid4().hex
        for number, message in enumerate(batch, 1):
            headers = message.headers | {
                "Nats-Batch-Id": batch_id,
                "Nats-Batch-Sequence": str(number),
            }
            if number == 1:
                headers["Nats-Expected-Last-Sequence"] = str(last)
            if number < len(batch):
                await client.publish(message.subject, message.body, headers=headers)
        headers["Nats-Batch-Commit"] = "1"
        try:
            ack = await js.publish(message.subject, message.body, self.wait, headers=headers)
        except APIError as error:
            raise _meaning(error) from error
        return ack.seq


def _meaning(error: APIError) -> Exception:
    """What a refusal by the server means to who publishes."""
    if error.err_code in NOT_LAST:
        return Overtaken(error.description)
    return away(error)


def away(error: APIError) -> Exception:
    """The error itself; or a `NatsTimeout` where the server says that it cannot for now."""
    if (error.code or 0) >= 429:
        return NatsTimeout(error.description)
    return error


def _batches(messages: Sequence[Outgoing]) -> Iterator[list[Outgoing]]:
    batch: list[Outgoing] = []
    size = 0
    for message in messages:
        size += len(message.body)
        if batch and (len(batch) == BATCH_MESSAGES or size > BATCH_BYTES):
            yield batch
            batch, size = [], len(message.body)
        batch.append(message)
    if batch:
        yield batch
