"""Views in PostgreSQL: a column for each field the row declares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import orjson
import psycopg
from psycopg_pool import ConnectionPool, PoolTimeout

from log.postgres import OPTIONS, WAIT_SECONDS, Notifications
from log.store import Unavailable
from projections.kernel import View
from projections.tables import GREW, Changes, Freshness, R, Tables, columns, indexing, unindexing

# json, not jsonb: what is read has its keys in the order they were written in, as in SQLite.
TYPES = {
    str: "text", int: "bigint", bool: "boolean",
    date: "date", datetime: "timestamptz", list: "json",
}  # fmt: skip
POSITIONS = """
CREATE TABLE IF NOT EXISTS view_positions (
    view text PRIMARY KEY, position bigint NOT NULL, recorded timestamptz
)
"""
MOVE_ON = """
INSERT INTO view_positions SELECT unnest(%s::text[]), %s, %s
ON CONFLICT (view) DO UPDATE SET (position, recorded) = (excluded.position, excluded.recorded)
"""
Connection = psycopg.Connection[Any]


class PostgresTables(Tables):
    def __init__(self, url: str) -> None:
        self.url = url
        self._pool = ConnectionPool(
            url,
            min_size=1,
            max_size=4,
            timeout=WAIT_SECONDS,
            reconnect_timeout=WAIT_SECONDS,  # or it would back off for minutes
            kwargs={"connect_timeout": WAIT_SECONDS, "options": OPTIONS},
            check=ConnectionPool.check_connection,
            open=True,
        )
        with self._connection() as connection:
            connection.execute("SELECT pg_advisory_xact_lock(hashtext('fellestakt.views'))")
            connection.execute(POSITIONS)

    def create(self, view: type[View[Any]]) -> None:
        listed = ", ".join(f"{name} {TYPES[kind]}" for name, kind in columns(view.row).items())
        with self._connection() as connection:
            connection.execute("SELECT pg_advisory_xact_lock(hashtext('fellestakt.views'))")
            connection.execute(
                f"CREATE TABLE IF NOT EXISTS {view.name} ({listed}, PRIMARY KEY (id))"
            )
            for statement in indexing(view):
                connection.execute(statement)

    def freshness(self, view: type[View[Any]]) -> Freshness:
        query = "SELECT position, recorded FROM view_positions WHERE view = %s"
        with self._connection() as connection:
            found = connection.execute(query, (view.name,)).fetchone()
            return Freshness(*found) if found else Freshness(0, None)

    def write(self, changes: Mapping[type[View[Any]], Changes], freshness: Freshness) -> None:
        with self._connection() as connection, connection.pipeline():
            for view, change in changes.items():
                if change.rows:
                    rows = orjson.dumps(change.rows, option=orjson.OPT_SORT_KEYS)
                    connection.execute(_upsert(view), (rows.decode(),))
                if change.removed:
                    connection.execute(
                        f"DELETE FROM {view.name} WHERE id = ANY(%s)", (list(change.removed),)
                    )
            names = [view.name for view in changes]
            connection.execute(MOVE_ON, (names, freshness.position, freshness.recorded))
            connection.execute(f"NOTIFY {GREW}")

    def get(self, view: type[View[R]], id: str) -> R | None:
        found = self._select(view, "id = %s", [id])
        return found[0] if found else None

    def page(
        self,
        view: type[View[R]],
        where: Mapping[str, Any] | None = None,
        after: Sequence[Any] | None = None,
        limit: int | None = None,
    ) -> list[R]:
        # Byte order, as in SQLite, whatever the database's language is.
        names = [*view.order, "id"]
        kinds = columns(view.row)
        order = ", ".join(f'{n} COLLATE "C"' if kinds[n] is str else n for n in names)
        tests, values = _tests(where)
        if after is not None:
            tests.append(f"({order}) > ({', '.join(['%s'] * len(after))})")
            values += after
        query = f"{' AND '.join(tests)} ORDER BY {order} LIMIT %s"
        return self._select(view, query, [*values, limit])

    def counts(
        self, view: type[View[Any]], by: Sequence[str], where: Mapping[str, Any] | None = None
    ) -> dict[tuple[Any, ...], int]:
        tests, values = _tests(where)
        names = ", ".join(by)
        wanted = f"{view.name} WHERE {' AND '.join(tests)}"
        query = f"SELECT {names}, count(*) FROM {wanted} GROUP BY {names}"
        with self._connection() as connection:
            return {tuple(found[:-1]): found[-1] for found in connection.execute(query, values)}

    def drop(self, view: type[View[Any]]) -> None:
        with self._connection() as connection:
            connection.execute(f"DROP TABLE IF EXISTS {view.name}")
            connection.execute("DELETE FROM view_positions WHERE view = %s", (view.name,))

    def swap(self, view: type[View[Any]], built: type[View[Any]]) -> None:
        with self._connection() as connection:
            connection.execute(f"DROP TABLE {view.name}")
            connection.execute(f"ALTER TABLE {built.name} RENAME TO {view.name}")
            connection.execute("DELETE FROM view_positions WHERE view = %s", (view.name,))
            connection.execute(
                "UPDATE view_positions SET view = %s WHERE view = %s", (view.name, built.name)
            )
            for statement in (*unindexing(built), *indexing(view)):
                connection.execute(statement)
            connection.execute(f"NOTIFY {GREW}")

    def hint(self) -> Notifications:
        return Notifications(self.url, GREW)

    def close(self) -> None:
        self._pool.close()

    def _select(self, view: type[View[R]], where: str, values: Sequence[Any]) -> list[R]:
        query = f"SELECT {', '.join(columns(view.row))} FROM {view.name} WHERE {where}"
        with self._connection() as connection:
            return [view.row(*found) for found in connection.execute(query, values).fetchall()]  # type: ignore[misc]

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        try:
            with self._pool.connection() as connection:
                yield connection
        except (psycopg.OperationalError, PoolTimeout) as error:
            raise Unavailable(str(error)) from error


def _upsert(view: type[View[Any]]) -> str:
    # The rows go as one JSON document: an array for each column costs ten times as much to make.
    update = ", ".join(f"{name} = excluded.{name}" for name in columns(view.row) if name != "id")
    return (
        f"INSERT INTO {view.name} SELECT * FROM json_populate_recordset(NULL::{view.name}, %s)"
        f" ON CONFLICT (id) DO UPDATE SET {update}"
    )


def _tests(where: Mapping[str, Any] | None) -> tuple[list[str], list[Any]]:
    equals = where or {}
    tests = [
        f"{name} = ANY(%s)" if isinstance(value, list) else f"{name} IS NOT DISTINCT FROM %s"
        for name, value in equals.items()
    ]
    return ["true", *tests], list(equals.values())
