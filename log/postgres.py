"""The log in PostgreSQL."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import psycopg
from psycopg_pool import ConnectionPool, PoolTimeout

from log.store import Entry, Receipt, Standing, Store, Unavailable

CHANNEL = "log_grew"
POOLED = 4
WAIT_SECONDS = 2
OPTIONS = f"-c lock_timeout={WAIT_SECONDS}s -c statement_timeout={WAIT_SECONDS}s"

SCHEMA = """
CREATE TABLE IF NOT EXISTS log_identity (id text NOT NULL);
CREATE TABLE IF NOT EXISTS log_events (
    position bigint PRIMARY KEY,
    aggregate uuid NOT NULL,
    version integer NOT NULL,
    topic text NOT NULL,
    state bytea NOT NULL,
    UNIQUE (aggregate, version)
);
CREATE TABLE IF NOT EXISTS log_commands (
    command uuid PRIMARY KEY,
    digest text,
    aggregate uuid NOT NULL,
    version integer NOT NULL,
    position bigint NOT NULL
);
CREATE OR REPLACE FUNCTION log_stays() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the log is only added to'; END $$;
CREATE OR REPLACE TRIGGER log_events_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON log_events
    EXECUTE FUNCTION log_stays();
"""
INSERT_EVENTS = """
INSERT INTO log_events (position, aggregate, version, topic, state)
SELECT * FROM unnest(%b::bigint[], %b::uuid[], %b::integer[], %b::text[], %b::bytea[])
"""
INSERT_COMMANDS = """
INSERT INTO log_commands (command, digest, aggregate, version, position)
SELECT * FROM unnest(%b::uuid[], %b::text[], %b::uuid[], %b::integer[], %b::bigint[])
"""
HEAD = "SELECT coalesce(max(position), 0) FROM log_events"
VERSIONS = """
SELECT id, coalesce((SELECT max(version) FROM log_events WHERE aggregate = id), 0)
FROM unnest(%b::uuid[]) AS id
"""
RECEIPTS = """
SELECT command, digest, aggregate, version, position
FROM log_commands WHERE command = ANY(%b::uuid[])
"""
ENTRIES = "SELECT position, aggregate, version, topic, state FROM log_events WHERE "

Connection = psycopg.Connection[Any]


class _DeadConnection(Unavailable):
    """The connection was closed at the other end, perhaps long ago."""


class PostgresStore(Store):
    def __init__(self, url: str) -> None:
        self.url = url
        self._writer: Connection | None = None
        self._pool = ConnectionPool(
            url,
            min_size=1,
            max_size=POOLED,
            timeout=WAIT_SECONDS,
            reconnect_timeout=WAIT_SECONDS,  # or it would back off for minutes
            kwargs={"autocommit": True, "connect_timeout": WAIT_SECONDS, "options": OPTIONS},
            open=True,
        )
        try:
            with self._pool.connection() as connection:
                self._create(connection)
        except (psycopg.OperationalError, PoolTimeout) as error:
            raise Unavailable(str(error)) from error
        [(self.identity,)] = self._rows("SELECT id FROM log_identity")

    def _create(self, connection: Connection) -> None:
        with connection.transaction():
            _lock(connection)
            connection.execute(SCHEMA)
            connection.execute(
                "INSERT INTO log_identity SELECT %s WHERE NOT EXISTS (SELECT FROM log_identity)",
                (uuid4().hex[:12],),
            )

    @contextmanager
    def transaction(self) -> Iterator[PostgresTransaction]:
        try:
            if self._writer is None:
                self._writer = psycopg.connect(
                    self.url, autocommit=True, connect_timeout=WAIT_SECONDS, options=OPTIONS
                )
            # Pipelined: lock and look in one round trip, insert and commit in another.
            with self._writer.pipeline():
                yield self.locked(self._writer)
        except psycopg.Error as error:
            self._drop_writer()
            raise Unavailable(str(error)) from error
        except BaseException:
            self._drop_writer()
            raise

    def locked(self, connection: Connection) -> PostgresTransaction:
        """A transaction that waits for its turn. Readers rely on there being one at a time."""
        connection.execute("BEGIN")
        _lock(connection)
        return PostgresTransaction(connection)

    def read(self, after: int, limit: int) -> list[Entry]:
        return self._entries("position > %b ORDER BY position LIMIT %b", after, limit)

    def history(self, aggregate: UUID, after: int = 0) -> list[Entry]:
        return self._entries("aggregate = %b AND version > %b ORDER BY version", aggregate, after)

    def histories(self, aggregates: Sequence[UUID]) -> list[Entry]:
        return self._entries("aggregate = ANY(%b::uuid[]) ORDER BY version", list(aggregates))

    def at(self, positions: Iterable[int]) -> list[Entry]:
        return self._entries("position = ANY(%b::bigint[]) ORDER BY position", list(positions))

    def versions(self, aggregates: Sequence[UUID]) -> dict[UUID, int]:
        return dict(self._rows(VERSIONS, list(aggregates)))

    def receipt(self, command: UUID) -> tuple[str | None, Receipt] | None:
        return _by_command(self._rows(RECEIPTS, [command])).get(command)

    def head(self) -> int:
        [(head,)] = self._rows(HEAD)
        return int(head)

    def hint(self) -> Notifications:
        return Notifications(self.url)

    def close(self) -> None:
        self._pool.close()
        self._drop_writer()

    def _entries(self, where: str, *values: object) -> list[Entry]:
        return list(map(Entry._make, self._rows(ENTRIES + where, *values)))

    def _rows(self, query: str, *values: object) -> list[Any]:
        # A restart of the server leaves dead connections in the pool. They are found by using
        # them, and thrown away; asking each one first would cost a round trip for every read.
        for _ in range(POOLED):
            try:
                return self._asked(query, values)
            except _DeadConnection:
                continue
        return self._asked(query, values)

    def _asked(self, query: str, values: Sequence[object]) -> list[Any]:
        try:
            with self._pool.connection() as connection:
                return connection.cursor(binary=True).execute(query, values).fetchall()
        except PoolTimeout as error:
            raise Unavailable(str(error)) from error
        except psycopg.OperationalError as error:
            kind = _DeadConnection if connection.closed else Unavailable
            raise kind(str(error)) from error

    def _drop_writer(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None


class PostgresTransaction:
    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def standing(self, aggregates: Sequence[UUID], commands: Sequence[UUID]) -> Standing:
        head = self.connection.execute(HEAD)
        versions = self.connection.execute(VERSIONS, (list(aggregates),))
        receipts = self.connection.execute(RECEIPTS, (list(commands),))
        [(position,)] = head.fetchall()
        return Standing(position, dict(versions.fetchall()), _by_command(receipts.fetchall()))

    def insert(self, standing: Standing) -> None:
        entries, accepted = standing.entries, standing.accepted
        if entries:
            self.connection.execute(
                INSERT_EVENTS,
                (
                    [each.position for each in entries],
                    [each.aggregate for each in entries],
                    [each.version for each in entries],
                    [each.topic for each in entries],
                    [each.state for each in entries],
                ),
            )
            self.connection.execute(f"NOTIFY {CHANNEL}")
        if accepted:
            self.connection.execute(
                INSERT_COMMANDS,
                (
                    [append.command for append, _ in accepted],
                    [append.digest for append, _ in accepted],
                    [receipt.id for _, receipt in accepted],
                    [receipt.version for _, receipt in accepted],
                    [receipt.position for _, receipt in accepted],
                ),
            )
        self.connection.execute("COMMIT")


class Notifications:
    """LISTEN on a connection of its own; what comes between two waits is kept by it."""

    def __init__(self, url: str, channel: str = CHANNEL) -> None:
        try:
            self.connection = psycopg.connect(url, autocommit=True, connect_timeout=WAIT_SECONDS)
            self.connection.execute(f"LISTEN {channel}")
        except psycopg.Error as error:
            raise Unavailable(str(error)) from error

    def wait(self, seconds: float) -> None:
        try:
            for _ in self.connection.notifies(timeout=seconds, stop_after=1):
                pass
        except psycopg.Error as error:
            raise Unavailable(str(error)) from error

    def close(self) -> None:
        self.connection.close()


def _lock(connection: Connection) -> None:
    # An advisory lock, not a table lock: that one waits behind VACUUM and ANALYZE. It is good
    # only as long as every writer of the log comes this way, and every writer does.
    connection.execute("SELECT pg_advisory_xact_lock(%s)", (zlib.crc32(b"fellestakt.log"),))


def _by_command(rows: Iterable[Any]) -> dict[UUID, tuple[str | None, Receipt]]:
    return {row[0]: (row[1], Receipt(*row[2:])) for row in rows}
