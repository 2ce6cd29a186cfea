from __future__ import annotations

import asyncio

import pytest

from aggregates.audit.refusal import Refusal
from aggregates.kernel.refusals import Refused
from aggregates.rules import I04
from bus.head import AnotherLog, Head
from bus.publishing import OneByOne, Publishing
from bus.relay import Relay
from log.store import Store
from ops.nats_server import NatsServer
from tests.bus.kit import caught_up, connected, happen, published, relaying, stored, until, within
from tests.kit.given import act


def silent(store: Store) -> None:
    """Something happens that concerns nobody outside."""
    store.append([stored(Refusal.note(act(), Refused(I04, "parts_missing", [])))])


async def come_to(relay: Relay, position: int) -> bool:
    return (await relay.head()).position >= position


def test_everything_is_published_once_and_in_order(nats: NatsServer, store: Store) -> None:
    async def story() -> None:
        happen(store, 2500)
        async with connected(nats) as client, relaying(store, client) as relay:
            await caught_up(relay)
            happen(store)
            await caught_up(relay)
            told = await published(client)
        assert [each.position for each in told] == list(range(1, 2502))
        assert [each.previous for each in told] == list(range(2501))

    asyncio.run(story())


@pytest.mark.parametrize("publishing", [None, OneByOne()])
def test_a_relay_goes_on_where_the_stream_ends(
    nats: NatsServer, sqlite: Store, publishing: Publishing | None
) -> None:
    async def story() -> None:
        for _ in range(3):
            happen(sqlite, 7)
            async with connected(nats) as client, relaying(sqlite, client, publishing) as relay:
                await caught_up(relay)
        async with connected(nats) as client:
            told = await published(client)
        assert [each.id for each in told] == [f"{sqlite.identity}-{n}" for n in range(1, 22)]

    asyncio.run(story())


def test_what_is_silent_outside_neither_stalls_the_relay_nor_looks_like_a_gap(
    nats: NatsServer, sqlite: Store
) -> None:
    async def story() -> None:
        silent(sqlite)
        happen(sqlite)
        async with connected(nats) as client, relaying(sqlite, client) as relay:
            await caught_up(relay)
            assert await relay.head() == Head(position=2, sequence=1)
        happen(sqlite)
        async with connected(nats) as client, relaying(sqlite, client) as relay:
            await caught_up(relay)
            told = await published(client)
        assert [(each.position, each.previous) for each in told] == [(2, 0), (3, 2)]

    asyncio.run(story())


def test_a_fresh_log_is_refused_by_a_living_stream(
    nats: NatsServer, sqlite: Store, store: Store
) -> None:
    async def story() -> None:
        happen(sqlite)
        happen(store)
        async with connected(nats) as client:
            async with relaying(sqlite, client) as relay:
                await caught_up(relay)
            with pytest.raises(AnotherLog, match="A fresh log needs a fresh stream"):
                await within(Relay(store, client, store.identity).run())

    asyncio.run(story())


def test_a_log_restored_from_an_older_copy_is_refused(
    nats: NatsServer, sqlite: Store, store: Store
) -> None:
    async def story() -> None:
        happen(sqlite, 3)
        happen(store, 2)
        async with connected(nats) as client:
            async with relaying(sqlite, client) as relay:
                await caught_up(relay)
            restored = Relay(store, client, sqlite.identity)
            with pytest.raises(AnotherLog, match="position 3, which the log does not have"):
                await within(restored.run())
            happen(store, 2)
            with pytest.raises(AnotherLog, match="position 3 is not what the log says"):
                await within(restored.run())

    asyncio.run(story())


def test_nothing_is_lost_or_doubled_when_the_server_dies_in_the_middle(
    nats: NatsServer, sqlite: Store
) -> None:
    async def story() -> None:
        impatient = OneByOne(wait=0.5)
        async with connected(nats) as client, relaying(sqlite, client, impatient) as relay:
            for middle in (200, 700, 1300):
                happen(sqlite, 500)
                await until(lambda: come_to(relay, middle))  # noqa: B023
                await asyncio.to_thread(nats.kill)
                await asyncio.to_thread(nats.start)
            await caught_up(relay)
            told = await published(client)
        assert [each.position for each in told] == list(range(1, 1501))

    asyncio.run(story())
