"""The vault in one SQLite file, where what is deleted is overwritten."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from log.store import Unavailable
from people.cabinet import SCHEMA, Ask, Cabinet

BUSY_SECONDS = 2.0
PAUSE_SECONDS = 0.01


class SQLiteCabinet(Cabinet):
    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        with _bounded():
            self._connection().executescript(SCHEMA.format(bytes="BLOB"))

    def ask(self, query: str, *values: object) -> list[Any]:
        with _bounded():
            return _rows(self._connection(), query, *values)

    @contextmanager
    def alone(self) -> Iterator[Ask]:
        connection = self._connection()
        with _bounded():
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield lambda query, *values: _rows(connection, query, *values)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def scrub(self) -> None:
        # Freed pages were overwritten when they were freed; what they held is still in the WAL.
        # A reader is waited for; another process that does the same is not, but for this.
        until = time.monotonic() + BUSY_SECONDS
        while self.ask("PRAGMA wal_checkpoint(TRUNCATE)")[0][0]:
            if time.monotonic() >= until:
                raise Unavailable("A reader holds on to the write-ahead log of the vault.")
            time.sleep(PAUSE_SECONDS)

    def close(self) -> None:
        for connection in self._all:
            connection.close()
        self._all.clear()
        self._local = threading.local()

    def _connection(self) -> sqlite3.Connection:
        if not hasattr(self._local, "connection"):
            self._local.connection = _connect(self.path)
            self._all.append(self._local.connection)
        connection: sqlite3.Connection = self._local.connection
        return connection


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    return connection


def _rows(connection: sqlite3.Connection, query: str, *values: object) -> list[Any]:
    return connection.execute(query.replace("%s", "?"), values).fetchall()


@contextmanager
def _bounded() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise Unavailable(str(error)) from error
