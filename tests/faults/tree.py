"""The embedded tree as a process, with callers that load it and keep their receipts."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2

from aggregates.kernel.act import Role
from ops.enrolment import Enrolment
from ops.issuer import Issuer

READY_SECONDS = 150.0
GONE_SECONDS = 20.0
CALLERS = 8
KS = "971032146"


class Tree:
    """`python -m ops.up` on a folder of its own."""

    def __init__(self, data: Path) -> None:
        self.data, self.port = data, _free_port()
        self.log_url = f"sqlite:///{data.resolve() / 'log.db'}"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start, and wait until the API answers."""
        environment = os.environ | {"DATA": str(self.data), "PORT": str(self.port)}
        self._process = subprocess.Popen([sys.executable, "-m", "ops.up"], env=environment)
        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until:
            assert self._process.poll() is None, "the tree ended by itself"
            with contextlib.suppress(httpx2.TransportError):
                if httpx2.get(f"{self.api}/readyz", timeout=2).status_code == 200:
                    return
        raise AssertionError("The tree did not answer.")

    def kill(self) -> None:
        """Kill the parent as `kill -9` does, and wait until its children are gone with it."""
        assert self._process is not None
        family = [self._process.pid, *self.children()]
        self._process.kill()
        self._process.wait()
        _await_end(family)

    def stop(self) -> int:
        """Ask it to end as Ctrl-C does; its exit code, once no child is left."""
        assert self._process is not None
        family = [self._process.pid, *self.children()]
        self._process.send_signal(signal.SIGINT)
        code = self._process.wait(GONE_SECONDS)
        _await_end(family)
        return code

    def children(self) -> list[int]:
        """The processes that the tree has started."""
        assert self._process is not None
        tasks = Path(f"/proc/{self._process.pid}/task")
        listed = " ".join(path.read_text() for path in tasks.glob("*/children"))
        return [int(pid) for pid in listed.split()]

    def access(self) -> dict[str, str]:
        found: dict[str, str] = json.loads((self.data / "access.json").read_text())
        return found


class Load:
    """Callers that ask without a pause, and note every receipt they are given."""

    def __init__(self, tree: Tree) -> None:
        enrolment = Enrolment(tree.api, Issuer(tree.data / "issuer"))
        token = enrolment.token(Role.PORTFOLIO_OWNER, KS)
        self._headers = {"authorization": f"Bearer {token}"}
        self._tree = tree
        self.receipts: list[dict[str, Any]] = []

    async def until(self, count: int) -> None:
        """Ask until there are so many more receipts."""
        wanted = len(self.receipts) + count
        await asyncio.gather(*(self._caller(wanted) for _ in range(CALLERS)))

    async def _caller(self, wanted: int) -> None:
        async with httpx2.AsyncClient(base_url=self._tree.api, headers=self._headers) as client:
            while len(self.receipts) < wanted:
                with contextlib.suppress(httpx2.TransportError):
                    await self._register(client)

    async def _register(self, client: httpx2.AsyncClient) -> None:
        code = f"s-{uuid4()}"
        body = {"code": code, "name": "N", "kind": "method", "owner": KS, "source": "S3"}
        answer = await client.post(
            "/api/solutions", json=body, headers={"idempotency-key": code}, timeout=10
        )
        if answer.status_code == 201:
            self.receipts.append(answer.json())


@contextmanager
def embedded(data: Path) -> Iterator[Tree]:
    """A running tree, ended whatever happens."""
    tree = Tree(data)
    tree.start()
    try:
        yield tree
    finally:
        process = tree._process
        if process is not None and process.poll() is None:
            tree.kill()


def _await_end(family: list[int]) -> None:
    until = time.monotonic() + GONE_SECONDS
    while alive := [pid for pid in family if _alive(pid)]:
        assert time.monotonic() < until, f"still there: {alive}"


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
