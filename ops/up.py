"""The whole system on one machine: `make up`. Ctrl-C stops it; started again, it goes on.

Killed hard, it leaves no orphan: every child asks the kernel to end it with its parent.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from aggregates.kernel.act import Role
from ops.child import die_with_parent
from ops.enrolment import OPERATING
from ops.issuer import ISSUER
from ops.nats_server import NatsServer
from ops.nats_users import USERS
from ops.supervised import Child
from ops.trust import trusting
from people.lines import write_lines

logger = logging.getLogger("fellestakt")

REFERENCE = Path("data")
READY_SECONDS = 120.0


def up(data: Path, port: int, demo: bool = False) -> None:
    """Run the tree in `data`, with the API on `port`, until SIGINT or SIGTERM.

    `demo`: a new folder begins with the simulated decade, whose texts say that it is simulated.
    """
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with ExitStack() as stack:
        stack.enter_context(_alone(data))
        nats = stack.enter_context(NatsServer(data))
        environment = _environment(data, port, nats)
        if demo:
            _load_decade(data, environment)
        _load_reference_data(data, environment)
        children = _children(environment, nats)
        for child in children:
            stack.callback(child.stop)
            child.start()
        _await_answer(port, children, stop)
        _tell(data, port)
        _watch(nats, children, stop)
        logger.info("Stopping.")


def _watch(nats: NatsServer, children: list[Child], stop: threading.Event) -> None:
    while not stop.wait(0.2):
        if not nats.running:
            logger.error("The NATS server ended; starting it again.")
            nats.restart()
        for child in children:
            child.mend()


def _children(environment: dict[str, str], nats: NatsServer) -> list[Child]:
    def child(name: str, module: str, user: str) -> Child:
        return Child(name, module, environment | {"NATS_URL": nats.url(user)})

    return [
        child("core", "ops.core", "services"),
        child("projections", "projections", "subscriber"),
        child("relay", "bus.relay", "relay"),
        child("seal", "seal", "subscriber"),
    ]


def _environment(data: Path, port: int, nats: NatsServer) -> dict[str, str]:
    access = {user: nats.url(user) for user in USERS}
    path = data / "access.json"
    path.touch(mode=0o600)
    path.write_text(json.dumps({"api": f"http://127.0.0.1:{port}", **access}, indent=2))
    return {
        "LOG_URL": f"sqlite:///{data.resolve() / 'log.db'}",
        "PORT": str(port),
        "PYTHONPATH": str(Path.cwd()),
    } | trusting(data)


def _load_decade(data: Path, environment: dict[str, str]) -> None:
    """Load the decade beside the log and put it there when it is whole, unless there is a log."""
    if (data / "log.db").exists():
        return
    logger.info("Loading a simulated decade; this takes some minutes, once.")
    with TemporaryDirectory(dir=data) as folder:
        loaded = Path(folder) / "log.db"
        subprocess.run(
            [sys.executable, "-m", "ops.decade"],
            env=os.environ | environment | {"LOG_URL": f"sqlite:///{loaded}"},
            preexec_fn=die_with_parent(),
            check=True,
        )
        loaded.replace(data / "log.db")


def _load_reference_data(data: Path, environment: dict[str, str]) -> None:
    """Import what is in `data/`, and let somebody operate it, unless that was done before."""
    marker = data / "reference-data.sha256"
    digest = sha256()
    for path in sorted(REFERENCE.glob("*.csv")):
        digest.update(path.name.encode() + path.read_bytes())
    if not marker.exists() or marker.read_text() != digest.hexdigest():
        logger.info("Loading reference data.")
        for command in (["ops.imports"], ["ops.founding", ISSUER, OPERATING]):
            subprocess.run(
                [sys.executable, "-m", *command],
                env=os.environ | environment,
                preexec_fn=die_with_parent(),
                check=True,
            )
        marker.write_text(digest.hexdigest())


def _await_answer(port: int, children: list[Child], stop: threading.Event) -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until and not stop.is_set():
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2):
                return
        except (OSError, urllib.error.URLError):
            for child in children:
                child.mend()
            stop.wait(0.05)
    if not stop.is_set():
        raise SystemExit(f"No answer from http://127.0.0.1:{port} in {READY_SECONDS:.0f} s.")


def _tell(data: Path, port: int) -> None:
    roles = f"ROLE={Role.PORTFOLIO_OWNER} ORG=971032146"
    sys.stdout.write(
        f"""
Fellestakt is running.
  API        http://127.0.0.1:{port}/api           (OpenAPI: /api/openapi.json)
  Health     http://127.0.0.1:{port}/readyz
  Events     /api/asyncapi.json; NATS credentials of a subscriber: {data / "access.json"}
  A token    make token {roles}
  A story    make journey
  Data       {data.resolve()}
Ctrl-C stops it.
"""
    )
    sys.stdout.flush()


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """The right to run on this folder. Raises SystemExit where another tree does."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (data / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise SystemExit(f"Fellestakt is running on {data} already.") from None
        yield


if __name__ == "__main__":
    write_lines()
    up(
        Path(os.environ.get("DATA", ".data")),
        int(os.environ.get("PORT", "8000")),
        demo=os.environ.get("DEMO", "") not in {"", "0"},
    )
