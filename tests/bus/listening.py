"""Reactions that note what they hear."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from faststream.nats import NatsRouter

from bus import reactions
from bus.contracts.kernel import CloudEvent
from bus.contracts.portfolio import SolutionRegistered
from log.store import Store
from ops.nats_server import NatsServer
from tests.bus.kit import caught_up, connected, relaying

SOON = (0.01, 0.02)


class Heard:
    """What a reaction has heard, in its order. At some positions it fails, that many times."""

    def __init__(self, failures: dict[int, int] | None = None) -> None:
        self.positions: list[int] = []
        self.attempts: list[int] = []
        self.failures = failures or {}

    async def hear(self, message: SolutionRegistered, envelope: CloudEvent) -> None:
        self.attempts.append(envelope.position)
        if self.failures.get(envelope.position, 0) > 0:
            self.failures[envelope.position] -= 1
            raise ValueError(f"no use for {message.name}")
        self.positions.append(envelope.position)

    def come_to(self, position: int) -> Callable[[], Awaitable[bool]]:
        async def come() -> bool:
            return position in self.positions

        return come


@asynccontextmanager
async def listening(nats: NatsServer, **heard: Heard) -> AsyncIterator[None]:
    """Reactions that run meanwhile, each under the name of its durable."""
    router = NatsRouter()
    for durable, each in heard.items():
        reactions.on(router, SolutionRegistered, durable=durable, delays=SOON)(each.hear)
    broker = reactions.broker(nats.url("services"), router)
    await reactions.start(broker)
    try:
        yield
    finally:
        await broker.stop()


async def relayed(nats: NatsServer, store: Store) -> None:
    async with connected(nats) as client, relaying(store, client) as relay:
        await caught_up(relay)
