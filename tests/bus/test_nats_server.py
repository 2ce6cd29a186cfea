from __future__ import annotations

import asyncio
import json
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from nats.aio.client import Client
from nats.errors import Error as NatsError
from nats.errors import TimeoutError as NatsTimeout
from nats.js.api import StreamConfig

from bus import streams
from bus.connection import connect
from log.store import Store
from ops.nats_server import NatsBusy, NatsServer
from tests.bus.kit import connected, happen, relaying, until, within


def test_two_servers_on_one_folder_are_refused(nats: NatsServer) -> None:
    with pytest.raises(NatsBusy, match="Another server lives on"):
        NatsServer(nats.folder.parent).start()
    assert nats.running


def test_passwords_are_private_and_survive_a_restart(tmp_path: Path) -> None:
    with NatsServer(tmp_path) as server:
        before = server.url("relay")
        mode = stat.S_IMODE((server.folder / "credentials.json").stat().st_mode)
    assert mode == 0o600
    with NatsServer(tmp_path) as server:
        assert server.url("relay") == before


def test_a_parent_killed_hard_leaves_no_server_behind(tmp_path: Path) -> None:
    program = (
        "import pathlib, sys, time\n"
        "from ops.nats_server import NatsServer\n"
        "server = NatsServer(pathlib.Path(sys.argv[1]))\n"
        "server.start()\n"
        "print(server.pid, flush=True)\n"
        "sys.stdin.read()\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert parent.stdin is not None
    assert parent.stdout is not None
    with parent.stdin, parent.stdout:
        child = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
        parent.wait()

        async def gone() -> bool:
            return not Path(f"/proc/{child}").exists() or _is_zombie(child)

        asyncio.run(until(gone))
    with NatsServer(tmp_path) as server:
        assert server.running


def _is_zombie(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"


async def may_publish(client: Client, subject: str) -> bool:
    try:
        await client.jetstream().publish(subject, b"{}", timeout=0.3)
    except NatsTimeout:
        return False
    return True


@pytest.mark.parametrize(
    ("user", "subject", "allowed"),
    [
        ("relay", "fellestakt.portfolio.x.v1", True),
        ("relay", "dead.letter.x", False),
        ("services", "dead.letter.x", True),
        ("services", "fellestakt.portfolio.x.v1", False),
        ("services", "dead.resend.x", False),
        ("subscriber", "fellestakt.portfolio.x.v1", False),
        ("subscriber", "dead.letter.x", False),
        ("operator", "dead.resend.x", True),
        ("operator", "fellestakt.portfolio.x.v1", False),
    ],
)
def test_each_user_publishes_only_its_own(
    nats: NatsServer, user: str, subject: str, allowed: bool
) -> None:
    async def story() -> None:
        async with connected(nats, user) as client:
            assert await may_publish(client, subject) == allowed

    asyncio.run(story())


def test_a_subscriber_reads_with_a_consumer_of_its_own_and_with_no_other(
    nats: NatsServer, sqlite: Store
) -> None:
    async def story() -> None:
        happen(sqlite, 3)
        async with connected(nats, "subscriber") as client, connected(nats) as relay:
            js = client.jetstream(timeout=0.3)
            async with relaying(sqlite, relay):
                pull = await js.pull_subscribe("fellestakt.>", "subscriber", streams.PUBLISHED)
                [first] = await pull.fetch(1, 5)
                await first.ack_sync()
            assert json.loads(first.data)["position"] == 1
            with pytest.raises(NatsTimeout):
                await js.pull_subscribe("fellestakt.>", "waitlist", streams.PUBLISHED)
            with pytest.raises(NatsTimeout):
                await js.delete_stream(streams.PUBLISHED)

    asyncio.run(story())


def test_nobody_unknown_is_let_in(nats: NatsServer) -> None:
    async def story() -> None:
        with pytest.raises(NatsError, match=r"(?i)authorization"):
            await within(connect(f"nats://relay:guess@127.0.0.1:{nats.port}", "test"))

    asyncio.run(story())


def test_a_stream_that_could_forget_is_refused(nats: NatsServer) -> None:
    async def story() -> None:
        async with connected(nats, "operator") as client:
            await client.jetstream().delete_stream(streams.PUBLISHED)
            forgetful = StreamConfig(name=streams.PUBLISHED, subjects=["fellestakt.>"], max_age=60)
            await client.jetstream().add_stream(forgetful)
        async with connected(nats) as client:
            with pytest.raises(streams.StreamDiffers, match=r"max_age is 60\.0, not 0"):
                await streams.declare(client.jetstream())

    asyncio.run(story())


def test_what_is_published_cannot_be_taken_away(nats: NatsServer, sqlite: Store) -> None:
    async def story() -> None:
        async with connected(nats, "operator") as client:
            js = client.jetstream()
            for taking in (js.purge_stream(streams.PUBLISHED), js.delete_msg(streams.PUBLISHED, 1)):
                with pytest.raises(NatsError):
                    await taking

    asyncio.run(story())
