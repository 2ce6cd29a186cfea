from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from nats.aio.client import Client
from nats.js.errors import NotFoundError, ServerError

from bus import streams
from bus.connection import connect
from log.opening import open_store
from log.store import Store
from ops.nats_server import NatsServer
from tests.bus.kit import until


@pytest.fixture(scope="session")
def nats_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NatsServer]:
    """The real server, started once for this test process."""
    with NatsServer(tmp_path_factory.mktemp("nats")) as server:
        yield server


@pytest.fixture
def nats(nats_server: NatsServer) -> NatsServer:
    """The server, running, with both streams declared and empty."""
    if not nats_server.running:
        nats_server.restart()
    asyncio.run(_empty_streams(nats_server))
    return nats_server


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'log.db'}"


@pytest.fixture
def sqlite(sqlite_url: str) -> Iterator[Store]:
    """An empty log of the one kind, where the kind does not matter."""
    store = open_store(sqlite_url)
    yield store
    store.close()


async def _empty_streams(server: NatsServer) -> None:
    operator = await connect(server.url("operator"), "test")
    for stream in streams.STREAMS:
        with suppress(NotFoundError):
            await operator.jetstream().delete_stream(str(stream.name))
    await operator.close()
    relay = await connect(server.url("relay"), "test")
    await until(lambda: _declared(relay))
    await relay.close()


async def _declared(relay: Client) -> bool:
    # A server that is still removing the old stream's files cannot make the new one.
    with suppress(ServerError):
        await streams.declare(relay.jetstream())
        return True
    return False
