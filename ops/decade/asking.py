"""How long each board takes over HTTP, asked as a reader asks it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from socket import socket
from typing import Any

from aggregates.kernel.act import Role
from ops.child import die_with_parent
from ops.enrolment import OPERATING
from ops.imports.rows import read
from ops.issuer import ISSUER, Issuer
from ops.journey.cast import KS
from ops.journey.client import Api, Caller
from ops.trust import trusting

TIMES = 100
START_SECONDS = 30.0
TAG = "boards"
BERGEN, OWN = "964338531", "/municipalities/4601/"
"""A municipality reads what is its own by itself."""


@dataclass(frozen=True, slots=True)
class Query:
    """One address, and how long it takes in milliseconds: 99 of 100 answers are no slower."""

    path: str
    p99: float


def ask_boards(folder: Path, log_url: str) -> list[Query]:
    """Every board of the API, and that of each region, the slowest first."""
    port = _free_port()
    environment = os.environ | trusting(folder) | {"LOG_URL": log_url, "PORT": str(port)}
    founding = [sys.executable, "-m", "ops.founding", ISSUER, OPERATING]
    subprocess.run(founding, env=environment, check=True)
    serving = subprocess.Popen(
        [sys.executable, "-m", "api.main"], env=environment, preexec_fn=die_with_parent(),
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    views = subprocess.Popen(
        [sys.executable, "-m", "projections"], env=environment, preexec_fn=die_with_parent(),
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        with closing(Api(f"http://127.0.0.1:{port}", Issuer(folder / "issuer"))) as api:
            _await(api)
            reader = api.acting(Role.PORTFOLIO_OWNER, KS)
            own = api.acting(Role.MUNICIPAL_DECIDER, BERGEN)
            boards = _boards(reader)
            found = [_timed(own if OWN in path else reader, path) for path in boards]
    finally:
        for process in (serving, views):
            process.terminate()
            process.wait()
    return sorted(found, key=lambda each: -each.p99)


def _boards(reader: Caller) -> list[str]:
    """The addresses of all boards, of the largest run and solution, and of every region."""
    document = reader.get("/openapi.json")
    known = _known(reader)
    tagged = [
        path.removeprefix("/api")
        for path, methods in document["paths"].items()
        if TAG in methods.get("get", {}).get("tags", ()) and not path.endswith(".ics")
    ]
    filled = [_filled(path, known) for path in tagged]
    regions = [f"/regions/{row['fylkesnummer']}/board" for row in read("counties.csv")]
    return sorted({each for each in filled if each is not None} | set(regions))


def _known(reader: Caller) -> dict[str, str]:
    """What addresses ask for: the run with most answers, its solution, a county, a municipality."""
    largest = max(reader.all("/runs", limit=500), key=lambda page: page["answers"]["invited"])
    run = largest["run"]
    return {
        "/runs/{id}": f"/runs/{run['id']}", "{code}": run["solution"], "{version}": "1",
        "{county}": "46", "{number}": "4601", "{year}": "2026",
    }  # fmt: skip


def _filled(path: str, known: dict[str, str]) -> str | None:
    """The address with what is known; None where it is about something that the decade lacks."""
    for name, value in known.items():
        path = path.replace(name, value)
    return None if "{" in path else path


def _timed(reader: Caller, path: str) -> Query:
    times = []
    for _ in range(TIMES):
        began = time.perf_counter()
        reader.get(path)
        times.append(time.perf_counter() - began)
    return Query(path, sorted(times)[TIMES * 99 // 100 - 1] * 1000)


def _await(api: Api) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            return api.begin()
        except Exception:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def _free_port() -> int:
    with socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: Any = listener.getsockname()[1]
        return int(port)
