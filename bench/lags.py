"""How long after its receipt a command is seen in a view, and by a subscriber on NATS."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import orjson
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy

from bench.arena import Arena, Contestant, nats_server
from bench.figures import ROUNDS, Figure, percentile
from bench.load import Result
from bench.servers import running
from bus import streams
from bus.connection import connect
from projections.opening import open_tables
from projections.region_board import RegionBoard

RATE = 100
SECONDS = 5.0
CLIENTS = 50
SETTLE_SECONDS = 1.5

Seen = list[tuple[int, float]]
"""(position, when it was seen), in order; a position is seen with the first that is not lower."""


@dataclass(slots=True)
class Watched:
    """What was seen where while commands were sent."""

    rounds: list[Result] = field(default_factory=list)
    view: Seen = field(default_factory=list)
    outside: Seen = field(default_factory=list)


def lags(arena: Arena) -> Iterator[Figure]:
    """API, projections and relay each in its own process, at a steady pace."""
    with (
        nats_server(arena.folder / "lags") as nats,
        arena.ours() as contestant,
        running("projections", LOG_URL=contestant.url),
        running("bus.relay", LOG_URL=contestant.url, NATS_URL=nats.url("relay")),
    ):
        contestant.load(1, SETTLE_SECONDS)
        watched = asyncio.run(_watched(contestant, nats.url("subscriber")))
    views = [lags_of(result, watched.view) for result in watched.rounds]
    outside = [lags_of(result, watched.outside) for result in watched.rounds]
    receipts = [[1000 * each for each in result.latencies] for result in watched.rounds]
    for name, rounds in (("view_lag", views), ("subscriber_lag", outside), ("receipt", receipts)):
        for share in (0.99, 0.5):
            times = [percentile(each, share) for each in rounds]
            yield Figure(f"{name}_p{share * 100:.0f}", times, "ms")


async def _watched(contestant: Contestant, nats_url: str) -> Watched:
    """Send at a steady rate, and note when what comes of it is seen."""
    watched, stop = Watched(), threading.Event()
    client = await connect(nats_url, "bench")
    await _hear(client, watched.outside)
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(2) as pool:
        looking = pool.submit(_look, contestant.url, watched.view, stop)
        try:
            for _ in range(ROUNDS):
                sending = loop.run_in_executor(pool, contestant.load, CLIENTS, SECONDS, RATE)
                watched.rounds.append(await sending)
                await asyncio.sleep(SETTLE_SECONDS)
        finally:
            stop.set()
        looking.result()
    await client.close()
    return watched


async def _hear(client: Client, seen: Seen) -> None:
    """Subscribe as somebody outside does."""

    async def hear(message: Msg) -> None:
        seen.append((int(orjson.loads(message.data)["position"]), time.monotonic()))

    config = ConsumerConfig(deliver_policy=DeliverPolicy.NEW, ack_policy=AckPolicy.NONE)
    await client.jetstream().subscribe(
        f"{streams.ROOT}.>", stream=streams.PUBLISHED, durable="subscriber", cb=hear, config=config
    )


def _look(url: str, seen: Seen, stop: threading.Event) -> None:
    """Note how far the region board has come, each time that the views have moved on."""
    tables = open_tables(url)
    hint = tables.hint()
    while not stop.is_set():
        hint.wait(0.2)
        seen.append((tables.freshness(RegionBoard).position, time.monotonic()))
    hint.close()
    tables.close()


def lags_of(result: Result, seen: Seen) -> list[float]:
    """Milliseconds from each receipt. What is seen before its receipt has come has no lag."""
    lags, later = [], iter(seen)
    reached, at = next(later)
    for position, received in sorted(map(tuple, result.receipts)):
        while reached < position:
            reached, at = next(later)
        lags.append(1000 * max(0.0, at - received))
    return lags
