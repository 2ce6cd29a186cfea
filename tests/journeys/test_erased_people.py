"""A thousand people in PostgreSQL, erased in the log and then by the process that follows it."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import psycopg

from aggregates.people.person import Person
from log.opening import open_store
from log.store import Store
from ops.markers.__main__ import scan
from ops.markers.wanted import Wanted
from ops.nats_server import NatsServer
from people.keys import made_key
from people.opening import open_vault
from people.vault import Vault
from projections.catalogue import VIEWS
from projections.opening import open_tables
from projections.projector import Projector
from tests.bus.kit import stored
from tests.journeys.processes import ended, started, until
from tests.kit.crowd import Planted
from tests.kit.given import act
from tests.kit.stores import fresh_url, postgres_server
from tests.people.kit import ISSUER, held
from tests.people.numbers import identity_number

CROWD = [Planted(number) for number in range(1_000)]
SUBJECTS = [
    number for day in (1, 2, 3) for each in range(100, 900)
    if (number := identity_number(date(1987, 6, day), each))
]  # fmt: skip
"""A national identity number for each, as an issuer may call them."""


def test_of_a_thousand_people_nothing_is_left_in_postgresql(tmp_path: Path) -> None:
    wanted = Wanted([*SUBJECTS, *(marker for each in CROWD for marker in each.markers)])
    key = made_key(tmp_path / "vault.key")
    with fresh_url("postgres", tmp_path) as url, closing(open_vault(url, key)) as vault:
        references = described(vault)
        boxes = sealed(url)
        assert len(boxes) == 2 * len(CROWD)
        assert left(url, boxes) == boxes
        with closing(open_store(url)) as store:
            store.append([stored(erased(each)) for each in references])
            folded(store, url)
            with services(url, tmp_path):
                asyncio.run(until(carried_out(vault, store.head())))
            told = [json.loads(entry.state) for entry in store.read(0, 10_000)]
        assert {(each["by"], each["role"], each["body"]) for each in told} == {
            (reference, "portefoljeeier", "971032146") for reference in references
        }
        assert [each for each in references if vault.details(each)] == []
        assert left(url, boxes) == set()
        assert list(scan([], url, wanted)) == []
        assert given_in_files(wanted) == set()


def described(vault: Vault) -> list[str]:
    """The references of all, once it is known who they are."""
    references = []
    for who, subject in zip(CROWD, SUBJECTS, strict=False):
        references.append(vault.reference(ISSUER, subject))
        vault.keep(references[-1], who.details)
    return references


def erased(reference: str) -> Person:
    """Somebody who was there, and wished to be erased."""
    who = act(by=reference)
    person = Person.register(who, reference=reference)
    person.erase(who, reason="own_wish")
    return person


def folded(store: Store, url: str) -> None:
    with closing(open_tables(url)) as tables:
        Projector(store, tables, VIEWS).catch_up()


@contextmanager
def services(url: str, folder: Path) -> Iterator[None]:
    """The process that reacts, and that carries out what the log says of erasures."""
    with NatsServer(folder) as nats:
        environment = {
            "LOG_URL": url, "NATS_URL": nats.url("services"),
            "VAULT_URL": url, "VAULT_KEY": str(folder / "vault.key"),
        }  # fmt: skip
        command = [sys.executable, "-m", "services"]
        process = started(command, environment, folder / "services.log")
        try:
            yield
        finally:
            ended(process)


def carried_out(vault: Vault, head: int) -> Callable[[], Awaitable[bool]]:
    async def so_far() -> bool:
        return await asyncio.to_thread(vault.position) == head

    return so_far


def sealed(url: str) -> set[bytes]:
    """Keys and details of everybody, sealed as they are."""
    with psycopg.connect(url) as connection:
        rows = connection.execute("SELECT key, details FROM vault_people").fetchall()
    return {bytes(box) for row in rows for box in row}


def left(url: str, boxes: set[bytes]) -> set[bytes]:
    """Those of them that stand in a file of the database."""
    return set(held(url, *boxes))


def given_in_files(wanted: Wanted) -> set[int]:
    """What of the markers stands anywhere in the server's folder, its write-ahead log included."""
    with psycopg.connect(postgres_server(), autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        [(folder,)] = connection.execute("SHOW data_directory").fetchall()
    files = [path for path in Path(folder).rglob("*") if path.is_file()]
    return set().union(*(wanted.numbers_in(path.read_bytes()) for path in files))
