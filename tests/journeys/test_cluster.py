"""The cluster of production loses a node, and nothing else."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from pathlib import Path

from nats.aio.client import Client
from nats.js.errors import NotFoundError

from bus import streams
from bus.connection import connect
from bus.publishing import AWAY
from log.store import Store
from tests.bus.conftest import sqlite as sqlite
from tests.bus.conftest import sqlite_url as sqlite_url
from tests.bus.kit import happen, published
from tests.journeys.cluster import Cluster
from tests.journeys.processes import ended, started, until

BEFORE, AFTER = 700, 700


def test_a_cluster_that_loses_a_node_still_tells_everything_once_and_in_order(
    sqlite: Store, sqlite_url: str, tmp_path: Path
) -> None:
    async def story(cluster: Cluster) -> None:
        await until(cluster.healthy)
        environment = {
            "LOG_URL": sqlite_url, "NATS_URL": cluster.url("relay"), "NATS_REPLICAS": "3",
        }  # fmt: skip
        relay = started([sys.executable, "-m", "bus.relay"], environment, tmp_path / "relay.log")
        client = await connect(cluster.url("operator", without=0), "test")
        try:
            happen(sqlite, BEFORE)
            await until(lambda: at(client, BEFORE))
            assert (
                await client.jetstream().stream_info(streams.PUBLISHED)
            ).config.num_replicas == 3
            cluster.kill(0)
            happen(sqlite, AFTER)
            await until(lambda: at(client, BEFORE + AFTER))
            await until(lambda: told(client, list(range(1, BEFORE + AFTER + 1))))
            assert await asyncio.to_thread(ended, relay) == 0
        finally:
            relay.kill()
            relay.wait()
            await client.close()

    with Cluster(tmp_path) as cluster:
        asyncio.run(story(cluster))


def test_a_relay_waits_for_a_cluster_that_is_not_whole_yet(
    sqlite: Store, sqlite_url: str, tmp_path: Path
) -> None:
    async def story(cluster: Cluster) -> None:
        cluster.kill(0)
        cluster.kill(1)
        environment = {
            "LOG_URL": sqlite_url, "NATS_URL": cluster.url("relay"), "NATS_REPLICAS": "3",
        }  # fmt: skip
        log = tmp_path / "relay.log"
        relay = started([sys.executable, "-m", "bus.relay"], environment, log)
        client = await connect(cluster.url("operator"), "test")
        try:
            await until(lambda: said(log, "is not there yet"))
            cluster.start(0)
            cluster.start(1)
            happen(sqlite, 1)
            await until(lambda: at(client, 1))
            assert await asyncio.to_thread(ended, relay) == 0
        finally:
            relay.kill()
            relay.wait()
            await client.close()

    with Cluster(tmp_path) as cluster:
        asyncio.run(story(cluster))


async def said(log: Path, words: str) -> bool:
    return words in log.read_text()


async def at(client: Client, number: int) -> bool:
    """Whether so many messages are on the stream; before it is there, and during a vote, no."""
    with suppress(NotFoundError, *AWAY):
        info = await client.jetstream().stream_info(streams.PUBLISHED)
        return info.state.last_seq == number
    return False


async def told(client: Client, positions: list[int]) -> bool:
    """Whether the stream tells of exactly these positions, in this order."""
    with suppress(*AWAY):
        assert [event.position for event in await published(client)] == positions
        return True
    return False
