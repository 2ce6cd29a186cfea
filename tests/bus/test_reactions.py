from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import pytest
from faststream.nats import NatsRouter
from nats.aio.client import Client
from nats.errors import Error as NatsError
from nats.js.errors import NotFoundError

from bus import reactions, streams
from bus.contracts.kernel import CloudEvent
from bus.contracts.portfolio import SolutionRegistered
from log.store import Store
from ops.nats_server import NatsServer
from tests.bus.kit import connected, happen, until, within
from tests.bus.listening import SOON, Heard, listening, relayed


def test_a_reaction_hears_everything_in_order_one_at_a_time(
    nats: NatsServer, sqlite: Store
) -> None:
    async def story() -> None:
        happen(sqlite, 30)
        heard = Heard()
        async with listening(nats, board=heard):
            await relayed(nats, sqlite)
            await until(heard.come_to(30))
        assert heard.positions == list(range(1, 31))

    asyncio.run(story())


def test_a_reaction_goes_on_where_it_was_when_it_comes_back(
    nats: NatsServer, sqlite: Store
) -> None:
    async def story() -> None:
        heard = Heard()
        for last in (5, 10):
            happen(sqlite, 5)
            await relayed(nats, sqlite)
            async with listening(nats, board=heard):
                await until(heard.come_to(last))
        assert heard.positions == list(range(1, 11))

    asyncio.run(story())


def test_what_fails_is_tried_again_before_anything_later(nats: NatsServer, sqlite: Store) -> None:
    async def story() -> None:
        happen(sqlite, 3)
        heard = Heard({2: 2})
        async with listening(nats, board=heard):
            await relayed(nats, sqlite)
            await until(heard.come_to(3))
        assert (heard.attempts, heard.positions) == ([1, 2, 2, 2, 3], [1, 2, 3])

    asyncio.run(story())


def test_a_reaction_gets_what_it_names_from_the_context(nats: NatsServer, sqlite: Store) -> None:
    async def story() -> None:
        got: list[object] = []
        router = NatsRouter()

        @reactions.on(router, SolutionRegistered, durable="board", delays=SOON)
        async def hear(message: SolutionRegistered, envelope: CloudEvent, log: object) -> None:
            got.append(log)

        async def heard() -> bool:
            return bool(got)

        happen(sqlite)
        await relayed(nats, sqlite)
        broker = reactions.broker(nats.url("services"), router)
        broker.context.set_global("log", "the log")
        await reactions.start(broker)
        await until(heard)
        await broker.stop()
        assert got == ["the log"]

    asyncio.run(story())


def test_a_reaction_that_takes_its_time_is_not_interrupted(nats: NatsServer, sqlite: Store) -> None:
    async def story() -> None:
        loop = asyncio.get_running_loop()
        begun: list[float] = []
        router = NatsRouter()

        @reactions.on(router, SolutionRegistered, durable="board", answer=2.0)
        async def hear(message: SolutionRegistered, envelope: CloudEvent) -> None:
            begun.append(loop.time())
            await until(longer_than_the_server_waits)

        async def longer_than_the_server_waits() -> bool:
            return loop.time() > begun[0] + 2.5

        happen(sqlite)
        await relayed(nats, sqlite)
        broker = reactions.broker(nats.url("services"), router)
        await reactions.start(broker)
        async with connected(nats, "operator") as client:
            await until(answered(client, 1))
            told = await client.jetstream().consumer_info(streams.PUBLISHED, "board")
        await broker.stop()
        assert told.delivered is not None
        assert (len(begun), told.delivered.consumer_seq) == (1, 1)

    asyncio.run(story())


@pytest.mark.rule("I65")
def test_what_is_given_again_although_it_was_seen_to_is_not_heard_twice(
    nats: NatsServer, sqlite: Store
) -> None:
    async def story() -> None:
        heard: list[int] = []
        router = NatsRouter()

        @reactions.on(router, SolutionRegistered, durable="board")
        async def hear(message: SolutionRegistered, envelope: CloudEvent) -> None:
            heard.append(envelope.position)
            if heard == [1]:
                await forget_what_was_given()

        async def forget_what_was_given() -> None:
            stream = client.jetstream()
            board = await stream.consumer_info(streams.PUBLISHED, "board")
            await stream.delete_consumer(streams.PUBLISHED, "board")
            await stream.add_consumer(streams.PUBLISHED, board.config)

        happen(sqlite, 2)
        await relayed(nats, sqlite)
        broker = reactions.broker(nats.url("services"), router)
        async with connected(nats, "operator") as client:
            await reactions.start(broker)
            await until(answered(client, 2))
        await broker.stop()
        assert heard == [1, 2]

    asyncio.run(story())


def test_reactions_go_on_after_the_server_died(nats: NatsServer, sqlite: Store) -> None:
    async def story() -> None:
        heard = Heard()
        async with listening(nats, board=heard):
            for last in (5, 10):
                happen(sqlite, 5)
                await relayed(nats, sqlite)
                await until(heard.come_to(last))
                await asyncio.to_thread(nats.kill)
                await asyncio.to_thread(nats.start)
            happen(sqlite)
            await relayed(nats, sqlite)
            await until(heard.come_to(11))
        assert sorted(set(heard.positions)) == list(range(1, 12))

    asyncio.run(story())


def test_reactions_under_a_wrong_password_fail_at_once(nats: NatsServer) -> None:
    async def story() -> None:
        broker = reactions.broker(f"nats://services:guess@127.0.0.1:{nats.port}")
        with pytest.raises(NatsError, match=r"(?i)authorization"):
            await within(reactions.start(broker))

    asyncio.run(story())


def answered(client: Client, sequence: int) -> Callable[[], Awaitable[bool]]:
    """Whether the reaction has answered for the stream up to this sequence."""

    async def told() -> bool:
        with suppress(NotFoundError):
            board = await client.jetstream().consumer_info(streams.PUBLISHED, "board")
            return board.ack_floor is not None and board.ack_floor.stream_seq == sequence
        return False

    return told
