"""A relay as it must not be, without a fence: `python -m tests.bus.unfenced`."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from nats.aio.client import Client

from bus.publishing import MESSAGE_ID, Outgoing
from bus.relay import main


class Unfenced:
    async def publish(self, client: Client, messages: Sequence[Outgoing], last: int) -> int:
        js = client.jetstream()
        for message in messages:
            headers = {key: value for key, value in message.headers.items() if key != MESSAGE_ID}
            last = (await js.publish(message.subject, message.body, headers=headers)).seq
        return last


if __name__ == "__main__":
    asyncio.run(main(Unfenced()))
