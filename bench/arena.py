"""Where a run takes place: one PostgreSQL, one issuer of tokens, a folder that goes away."""

from __future__ import annotations

import asyncio
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg

from aggregates.kernel.act import Role
from aggregates.territory.organisation import MUNICIPALITY
from bench.history import Past, past, places, recorded, staffed, stored
from bench.load import Order, Result
from bench.servers import said, serving
from bus import streams
from bus.connection import connect
from log.opening import open_store
from ops.issuer import Issuer
from ops.nats_server import NatsServer, _binary
from tests.kit.rosters import referred
from tests.kit.stores import fresh_url

RUNS = 4
SUBJECT = "bench"


class Arena:
    """What all families of figures share."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.issuer = Issuer(folder / "issuer")
        self._tokens = {
            place.id: self.issuer.token(Role.MUNICIPAL_DECIDER, place.organisation, SUBJECT)
            for place in places()
        }

    @property
    def person(self) -> str:
        """Who asks, as the vault beside the servers refers to them."""
        return referred(f"sqlite:///{self.folder / 'log.db'}", self.folder, SUBJECT)

    def tell_machine(self) -> None:
        """What the figures were measured on."""
        with self.database() as url, psycopg.connect(url) as connection:
            postgres = connection.info.parameter_status("server_version")
        nats = subprocess.run([_binary(), "--version"], capture_output=True, text=True, check=True)
        sys.stdout.write(
            f"# {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, "
            f"PostgreSQL {postgres}, {nats.stdout.strip()}\n"
        )

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of an empty PostgreSQL database."""
        with fresh_url("postgresql", self.folder) as url:
            yield url

    def targets(self, invitations: Past) -> list[tuple[str, str]]:
        """Each participation with a token of the municipality that decides."""
        return [(str(p.id), self._tokens[p.municipality]) for p in invitations.participations]

    @contextmanager
    def ours(self) -> Iterator[Contestant]:
        """Our own API process on a database with invitations."""
        with self.database() as url:
            invitations = past(RUNS)
            targets = self.targets(invitations)
            store = open_store(url)
            deciding = [(place.organisation, MUNICIPALITY) for place in places()]
            rosters = staffed(self.person, Role.MUNICIPAL_DECIDER, *deciding)
            stored(store, recorded([*invitations.roots, *rosters]))
            store.close()
            with serving(self.issuer, "api.main", LOG_URL=url) as port:
                yield Contestant(url, port, targets)


@contextmanager
def nats_server(folder: Path) -> Iterator[NatsServer]:
    """A NATS server that has the streams, as the relay makes them."""

    async def declare(url: str) -> None:
        client = await connect(url, "bench")
        await streams.declare(client.jetstream())
        await client.close()

    with NatsServer(folder) as server:
        asyncio.run(declare(server.url("relay")))
        yield server


@dataclass(slots=True)
class Contestant:
    """A server that decisions are sent to; `sent` numbers them through all rounds."""

    url: str
    port: int
    targets: list[tuple[str, str]]
    sent: int = 0

    def load(self, connections: int, seconds: float, rate: int = 0) -> Result:
        """What comes of sending decisions. Raises SystemExit where one is refused."""
        order = Order(self.port, self.targets, connections, seconds, self.sent, rate)
        done = subprocess.run(
            [sys.executable, "-m", "bench.load"],
            input=json.dumps(asdict(order)),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        result = Result(**json.loads(done.stdout))
        self.sent = result.next
        if result.refused or not result.latencies:
            raise SystemExit(f"Decisions were not accepted: {result.refused}\n{said()}")
        return result
