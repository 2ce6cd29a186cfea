"""Two relays as real processes, stopped and continued in the middle of what they do."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from nats.aio.client import Client

from bus import streams
from log.store import Store
from ops.nats_server import NatsServer
from tests.bus.kit import connected, happen, published, until

ROUNDS = 40


@contextmanager
def process(module: str, log: str, nats: str, output: Path) -> Iterator[subprocess.Popen[bytes]]:
    environment = os.environ | {"LOG_URL": log, "NATS_URL": nats}
    with open(output, "wb") as stream:
        running = subprocess.Popen(
            [sys.executable, "-m", module], env=environment, stdout=stream, stderr=stream
        )
    try:
        yield running
    finally:
        running.send_signal(signal.SIGCONT)
        running.terminate()
        running.wait(10)


async def reached(client: Client, sequence: int) -> bool:
    return (await client.jetstream().stream_info(streams.PUBLISHED)).state.last_seq >= sequence


async def unrest(
    client: Client, store: Store, relays: list[subprocess.Popen[bytes]], seed: int
) -> list[int]:
    """Things happen, relays are stopped in the middle and continued; what was published of it."""
    random = Random(seed)
    for _ in range(ROUNDS):
        before = store.head()
        happen(store, random.randint(1, 60))
        stopped = random.sample(relays, random.choice([1, 1, 2]))
        middle = random.randint(before, store.head())
        await until(lambda: reached(client, middle))  # noqa: B023
        for relay in stopped:
            relay.send_signal(signal.SIGSTOP)
        happen(store, random.randint(0, 5))
        if len(stopped) == 1:
            await until(lambda: reached(client, store.head()))
        for relay in stopped:
            relay.send_signal(signal.SIGCONT)
    await until(lambda: reached(client, store.head()))
    return [each.position for each in await published(client)]


def story(module: str, nats: NatsServer, store: Store, url: str, folder: Path) -> list[int]:
    async def run() -> list[int]:
        relay = nats.url("relay")
        with (
            process(module, url, relay, folder / "one") as one,
            process(module, url, relay, folder / "two") as two,
        ):
            async with connected(nats) as client:
                positions = await unrest(client, store, [one, two], seed=20240216)
        assert [one.returncode, two.returncode] == [0, 0], (folder / "one").read_text()
        return positions

    return asyncio.run(run())


def test_two_relays_publish_exactly_once_and_in_order(
    nats: NatsServer, sqlite: Store, sqlite_url: str, tmp_path: Path
) -> None:
    positions = story("bus.relay", nats, sqlite, sqlite_url, tmp_path)
    assert positions == list(range(1, sqlite.head() + 1))


def test_the_same_unrest_catches_relays_without_a_fence(
    nats: NatsServer, sqlite: Store, sqlite_url: str, tmp_path: Path
) -> None:
    positions = story("tests.bus.unfenced", nats, sqlite, sqlite_url, tmp_path)
    assert positions != list(range(1, sqlite.head() + 1))


def test_a_relay_killed_in_the_middle_goes_on_as_if_nothing_had_been(
    nats: NatsServer, sqlite: Store, sqlite_url: str, tmp_path: Path
) -> None:
    async def story() -> list[int]:
        async with connected(nats) as client:
            for middle in (1, 2500):
                happen(sqlite, 2000)
                with process("bus.relay", sqlite_url, nats.url("relay"), tmp_path / "out") as relay:
                    await until(lambda: reached(client, middle))  # noqa: B023
                    relay.kill()
            with process("bus.relay", sqlite_url, nats.url("relay"), tmp_path / "out"):
                await until(lambda: reached(client, 4000))
            return [each.position for each in await published(client)]

    assert asyncio.run(story()) == list(range(1, 4001))


def test_a_relay_ends_loudly_on_another_log_and_quietly_when_asked(
    nats: NatsServer, sqlite: Store, sqlite_url: str, tmp_path: Path
) -> None:
    happen(sqlite)

    async def one_published() -> None:
        async with connected(nats) as client:
            await until(lambda: reached(client, 1))

    with process("bus.relay", sqlite_url, nats.url("relay"), tmp_path / "quiet") as quiet:
        asyncio.run(one_published())
    assert quiet.returncode == 0
    other = f"sqlite:///{tmp_path / 'other.db'}"
    with process("bus.relay", other, nats.url("relay"), tmp_path / "loud") as loud:
        assert loud.wait(10) == 1
    assert "A fresh log needs a fresh stream" in (tmp_path / "loud").read_text()
