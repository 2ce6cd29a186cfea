"""The seal in a SQLite file of its own: beside the log it would wait for its writer."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from log.sqlite import connect
from log.store import Unavailable
from seal.store import SCHEMA, Overtaken, Rows, SealStore, inserting


class SQLiteSeal(SealStore):
    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        path.parent.mkdir(parents=True, exist_ok=True)
        with _bounded():
            self._connection().executescript(SCHEMA.format(bytes="BLOB"))

    def ask(self, query: str, *values: object) -> list[Any]:
        with _bounded():
            return self._connection().execute(query.replace("%s", "?"), values).fetchall()

    def add(self, *rows: tuple[str, Rows]) -> None:
        connection = self._connection()
        with _bounded():
            connection.execute("BEGIN IMMEDIATE")
            try:
                for statement, added in inserting(rows):
                    connection.executemany(statement.replace("%s", "?"), added)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        for connection in self._all:
            connection.close()
        self._all.clear()
        self._local = threading.local()

    def _connection(self) -> sqlite3.Connection:
        if not hasattr(self._local, "connection"):
            self._local.connection = connect(self.path)
            self._all.append(self._local.connection)
        connection: sqlite3.Connection = self._local.connection
        return connection


@contextmanager
def _bounded() -> Iterator[None]:
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise Overtaken(str(error)) from error
    except sqlite3.OperationalError as error:
        raise Unavailable(str(error)) from error
