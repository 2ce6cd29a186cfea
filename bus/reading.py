"""Reads a stream from its beginning to its end, once, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import suppress

from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy
from nats.js.errors import NotFoundError

BATCH = 500
WAIT_SECONDS = 1.0
PATIENCE = 5
FORGOTTEN_SECONDS = 60.0


async def messages(
    client: Client, stream: str, reader: str, subjects: str = ">"
) -> AsyncIterator[list[Msg]]:
    """Batches of what is on `stream` under `subjects`, up to what was last when it was asked.

    `reader` names the consumer that is made for it; two at once under one name get in each
    other's way. Raises the client's `TimeoutError` where the server stops answering.
    """
    js = client.jetstream()
    with suppress(NotFoundError):
        await js.delete_consumer(stream, reader)
    made = await js.add_consumer(
        stream,
        ConsumerConfig(
            name=reader,
            filter_subject=subjects,
            deliver_policy=DeliverPolicy.ALL,
            ack_policy=AckPolicy.NONE,
            inactive_threshold=FORGOTTEN_SECONDS,
            mem_storage=True,
        ),
    )
    pull = await js.pull_subscribe_bind(consumer=reader, stream=stream)
    pending, vain = made.num_pending or 0, 0
    try:
        while pending > 0:
            try:
                batch = await pull.fetch(min(BATCH, pending), WAIT_SECONDS)
            except TimeoutError:
                # Messages that the server cannot read any more are counted, but never come.
                pending, vain = (await pull.consumer_info()).num_pending or 0, vain + 1
                if pending and vain == PATIENCE:
                    raise
            else:
                pending, vain = batch[-1].metadata.num_pending, 0
                yield batch
    finally:
        await pull.unsubscribe()
        with suppress(NotFoundError):
            await js.delete_consumer(stream, reader)
