"""From the log to the stream: `python -m bus.relay`.

The relay stores no position. It asks the stream for its last message and goes on from there, so
that whatever a crash took from the tail of the stream comes back by itself.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from contextlib import aclosing

from nats.aio.client import Client

import aggregates.catalogue  # noqa: F401  # importing it is what makes stored events readable
from bus import streams
from bus.connection import connect
from bus.contracts.kernel import CONTENT_TYPE, CloudEvent
from bus.head import Head, head_of
from bus.publishing import AWAY, HEAD, MESSAGE_ID, Batched, Outgoing, Overtaken, Publishing
from bus.told import said
from log.opening import open_store
from log.store import Store, Unavailable
from log.tail import follow
from people.lines import write_lines

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 0.1
TRY_AGAIN: tuple[type[Exception], ...] = (*AWAY, Unavailable)


class Relay:
    """Publishes what `store` holds, in its order, once. Several may run; the fence keeps order."""

    def __init__(
        self,
        store: Store,
        client: Client,
        log_id: str,
        publishing: Publishing | None = None,
    ) -> None:
        self.store, self.client, self.log_id = store, client, log_id
        self.publishing = publishing or Batched()

    async def run(self) -> None:
        """Relay for ever. Raises `AnotherLog`, and every fault that time does not mend."""
        while True:
            try:
                head = await self.head()
                _unless_cancelled()
                await self._relay(head)
            except Overtaken as error:
                logger.info("Overtaken (%s); going on from the stream's last message.", error)
            except TRY_AGAIN as error:
                logger.warning("Not published (%s: %s); trying again.", type(error).__name__, error)
            await asyncio.sleep(PAUSE_SECONDS)

    async def head(self) -> Head:
        """How far the stream has come. Raises `AnotherLog` or `Damaged`."""
        return await head_of(self.client.jetstream(), self.store, self.log_id)

    async def _relay(self, head: Head) -> None:
        previous, sequence = head.position, head.sequence
        async with aclosing(follow(self.store, head.position)) as batches:  # type: ignore[type-var]
            async for entries in batches:
                messages = []
                for entry in entries:
                    if event := said(entry, self.log_id, previous):
                        messages.append(Outgoing(event.type, event.sent(), headers(event)))
                        previous = event.position
                if messages:
                    sequence = await self.publishing.publish(self.client, messages, sequence)
                    _unless_cancelled()


def _unless_cancelled() -> None:
    # Python 3.11's wait_for, which every request of the client waits in, swallows a cancellation
    # that comes together with the answer.
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


def headers(event: CloudEvent) -> dict[str, str]:
    """What the server and the relay itself need to know of a message."""
    return {MESSAGE_ID: event.id, HEAD: str(event.position), "content-type": CONTENT_TYPE}


async def main(publishing: Publishing | None = None) -> None:
    """Declare the streams and relay until SIGTERM. The environment says where log and NATS are."""
    running = asyncio.current_task()
    assert running is not None
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, running.cancel)
    store = await asyncio.to_thread(open_store, os.environ["LOG_URL"])
    client = None
    try:
        client = await connect(os.environ["NATS_URL"], "relay")
        await streams.declare(client.jetstream(), int(os.environ.get("NATS_REPLICAS", "1")))
        await Relay(store, client, store.identity, publishing).run()
    except asyncio.CancelledError:
        logger.info("Asked to stop.")
    finally:
        if client is not None:
            await client.close()
        store.close()


if __name__ == "__main__":
    write_lines()
    asyncio.run(main())
