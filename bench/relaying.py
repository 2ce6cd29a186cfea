"""How fast the relay catches up with the log, beside one that publishes one at a time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from itertools import islice

from nats.aio.client import Client

from aggregates.kernel.root import Root
from bench.arena import Arena, nats_server
from bench.figures import ROUNDS, Figure, ratios
from bench.history import lived, stored
from bench.peers import sequential
from bus import streams
from bus.connection import connect
from bus.relay import Relay
from bus.translations import translate
from log.opening import open_store
from log.store import Store

EVENTS = 20_000
FEW_EVENTS = 1_500  # one message at a time: its rate does not depend on how many there are
LOOK_SECONDS = 0.01

Relaying = Callable[[Store, Client], Awaitable[None]]


def relaying(arena: Arena) -> Iterator[Figure]:
    """Both translate the same events, on a server that syncs every write (`always`)."""
    events = list(islice(lived(), EVENTS))
    ours, one = [], []
    with arena.database() as url, arena.database() as few_url:
        store, few = open_store(url), open_store(few_url)
        stored(store, events)
        stored(few, events[:FEW_EVENTS])
        for round in range(ROUNDS):
            messages = _told(events[:FEW_EVENTS])
            one.append(_rate(arena, few, sequential.relay, messages, f"one-{round}"))
            ours.append(_rate(arena, store, _ours, _told(events), f"ours-{round}"))
        store.close()
        few.close()
    yield Figure("relay_vs_sequential", ratios(ours, one), "x")
    yield Figure("relay_ours", ours, "events/s")
    yield Figure("relay_sequential", one, "events/s")


def _told(events: Sequence[Root.Event]) -> int:
    return sum(translate(event) is not None for event in events)


def _rate(arena: Arena, store: Store, relay: Relaying, messages: int, name: str) -> float:
    with nats_server(arena.folder / name) as nats:
        return messages / asyncio.run(_seconds(nats.url("relay"), store, relay, messages))


async def _seconds(url: str, store: Store, relay: Relaying, messages: int) -> float:
    """From the start of a relay until the stream has all messages."""
    client = await connect(url, "bench")
    js = client.jetstream()
    begun = time.perf_counter()
    running = asyncio.ensure_future(relay(store, client))
    while (await js.stream_info(streams.PUBLISHED)).state.messages < messages:
        await asyncio.sleep(LOOK_SECONDS)
    taken = time.perf_counter() - begun
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    await client.close()
    return taken


async def _ours(store: Store, client: Client) -> None:
    await Relay(store, client, store.identity).run()
