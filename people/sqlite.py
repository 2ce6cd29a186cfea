"""The vault in one SQLite file, where what is deleted is overwritten."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from log.sqlite_file import BUSY_SECONDS, DURABLE, SQLiteFile
from log.store import Unavailable
from people.cabinet import SCHEMA, Ask, Cabinet

PAUSE_SECONDS = 0.01


class SQLiteCabinet(SQLiteFile, Cabinet):
    pragmas = (*DURABLE, "secure_delete = ON")

    def __init__(self, path: Path) -> None:
        Cabinet.__init__(self)
        SQLiteFile.__init__(self, path)
        self._turn = threading.Lock()
        path.touch(mode=0o600)
        with _bounded():
            self._connection().executescript(SCHEMA.format(bytes="BLOB"))

    def ask(self, query: str, *values: object) -> list[Any]:
        with _bounded():
            return _rows(self._connection(), query, *values)

    @contextmanager
    def alone(self) -> Iterator[Ask]:
        # In turn: SQLite lets those who wait for each other try at random until they give up.
        with self._turn, _bounded(), self._writing() as connection:
            yield lambda query, *values: _rows(connection, query, *values)

    def scrub(self) -> None:
        # Freed pages were overwritten when they were freed; what they held is still in the WAL.
        # A reader is waited for; another process that does the same is not, but for this.
        until = time.monotonic() + BUSY_SECONDS
        with self._turn:
            while self.ask("PRAGMA wal_checkpoint(TRUNCATE)")[0][0]:
                if time.monotonic() >= until:
                    raise Unavailable("A reader holds on to the write-ahead log of the vault.")
                time.sleep(PAUSE_SECONDS)


def _rows(connection: sqlite3.Connection, query: str, *values: object) -> list[Any]:
    return connection.execute(query.replace("%s", "?"), values).fetchall()


@contextmanager
def _bounded() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise Unavailable(str(error)) from error
