"""A past for a log, what came of it on the stream, and patience with an end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import TypeVar, cast
from uuid import uuid4

from nats.aio.client import Client

from aggregates.kernel.root import Root
from aggregates.portfolio.solution import Solution
from bus import streams
from bus.connection import connect
from bus.contracts.kernel import CloudEvent
from bus.publishing import Publishing
from bus.reading import messages
from bus.relay import Relay
from log.store import Append, Store
from log.stored import new_event
from ops.nats_server import NatsServer
from tests.kit.given import act

PATIENCE_SECONDS = 30.0

T = TypeVar("T")


def happen(store: Store, times: int = 1, name: str = "Kjernejournal") -> None:
    """That many solutions are registered, each in an append of its own, in one group."""
    registered = (
        Solution.register(
            act(), code=f"s-{uuid4()}", name=name, kind="method", owner="1", source="S3"
        )
        for _ in range(times)
    )
    store.append([stored(solution) for solution in registered])


def stored(root: Root) -> Append:
    """What puts a new aggregate into a log."""
    events = [new_event(cast(Root.Event, event)) for event in root.collect_events()]
    return Append(uuid4(), None, {root.id: 0}, events, (root.id, len(events)))


@asynccontextmanager
async def relaying(
    store: Store, client: Client, publishing: Publishing | None = None
) -> AsyncIterator[Relay]:
    """A relay that runs meanwhile; what it fails of is raised at the end."""
    relay = Relay(store, client, store.identity, publishing)
    running = asyncio.create_task(relay.run())
    try:
        yield relay
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


@asynccontextmanager
async def connected(server: NatsServer, user: str = "relay") -> AsyncIterator[Client]:
    client = await connect(server.url(user), "test")
    try:
        yield client
    finally:
        await client.close()


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    """Wait for a condition, not for ever."""
    loop = asyncio.get_running_loop()
    end = loop.time() + PATIENCE_SECONDS
    while not await holds():
        assert loop.time() < end, "what was waited for did not come"
        await asyncio.sleep(0.005)


async def within(something: Awaitable[T]) -> T:
    """What comes of something that is to end by itself, soon."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        return await something


async def published(client: Client, reader: str = "reconcile") -> list[CloudEvent]:
    """Everything on the stream, in its order."""
    return [
        CloudEvent.model_validate_json(message.data)
        async for batch in messages(client, streams.PUBLISHED, reader)
        for message in batch
    ]


async def caught_up(relay: Relay) -> None:
    """Until the stream has come to the log's head."""

    async def at_head() -> bool:
        return (await relay.head()).position == relay.store.head()

    await until(at_head)
