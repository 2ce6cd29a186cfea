"""The seal in PostgreSQL, in tables beside those of the log."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg_pool import ConnectionPool, PoolTimeout

from log.postgres import OPTIONS, WAIT_SECONDS
from log.store import Unavailable
from seal.store import SCHEMA, Overtaken, Rows, SealStore, inserting

POOLED = 4

Connection = psycopg.Connection[Any]


class PostgresSeal(SealStore):
    def __init__(self, url: str) -> None:
        self._pool = ConnectionPool(
            url,
            min_size=1,
            max_size=POOLED,
            timeout=WAIT_SECONDS,
            reconnect_timeout=WAIT_SECONDS,  # or it would back off for minutes
            check=ConnectionPool.check_connection,  # a restart of the server leaves dead ones
            kwargs={"connect_timeout": WAIT_SECONDS, "options": OPTIONS},
            open=True,
        )
        with self._connection() as connection:
            lock = zlib.crc32(b"fellestakt.seal")
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (lock,))
            connection.execute(SCHEMA.format(bytes="BYTEA"))

    def ask(self, query: str, *values: object) -> list[Any]:
        with self._connection() as connection:
            return connection.cursor(binary=True).execute(query, values).fetchall()

    def add(self, *rows: tuple[str, Rows]) -> None:
        with self._connection() as connection, connection.cursor() as cursor:
            for statement, added in inserting(rows):
                cursor.executemany(statement, added)

    def close(self) -> None:
        self._pool.close()

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        try:
            with self._pool.connection() as connection:
                yield connection
        except psycopg.errors.UniqueViolation as error:
            raise Overtaken(str(error)) from error
        except (psycopg.OperationalError, PoolTimeout) as error:
            raise Unavailable(str(error)) from error
