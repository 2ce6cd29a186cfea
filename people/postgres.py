"""The vault in PostgreSQL, in tables that are written anew when something is deleted."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg_pool import ConnectionPool, PoolTimeout

from log.store import Unavailable
from people.cabinet import HOLDING, SCHEMA, Ask, Cabinet

POOLED = 4
WAIT_SECONDS = 2
OPTIONS = f"-c lock_timeout={WAIT_SECONDS}s -c statement_timeout={WAIT_SECONDS}s"
CLEANING = f"-c lock_timeout={WAIT_SECONDS}s -c statement_timeout=60s"
"""Whole tables are written anew; nobody who waits for them waits longer than usual."""
SETTLING_SECONDS = 10
SETTLED = """
SELECT pg_snapshot_xmin(pg_current_snapshot()) > %s::xid8 AND NOT EXISTS (
    SELECT FROM pg_stat_activity WHERE datname = current_database()
    AND pid <> pg_backend_pid() AND age(backend_xmin) > age(%s::xid8::xid)
)
"""
"""Whether nobody may still see what was deleted by then; it would be copied otherwise."""
COLUMNS = """
SELECT relname, attname FROM pg_attribute JOIN pg_class ON attrelid = pg_class.oid
WHERE relname = ANY(%s) AND relkind = 'r' AND pg_table_is_visible(attrelid) AND attnum > 0
AND NOT attisdropped AND attstattarget IS DISTINCT FROM 0
"""
LOCK = "SELECT pg_advisory_xact_lock(%s)"

Connection = psycopg.Connection[Any]


class PostgresCabinet(Cabinet):
    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url
        self._pool = ConnectionPool(
            url,
            min_size=1,
            max_size=POOLED,
            timeout=WAIT_SECONDS,
            reconnect_timeout=WAIT_SECONDS,  # or it would back off for minutes
            check=ConnectionPool.check_connection,  # a restart of the server leaves dead ones
            kwargs={"autocommit": True, "connect_timeout": WAIT_SECONDS, "options": OPTIONS},
            open=True,
        )
        with self.alone() as ask:
            for statement in SCHEMA.format(bytes="BYTEA").split(";\n"):
                ask(statement)
            for table, column in ask(COLUMNS, list(HOLDING)):
                # ANALYZE would keep samples of what is in them, where no erasure comes.
                ask(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0")

    def ask(self, query: str, *values: object) -> list[Any]:
        with self._connection() as connection:
            return _rows(connection, query, *values)

    @contextmanager
    def alone(self) -> Iterator[Ask]:
        with self._connection() as connection, connection.transaction():
            connection.execute(LOCK, (zlib.crc32(b"fellestakt.vault"),))
            yield lambda query, *values: _rows(connection, query, *values)

    def scrub(self) -> None:
        # A plain VACUUM frees the room of dead rows and leaves their bytes in it.
        try:
            with psycopg.connect(
                self._url, autocommit=True, connect_timeout=WAIT_SECONDS, options=CLEANING
            ) as connection:
                _settle(connection)
                connection.execute(f"VACUUM (FULL) {', '.join(HOLDING)}")
        except psycopg.OperationalError as error:
            raise Unavailable(str(error)) from error

    def close(self) -> None:
        self._pool.close()

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        try:
            with self._pool.connection() as connection:
                yield connection
        except (psycopg.OperationalError, PoolTimeout) as error:
            raise Unavailable(str(error)) from error


def _settle(connection: Connection) -> None:
    """Wait until nobody sees what is deleted. Raises `Unavailable`: to be asked again."""
    [(now,)] = _rows(connection, "SELECT pg_current_xact_id()::text")
    until = time.monotonic() + SETTLING_SECONDS
    while not _rows(connection, SETTLED, now, now)[0][0]:
        if time.monotonic() > until:
            raise Unavailable("A transaction that is open for long still sees what was erased.")
        time.sleep(0.02)


def _rows(connection: Connection, query: str, *values: object) -> list[Any]:
    asked = connection.execute(query, values)
    return asked.fetchall() if asked.description else []
