"""A child process that ends when its parent does, however that ends."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import IO

PR_SET_PDEATHSIG = 1


class Starter:
    """Starts children that die with this process.

    The kernel's parent-death signal follows the thread that started the child, so children are
    started by a thread that lives as long as this object.
    """

    def __init__(self, name: str) -> None:
        self._thread = ThreadPoolExecutor(1, name)

    def start(
        self, command: Sequence[str], output: IO[bytes], keep: Sequence[int] = ()
    ) -> subprocess.Popen[bytes]:
        """Start `command`, writing to `output` and inheriting the file descriptors in `keep`."""
        return self._thread.submit(_start, command, output, keep).result()

    def close(self) -> None:
        """End the thread, and with it every child that is left."""
        self._thread.shutdown()


def _start(
    command: Sequence[str], output: IO[bytes], keep: Sequence[int]
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        pass_fds=keep,
        # A group of its own: Ctrl-C is for the parent, which stops everything in order.
        process_group=0,
        preexec_fn=die_with_parent(),
    )


def die_with_parent() -> Callable[[], None] | None:
    """The `preexec_fn` of a child that asks, on Linux, for SIGKILL when its parent is gone.

    The signal follows the thread that starts the child: start it from one that stays.
    """
    if sys.platform != "linux":
        return None
    libc, parent = ctypes.CDLL(None), os.getpid()

    def ask() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it went before the signal was asked for
            os._exit(1)

    return ask
