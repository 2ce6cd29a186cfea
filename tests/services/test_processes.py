"""Reactions and clock as processes of their own, as in production."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from nats.js.errors import NotFoundError

from aggregates.invitations.participation import Participation
from bus import streams
from log.log import Log
from ops.nats_server import NatsServer
from people.keys import made_key
from projections.deadlines import Deadlines
from projections.projector import Projector
from projections.tables import Tables
from services.app import REACTIONS
from tests.bus.kit import connected, until
from tests.kit.runs import invited
from tests.services.past import happened, recorded

WEB_SERVER = """
import sys
from contextlib import asynccontextmanager
import uvicorn
from log.log import Log
from log.opening import open_store
from projections.opening import open_tables
from services.app import reacting

log_url, nats_url = sys.argv[1:]

@asynccontextmanager
async def lifespan(app):
    with Log(open_store(log_url)) as log:
        async with reacting(log, open_tables(log_url), nats_url):
            yield

from fastapi import FastAPI
uvicorn.run(FastAPI(lifespan=lifespan), port=0, log_level="warning")
"""


@contextmanager
def running(*arguments: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, *arguments],
        env=os.environ | {"PYTHONPATH": str(Path.cwd())} | environment,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """How it ended, and what it said."""
    _, said = process.communicate(timeout=20)
    return process.returncode, said


def told_to_stop(process: subprocess.Popen[str]) -> int:
    process.send_signal(signal.SIGTERM)
    return ended(process)[0]


def listening(nats: NatsServer) -> Callable[[], Awaitable[bool]]:
    async def all_there() -> bool:
        async with connected(nats, "operator") as client:
            js = client.jetstream()
            try:
                for _, durable, _ in REACTIONS:
                    await js.consumer_info(streams.PUBLISHED, durable)
                    await js.consumer_info(streams.DEAD, f"{durable}-again")
            except NotFoundError:
                return False
        return True

    return all_there


def vault(folder: Path) -> dict[str, str]:
    """The settings of a new vault."""
    made_key(folder / "vault.key")
    url = f"sqlite:///{folder / 'vault.db'}"
    return {"VAULT_URL": url, "VAULT_KEY": str(folder / "vault.key")}


def test_reactions_run_alone_and_stop_when_told_to(tmp_path: Path, nats: NatsServer) -> None:
    log_url = f"sqlite:///{tmp_path / 'log.db'}"
    settings = {"LOG_URL": log_url, "NATS_URL": nats.url("services")} | vault(tmp_path)
    with running("-m", "services", **settings) as process:
        asyncio.run(until(listening(nats)))
        assert told_to_stop(process) == 0


def test_reactions_that_are_not_let_in_end_loudly(tmp_path: Path, nats: NatsServer) -> None:
    log_url = f"sqlite:///{tmp_path / 'log.db'}"
    stranger = f"nats://services:guess@127.0.0.1:{nats.port}"
    settings = {"LOG_URL": log_url, "NATS_URL": stranger} | vault(tmp_path)
    with running("-m", "services", **settings) as process:
        code, said = ended(process)
    assert code == 1
    assert "authorization violation" in said.lower()


def test_a_web_server_ends_with_the_reactions_beside_it(tmp_path: Path, nats: NatsServer) -> None:
    log_url = f"sqlite:///{tmp_path / 'log.db'}"
    stranger = f"nats://services:guess@127.0.0.1:{nats.port}"
    with running("-c", WEB_SERVER, log_url, stranger) as process:
        code, said = ended(process)
    assert code != 0
    assert "The reactions failed." in said


def test_the_clock_runs_alone_and_stops_when_told_to(
    log: Log, log_url: str, tables: Tables
) -> None:
    happened(log, invited())
    Projector(log.store, tables, [Deadlines]).catch_up()

    async def expired() -> bool:
        return bool(recorded(log, Participation.InvitationExpired))

    with running("-m", "services.clock", LOG_URL=log_url) as process:
        asyncio.run(until(expired))
        assert told_to_stop(process) == 0


def test_a_clock_without_its_log_ends_loudly() -> None:
    with running("-m", "services.clock", LOG_URL="postgresql://127.0.0.1:1/none") as process:
        code, said = ended(process)
    assert code == 1
    assert "Unavailable" in said
