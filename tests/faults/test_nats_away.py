"""NATS is away for twenty seconds: commands go on meanwhile, and the stream catches up."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from nats.js.errors import NotFoundError

from bus import streams
from bus.connection import connect
from bus.contracts.kernel import CloudEvent
from bus.reading import messages
from log.log import Log
from log.opening import open_store
from ops.nats_server import NatsServer
from tests.faults.asking import registering

AWAY_SECONDS = 20.0
PATIENCE = 600


def test_nats_away_for_twenty_seconds_stops_no_command(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'log.db'}"
    with NatsServer(tmp_path) as nats, Log(open_store(url)) as log:
        relay = subprocess.Popen(
            [sys.executable, "-m", "bus.relay"],
            env=os.environ | {"LOG_URL": url, "NATS_URL": nats.url("relay")},
        )
        try:
            before = asyncio.run(_asked(log, seconds=1.0))
            asyncio.run(_told(nats, before))
            nats.kill()
            during = asyncio.run(_asked(log, seconds=AWAY_SECONDS))
            nats.start()
            told = asyncio.run(_told(nats, before + during))
            assert relay.poll() is None, "the relay gave up"
        finally:
            relay.terminate()
            relay.wait(20)
    assert told == [f"{log.store.identity}-{n}" for n in range(1, before + during + 1)]
    assert during > 100


async def _asked(log: Log, seconds: float) -> int:
    """Ask one command after the other for so long; each is answered in good time."""
    until, count = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        asked = time.monotonic()
        await registering(log)
        assert time.monotonic() - asked < 3
        count += 1
        await asyncio.sleep(0.01)  # some load, not all there can be
    return count


async def _told(nats: NatsServer, count: int) -> list[str]:
    client = await connect(nats.url("operator"), "test")
    try:
        for _ in range(PATIENCE):
            ids = []
            with suppress(NotFoundError):  # the relay has not declared the stream yet
                async for batch in messages(client, streams.PUBLISHED, "test"):
                    ids += [CloudEvent.model_validate_json(each.data).id for each in batch]
            if len(ids) >= count:
                return ids
            await asyncio.sleep(0.1)  # between two looks, bounded by PATIENCE
    finally:
        await client.close()
    raise AssertionError(f"{len(ids)} of {count} came.")
