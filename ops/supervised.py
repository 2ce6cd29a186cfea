"""A process of the tree, started again when it ends by itself."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field

from ops.child import die_with_parent

logger = logging.getLogger("fellestakt")

STOP_SECONDS = 8.0
CRASHES = 5
CALM_SECONDS = 10.0


@dataclass
class Child:
    """One process of the tree, started again when it ends by itself."""

    name: str
    module: str
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    crashes: list[float] = field(default_factory=list)

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", self.module],
            env=os.environ | self.environment,
            stdin=subprocess.DEVNULL,
            process_group=0,  # Ctrl-C is for the parent, which stops everything in order
            preexec_fn=die_with_parent(),
        )

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def mend(self) -> None:
        """Start again if it has ended. Raises SystemExit when that happens again and again."""
        assert self.process is not None
        if (code := self.process.poll()) is None:
            return
        now = time.monotonic()
        self.crashes = [at for at in self.crashes if now - at < CALM_SECONDS] + [now]
        if len(self.crashes) > CRASHES:
            raise SystemExit(f"{self.name} ended {len(self.crashes)} times (last: {code}).")
        logger.error("%s ended with %s; starting it again.", self.name, code)
        self.start()
