"""The processes of a run: who is measured, and what stands beside them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from ops.child import Starter
from ops.issuer import Issuer
from ops.trust import trusting

READY_SECONDS = 30.0
STOP_SECONDS = 10.0
STARTER = Starter("bench")
OUTPUT: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  # for as long as the run lasts


@contextmanager
def running(*module: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """`python -m MODULE ...` for as long as the block lasts."""
    settings = [f"{name}={value}" for name, value in environment.items()]
    command = ["env", *settings, sys.executable, "-m", *module]
    process = STARTER.start(command, OUTPUT)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def serving(issuer: Issuer, *module: str, **environment: str) -> Iterator[int]:
    """The port that `python -m MODULE ...` answers HTTP on while the block lasts."""
    port = free_port()
    settings = {"PORT": str(port)} | trusting(issuer.public.parent.parent)
    with running(*module, **settings, **environment) as process:
        await_answer(port, process)
        yield port


def await_answer(port: int, process: subprocess.Popen[bytes]) -> None:
    """Return at the first answer. Raises SystemExit where none comes."""
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2):
                return
        except OSError:
            time.sleep(0.01)
    raise SystemExit(f"No answer from {process.args!r}.\n{said()}")


def said() -> str:
    """The end of what the servers have printed."""
    OUTPUT.seek(max(0, OUTPUT.seek(0, os.SEEK_END) - 4000))
    return OUTPUT.read().decode(errors="replace")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
