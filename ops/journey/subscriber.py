"""Somebody outside who hears every event over NATS while the story is told."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from contextlib import suppress
from typing import Any

from nats.errors import Error as NatsError
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy
from nats.js.errors import NotFoundError

from bus.connection import connect
from ops.journey.telling import NotSo

STREAM, CONSUMER = "FELLESTAKT", "subscriber"
OURS = "make journey"
START_SECONDS, PATIENCE_SECONDS, FETCH_SECONDS = 60.0, 60.0, 0.5
BATCH = 500

Event = dict[str, Any]


class Subscriber:
    """A durable consumer that begins at the first event there is, in a thread of its own.

    `taken` is what to say where somebody else has one under the same name.
    """

    def __init__(self, url: str, taken: str) -> None:
        self.heard: list[Event] = []
        self._url, self._taken, self._failure = url, taken, ""
        self._changed = threading.Condition()
        self._listening, self._stop = False, False
        self._thread = threading.Thread(target=self._run, name="subscriber", daemon=True)

    def start(self) -> None:
        """Connect. Raises `NotSo` where the server or the stream does not let us."""
        self._thread.start()
        self._await(lambda: self._listening, START_SECONDS, STREAM)

    def close(self) -> None:
        """Stop listening, and leave no consumer behind."""
        self._stop = True
        if self._thread.ident is not None:
            self._thread.join(START_SECONDS)

    def until(self, position: int) -> list[Event]:
        """All that was heard, once it goes up to `position`. Raises `NotSo` if it never does."""
        self._await(
            lambda: bool(self.heard) and self.heard[-1]["position"] >= position,
            PATIENCE_SECONDS,
            f"{STREAM} {position}",
        )
        return list(self.heard)

    def _await(self, holds: Any, seconds: float, what: str) -> None:
        until = time.monotonic() + seconds
        with self._changed:
            while not holds():
                if self._failure or not self._changed.wait(max(0.0, until - time.monotonic())):
                    raise NotSo(f"NATS, {what}: {self._failure or f'{seconds:.0f} s'}")

    def _run(self) -> None:
        try:
            asyncio.run(self._listen())
        except (NatsError, OSError, NotSo) as error:
            with self._changed:
                self._failure = str(error) or repr(error)
                self._changed.notify_all()

    async def _listen(self) -> None:
        async with asyncio.timeout(START_SECONDS):
            client = await connect(self._url, CONSUMER)
        try:
            js = client.jetstream()
            await self._subscribe(js)
            try:
                await self._hear(js)
            finally:
                await js.delete_consumer(STREAM, CONSUMER)
        finally:
            await client.close()

    async def _subscribe(self, js: JetStreamContext) -> None:
        async with asyncio.timeout(START_SECONDS):
            while not await self._there(js):
                await asyncio.sleep(0.1)
        await self._forget_the_last_story(js)
        await js.add_consumer(
            STREAM,
            ConsumerConfig(
                durable_name=CONSUMER,
                description=OURS,
                deliver_policy=DeliverPolicy.ALL,
                ack_policy=AckPolicy.EXPLICIT,
                max_ack_pending=BATCH,
            ),
        )
        with self._changed:
            self._listening = True
            self._changed.notify_all()

    async def _there(self, js: JetStreamContext) -> bool:
        """Whether the relay, which may have started only now, has made the stream."""
        with suppress(NotFoundError):
            await js.stream_info(STREAM)
            return True
        return False

    async def _forget_the_last_story(self, js: JetStreamContext) -> None:
        """A story that was broken off leaves its consumer; anybody else's is left alone."""
        with suppress(NotFoundError):
            found = await js.consumer_info(STREAM, CONSUMER)
            if found.config.description != OURS:
                raise NotSo(self._taken)
            await js.delete_consumer(STREAM, CONSUMER)

    async def _hear(self, js: JetStreamContext) -> None:
        pull = await js.pull_subscribe_bind(consumer=CONSUMER, stream=STREAM)
        while not self._stop:
            with suppress(TimeoutError):
                for message in await pull.fetch(BATCH, FETCH_SECONDS):
                    await message.ack()
                    self._note(json.loads(message.data))

    def _note(self, event: Event) -> None:
        with self._changed:
            self.heard.append(event)
            self._changed.notify_all()
