"""One SQLite file, and a connection to it for each thread."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

BUSY_SECONDS = 2.0
PAUSE_SECONDS = 0.005
DURABLE = ("synchronous = FULL",)


class SQLiteFile:
    """What the stores that keep their rows in a file of their own have in common.

    The folder is made where there is none. `pragmas` are those of every connection; a commit is
    on disk when it returns, if they do not say otherwise.
    """

    pragmas: Sequence[str] = DURABLE

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        path.parent.mkdir(parents=True, exist_ok=True)

    def close(self) -> None:
        for connection in self._all:
            connection.close()
        self._all.clear()
        self._local = threading.local()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        connection = self._connection()
        # IMMEDIATE: a deferred transaction that reads and then writes fails at once
        # where another one writes, whatever the busy timeout.
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    def _connection(self) -> sqlite3.Connection:
        if not hasattr(self._local, "connection"):
            self._local.connection = connect(self.path, self.pragmas)
            self._all.append(self._local.connection)
        connection: sqlite3.Connection = self._local.connection
        return connection


def connect(path: Path, pragmas: Sequence[str] = DURABLE) -> sqlite3.Connection:
    """A connection to a file with a write-ahead log, which `pragmas` are said to."""
    connection = sqlite3.connect(
        path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    _write_ahead(connection)
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _write_ahead(connection: sqlite3.Connection) -> None:
    # Two that open a new file at once would each wait for the other to let go: SQLite sees it
    # and refuses one without waiting, whatever its timeout. The other one is soon done.
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() >= until:
                connection.close()
                raise
            time.sleep(PAUSE_SECONDS)
