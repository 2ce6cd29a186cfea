"""How long it takes from the start of the process to the first answer that means something."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from aggregates.kernel.act import Role
from bench.arena import Arena, nats_server
from bench.figures import ROUNDS, Figure
from bench.history import KS
from bench.servers import READY_SECONDS, free_port, running, said
from log.opening import open_store
from ops.trust import trusting
from projections.catalogue import VIEWS
from projections.opening import open_tables
from projections.projector import Projector

MUNICIPALITIES = 350  # at least; the register of the reference data has them all


def starting(arena: Arena) -> Iterator[Figure]:
    """The embedded core (SQLite, NATS running) on the reference data, views up to date."""
    url = f"sqlite:///{arena.folder / 'startup.db'}"
    _load(url)
    with nats_server(arena.folder / "startup") as nats:
        rounds = [_seconds(arena, url, nats.url("services")) for _ in range(ROUNDS)]
    yield Figure("startup", rounds, "s")


def _load(url: str) -> None:
    """The reference data, and every view of it."""
    subprocess.run(
        [sys.executable, "-m", "ops.imports"],
        env=os.environ | {"LOG_URL": url},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    with closing(open_store(url)) as store, closing(open_tables(url)) as tables:
        Projector(store, tables, VIEWS).catch_up()


def _seconds(arena: Arena, url: str, nats: str) -> float:
    port = free_port()
    token = arena.issuer.token(Role.PORTFOLIO_OWNER, KS)
    settings = {
        "LOG_URL": url, "NATS_URL": nats, "PORT": str(port), "DATA": str(Path(arena.folder)),
    } | trusting(arena.folder)  # fmt: skip
    begun = time.monotonic()
    with running("ops.core", **settings):
        while time.monotonic() < begun + READY_SECONDS:
            if _municipalities(port, token) > MUNICIPALITIES:
                return time.monotonic() - begun
            time.sleep(0.01)
    raise SystemExit(f"The core gave no answer.\n{said()}")


def _municipalities(port: int, token: str) -> int:
    """How many municipalities the API tells of; 0 while it does not answer."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/municipalities", headers={"authorization": f"Bearer {token}"}
    )
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return len(json.load(answer)["items"])
    except OSError:
        return 0
