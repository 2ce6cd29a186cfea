from __future__ import annotations

import asyncio
import os
import subprocess
import sys

from bus.comparison import Difference, compare
from bus.reconcile import refill
from bus.relay import Relay, headers
from bus.told import said
from log.store import Store
from ops.nats_server import NatsServer
from tests.bus.kit import caught_up, connected, happen, published, relaying

FLIPPED = 21


def flip_a_bit(server: NatsServer, position: int) -> None:
    """Damage one message in the server's own file, as a bad disk does."""
    server.stop()
    [block] = server.folder.glob("jetstream/**/FELLESTAKT/msgs/1.blk")
    content = bytearray(block.read_bytes())
    content[content.index(f'"position":{position},'.encode())] ^= 1
    block.write_bytes(content)
    server.start()


async def relayed(nats: NatsServer, store: Store) -> Difference:
    async with connected(nats) as client, relaying(store, client) as relay:
        await caught_up(relay)
        return await compare(relay)


def test_a_stream_that_says_what_the_log_says_has_no_difference(
    nats: NatsServer, sqlite: Store
) -> None:
    happen(sqlite, 1200)
    difference = asyncio.run(relayed(nats, sqlite))
    assert (difference.compared, difference.found()) == (1200, {})


def test_a_hole_is_found_and_filled_under_the_same_id(nats: NatsServer, sqlite: Store) -> None:
    async def story() -> None:
        happen(sqlite, 50)
        await relayed(nats, sqlite)
        await asyncio.to_thread(flip_a_bit, nats, FLIPPED)
        async with connected(nats) as client, relaying(sqlite, client) as relay:
            found = await compare(relay)
            assert found.found() == {"missing": [FLIPPED]}
            await refill(relay, found.missing)
            assert (await relay.head()).position == 50
            happen(sqlite)
            await caught_up(relay)
            assert (await compare(relay)).found() == {}
            told = await published(client)
        late, newest = told[-2:]
        assert (late.id, late.refill) == (f"{sqlite.identity}-{FLIPPED}", True)
        assert (late.previous, newest.position, newest.previous) == (FLIPPED - 1, 51, 50)

    asyncio.run(story())


def test_a_lost_last_message_comes_back_by_itself(nats: NatsServer, sqlite: Store) -> None:
    async def story() -> None:
        happen(sqlite, 50)
        await relayed(nats, sqlite)
        await asyncio.to_thread(flip_a_bit, nats, 50)
        async with connected(nats) as client, relaying(sqlite, client) as relay:
            assert (await relay.head()).position == 49
            await caught_up(relay)
            assert (await compare(relay)).found() == {}

    asyncio.run(story())


def test_what_is_doubled_altered_or_out_of_order_is_told(nats: NatsServer, sqlite: Store) -> None:
    async def story() -> None:
        happen(sqlite, 3)
        log_id = sqlite.identity
        first, second, third = (said(entry, log_id, 0) for entry in sqlite.read(0, 3))
        assert first is not None
        assert second is not None
        assert third is not None
        altered = third.model_copy(update={"data": third.data | {"name": "Another"}})
        async with connected(nats) as client:
            for sent in (second, first, first, altered):
                kept = headers(sent) | {"Nats-Msg-Id": ""}
                await client.jetstream().publish(sent.type, sent.sent(), headers=kept)
            found = await compare(Relay(sqlite, client, log_id))
        assert found.found() == {"altered": [3], "doubled": [1], "disordered": [1]}

    asyncio.run(story())


def test_the_command_tells_the_difference_and_mends_it(
    nats: NatsServer, sqlite: Store, sqlite_url: str
) -> None:
    happen(sqlite, 50)
    asyncio.run(relayed(nats, sqlite))
    flip_a_bit(nats, FLIPPED)
    environment = os.environ | {"LOG_URL": sqlite_url, "NATS_URL": nats.url("relay")}

    def run(*arguments: str) -> tuple[int, str]:
        command = [sys.executable, "-m", "bus.reconcile", *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=30)
        return done.returncode, done.stdout

    assert run() == (1, "49 messages compared\n1 missing: 21\n")
    assert run("--refill")[0] == 0
    assert run() == (0, "50 messages compared\n")
