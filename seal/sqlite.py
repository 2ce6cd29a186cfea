"""The seal in a SQLite file of its own: beside the log it would wait for its writer."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from log.sqlite_file import SQLiteFile
from log.store import Unavailable
from seal.store import SCHEMA, Overtaken, Rows, SealStore, inserting


class SQLiteSeal(SQLiteFile, SealStore):
    def __init__(self, path: Path) -> None:
        super().__init__(path)
        with _bounded():
            self._connection().executescript(SCHEMA.format(bytes="BLOB"))

    def ask(self, query: str, *values: object) -> list[Any]:
        with _bounded():
            return self._connection().execute(query.replace("%s", "?"), values).fetchall()

    def add(self, *rows: tuple[str, Rows]) -> None:
        with _bounded(), self._writing() as connection:
            for statement, added in inserting(rows):
                connection.executemany(statement.replace("%s", "?"), added)


@contextmanager
def _bounded() -> Iterator[None]:
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise Overtaken(str(error)) from error
    except sqlite3.OperationalError as error:
        raise Unavailable(str(error)) from error
