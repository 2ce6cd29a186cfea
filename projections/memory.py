"""Views in memory, for whoever makes them for itself: the tables of SQLite, without a file."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Self

from log.sqlite_file import connect
from projections.sqlite import SQLiteTables

NOWHERE = Path(":memory:")


class MemoryTables(SQLiteTables):
    """They are gone when they are closed, and used by one thread at a time."""

    def __init__(self) -> None:
        self._one = connect(NOWHERE, ("synchronous = OFF",))
        super().__init__(NOWHERE)

    def copied(self) -> Self:
        """Other tables with the same rows and positions."""
        other = type(self)()
        self._one.backup(other._one)
        return other

    def size(self) -> int:
        """How many bytes they take."""
        [(pages,)], [(page,)] = map(self._one.execute, ("PRAGMA page_count", "PRAGMA page_size"))
        return int(pages * page)

    def close(self) -> None:
        self._one.close()

    def _connection(self) -> sqlite3.Connection:
        return self._one
