"""The three NATS nodes of docker-compose.yml on this machine: the same files, other addresses."""

from __future__ import annotations

import subprocess
import sys
import urllib.request
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

from ops.nats_users import USERS
from tests.journeys.processes import free_ports, started

CONFIG = Path("ops/compose/nats.conf").resolve()
SERVER = str(Path(sys.executable).with_name("nats-server"))
BETWEEN = "1e24"
"""The nodes' own password. Without the quotes that it comes in, the server reads a number."""


def environment(
    name: str = "nats-1", store: str = "/data", routes: Sequence[int] = (1, 2, 3)
) -> dict[str, str]:
    """What docker-compose.yml gives a node, with passwords and routes of our own."""
    quoted = {
        "NATS_STORE": store,
        "NATS_CLUSTER_PASSWORD": BETWEEN,
        **{f"NATS_{user.upper()}_PASSWORD": password(user) for user in USERS},
        **{
            f"NATS_ROUTE_{number}": f"nats-route://cluster:{BETWEEN}@127.0.0.1:{port}"
            for number, port in enumerate(routes, 1)
        },
    }
    return {"NATS_NAME": name} | {name: f'"{value}"' for name, value in quoted.items()}


def password(user: str) -> str:
    return f"{len(user)}e3"


class Cluster:
    """Three servers that know each other; any of them can be killed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        ports = free_ports(9)
        self._clients, self._routes, self._monitors = ports[:3], ports[3:6], ports[6:]
        self.nodes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        self.nodes = [self._start(number) for number in range(3)]
        return self

    def __exit__(self, *_: object) -> None:
        for number in range(3):
            self.kill(number)

    def url(self, user: str, without: int | None = None) -> str:
        """Where to connect, and as whom: to all nodes, or without one of them."""
        ports = [port for number, port in enumerate(self._clients) if number != without]
        return ",".join(f"nats://{user}:{password(user)}@127.0.0.1:{port}" for port in ports)

    def kill(self, number: int) -> None:
        self.nodes[number].kill()
        self.nodes[number].wait()

    def start(self, number: int) -> None:
        """A node that was killed comes back, on what it had stored."""
        self.nodes[number] = self._start(number)

    async def healthy(self) -> bool:
        """What the health check asks of each node that runs."""
        running = [
            port
            for node, port in zip(self.nodes, self._monitors, strict=True)
            if node.poll() is None
        ]
        return all(map(_healthy, running))

    def _start(self, number: int) -> subprocess.Popen[bytes]:
        name = f"nats-{number + 1}"
        command = [
            SERVER, "--config", str(CONFIG),
            "--addr", "127.0.0.1", "--port", str(self._clients[number]),
            "--http_port", str(self._monitors[number]),
            "--cluster", f"nats://127.0.0.1:{self._routes[number]}",
        ]  # fmt: skip
        given = environment(name, str(self._folder / name), self._routes)
        return started(command, given, self._folder / f"{name}.log")


def _healthy(port: int) -> bool:
    with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
        return True
    return False
