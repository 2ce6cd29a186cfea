"""A relay that publishes one message, waits for its acknowledgement, and takes the next."""

from __future__ import annotations

from collections.abc import Sequence

from nats.aio.client import Client

from bus.publishing import Outgoing
from bus.relay import Relay
from log.store import Store

WAIT_SECONDS = 5.0


class OneAtATime:
    """The plain way to publish; everything else is the same as ours."""

    async def publish(self, client: Client, messages: Sequence[Outgoing], last: int) -> int:
        js = client.jetstream()
        for message in messages:
            ack = await js.publish(
                message.subject, message.body, WAIT_SECONDS, headers=message.headers
            )
            last = ack.seq
        return last


async def relay(store: Store, client: Client) -> None:
    await Relay(store, client, store.identity, OneAtATime()).run()
