"""The log in one SQLite file."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID, uuid4

from log.sqlite_file import SQLiteFile, connect
from log.store import Entry, Receipt, Standing, Store, Unavailable

SHORTEST_PAUSE, LONGEST_PAUSE = 0.002, 0.02

SCHEMA = """
CREATE TABLE IF NOT EXISTS log_identity (id TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS log_events (
    position INTEGER PRIMARY KEY,
    aggregate BLOB NOT NULL,
    version INTEGER NOT NULL,
    topic TEXT NOT NULL,
    state BLOB NOT NULL,
    UNIQUE (aggregate, version)
);
CREATE TABLE IF NOT EXISTS log_commands (
    command BLOB PRIMARY KEY,
    digest TEXT,
    aggregate BLOB NOT NULL,
    version INTEGER NOT NULL,
    position INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TRIGGER IF NOT EXISTS log_events_stay BEFORE DELETE ON log_events
    BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
CREATE TRIGGER IF NOT EXISTS log_events_stand BEFORE UPDATE ON log_events
    BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
"""


class SQLiteStore(SQLiteFile, Store):
    def __init__(self, path: Path) -> None:
        super().__init__(path)
        with _bounded():
            self._create()
            [(self.identity,)] = self._connection().execute("SELECT id FROM log_identity")

    def _create(self) -> None:
        connection = self._connection()
        connection.executescript(SCHEMA)
        connection.execute(
            "INSERT INTO log_identity SELECT ? WHERE NOT EXISTS (SELECT 1 FROM log_identity)",
            (uuid4().hex[:12],),
        )

    @contextmanager
    def transaction(self) -> Iterator[_SQLiteTransaction]:
        with _bounded(), self._writing() as connection:
            yield _SQLiteTransaction(connection)

    def read(self, after: int, limit: int) -> list[Entry]:
        return self._entries("position > ? ORDER BY position LIMIT ?", after, limit)

    def history(self, aggregate: UUID, after: int = 0) -> list[Entry]:
        return self._entries(
            "aggregate = ? AND version > ? ORDER BY version", aggregate.bytes, after
        )

    def histories(self, aggregates: Sequence[UUID]) -> list[Entry]:
        wanted = [id.bytes for id in aggregates]
        return self._entries(f"aggregate IN ({_marks(wanted)}) ORDER BY version", *wanted)

    def at(self, positions: Iterable[int]) -> list[Entry]:
        wanted = list(positions)
        return self._entries(f"position IN ({_marks(wanted)}) ORDER BY position", *wanted)

    def versions(self, aggregates: Sequence[UUID]) -> dict[UUID, int]:
        with _bounded():
            return _versions(self._connection(), aggregates)

    def receipt(self, command: UUID) -> tuple[str | None, Receipt] | None:
        with _bounded():
            return _receipts(self._connection(), [command]).get(command)

    def head(self) -> int:
        with _bounded():
            return _head(self._connection())

    def hint(self) -> DataVersion:
        return DataVersion(self.path)

    def _entries(self, where: str, *values: object) -> list[Entry]:
        query = f"SELECT position, aggregate, version, topic, state FROM log_events WHERE {where}"
        with _bounded():
            rows = self._connection().execute(query, values)
            return [Entry(p, UUID(bytes=a), v, t, s) for p, a, v, t, s in rows]


class _SQLiteTransaction:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def standing(self, aggregates: Sequence[UUID], commands: Sequence[UUID]) -> Standing:
        return Standing(
            _head(self.connection),
            _versions(self.connection, aggregates),
            _receipts(self.connection, commands),
        )

    def insert(self, standing: Standing) -> None:
        self.connection.executemany(
            "INSERT INTO log_events VALUES (?, ?, ?, ?, ?)",
            [
                (e.position, e.aggregate.bytes, e.version, e.topic, e.state)
                for e in standing.entries
            ],
        )
        self.connection.executemany(
            "INSERT INTO log_commands VALUES (?, ?, ?, ?, ?)",
            [
                (append.command.bytes, append.digest, receipt.id.bytes, *_place(receipt))
                for append, receipt in standing.accepted
            ],
        )


class DataVersion:
    """SQLite tells a connection whether others have committed; asking costs microseconds.

    Asked often while something happens, and seldom in quiet times.
    """

    def __init__(self, path: Path) -> None:
        self.connection = connect(path)
        self.seen, self.pause = self._now(), SHORTEST_PAUSE

    def wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while (now := self._now()) == self.seen and time.monotonic() < until:
            time.sleep(self.pause)
            self.pause = min(self.pause * 1.1, LONGEST_PAUSE)
        if now != self.seen:
            self.seen, self.pause = now, SHORTEST_PAUSE

    def close(self) -> None:
        self.connection.close()

    def _now(self) -> int:
        [(version,)] = self.connection.execute("PRAGMA data_version")
        return int(version)


@contextmanager
def _bounded() -> Iterator[None]:
    """A locked file, a full disk or a lost file is the store's state, not the caller's fault."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise Unavailable(str(error)) from error


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _head(connection: sqlite3.Connection) -> int:
    [(head,)] = connection.execute("SELECT coalesce(max(position), 0) FROM log_events")
    return int(head)


def _versions(connection: sqlite3.Connection, aggregates: Sequence[UUID]) -> dict[UUID, int]:
    query = "SELECT coalesce(max(version), 0) FROM log_events WHERE aggregate = ?"
    return {id: connection.execute(query, (id.bytes,)).fetchone()[0] for id in aggregates}


def _receipts(
    connection: sqlite3.Connection, commands: Sequence[UUID]
) -> dict[UUID, tuple[str | None, Receipt]]:
    query = "SELECT digest, aggregate, version, position FROM log_commands WHERE command = ?"
    found = {}
    for command in commands:
        for digest, aggregate, version, position in connection.execute(query, (command.bytes,)):
            found[command] = (digest, Receipt(UUID(bytes=aggregate), version, position))
    return found


def _place(receipt: Receipt) -> tuple[int, int]:
    return receipt.version, receipt.position
