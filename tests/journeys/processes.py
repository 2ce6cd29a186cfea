"""Processes as production runs them: of their own, and not left behind."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from ops.child import die_with_parent

STOP_SECONDS = 15.0
PATIENCE_SECONDS = 60.0
LOOK_SECONDS = 0.02


def started(
    command: Sequence[str], environment: Mapping[str, str], log: Path
) -> subprocess.Popen[bytes]:
    """A process that writes to `log`, and ends with this one at the latest."""
    with log.open("wb") as output:
        return subprocess.Popen(
            command,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            preexec_fn=die_with_parent(),
        )


def ended(process: subprocess.Popen[bytes]) -> int:
    """How a process ends that is asked to."""
    process.terminate()
    try:
        return process.wait(STOP_SECONDS)
    finally:
        process.kill()
        process.wait()


def free_ports(number: int) -> list[int]:
    """That many different ports on loopback that nobody listens on."""
    with ExitStack() as held:
        listeners = [held.enter_context(socket.socket()) for _ in range(number)]
        for listener in listeners:
            listener.bind(("127.0.0.1", 0))
        return [int(listener.getsockname()[1]) for listener in listeners]


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    """Look until something holds, for as long as processes may take on a busy machine."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not await holds():
            await asyncio.sleep(LOOK_SECONDS)
