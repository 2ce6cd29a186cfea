"""Views in a SQLite file of their own: beside the log they would wait for its writer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import orjson

from log.sqlite import DataVersion
from log.sqlite_file import SQLiteFile
from projections.kernel import Row, View
from projections.tables import Changes, Freshness, R, Tables, columns, indexing, unindexing

TYPES = {str: "TEXT", int: "INTEGER", bool: "INTEGER", date: "TEXT", datetime: "TEXT", list: "TEXT"}
POSITIONS = """
CREATE TABLE IF NOT EXISTS view_positions (view TEXT PRIMARY KEY, position INTEGER, recorded TEXT)
"""


class SQLiteTables(SQLiteFile, Tables):
    # A view lost in a power cut is built again: only the log itself needs FULL.
    pragmas: Sequence[str] = ("synchronous = NORMAL",)

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._connection().execute(POSITIONS)

    def create(self, view: type[View[Any]]) -> None:
        names = columns(view.row)
        listed = ", ".join(f"{name} {TYPES[plain]}" for name, plain in names.items())
        connection = self._connection()
        connection.execute(f"CREATE TABLE IF NOT EXISTS {view.name} ({listed}, PRIMARY KEY (id))")
        for statement in indexing(view):
            connection.execute(statement)

    def freshness(self, view: type[View[Any]]) -> Freshness:
        query = "SELECT position, recorded FROM view_positions WHERE view = ?"
        for position, recorded in self._connection().execute(query, (view.name,)):
            return Freshness(position, recorded and datetime.fromisoformat(recorded))
        return Freshness(0, None)

    def write(self, changes: Mapping[type[View[Any]], Changes], freshness: Freshness) -> None:
        recorded = freshness.recorded and freshness.recorded.isoformat()
        with self._writing() as connection:
            for view, change in changes.items():
                connection.executemany(_upsert(view), [_stored(row) for row in change.rows])
                connection.executemany(
                    f"DELETE FROM {view.name} WHERE id = ?", [(id,) for id in change.removed]
                )
                connection.execute(
                    "INSERT OR REPLACE INTO view_positions VALUES (?, ?, ?)",
                    (view.name, freshness.position, recorded),
                )

    def get(self, view: type[View[R]], id: str) -> R | None:
        for found in self._connection().execute(f"SELECT * FROM {view.name} WHERE id = ?", (id,)):
            return _row(view, found)
        return None

    def page(
        self,
        view: type[View[R]],
        where: Mapping[str, Any] | None = None,
        after: Sequence[Any] | None = None,
        limit: int | None = None,
    ) -> list[R]:
        order = ", ".join((*view.order, "id"))
        tests, values = _tests(where)
        if after is not None:
            tests.append(f"({order}) > ({', '.join('?' * len(after))})")
            values += [_plain(value) for value in after]
        query = f"SELECT * FROM {view.name} WHERE {' AND '.join(tests)} ORDER BY {order} LIMIT ?"
        rows = self._connection().execute(query, [*values, -1 if limit is None else limit])
        return [_row(view, found) for found in rows]

    def counts(
        self, view: type[View[Any]], by: Sequence[str], where: Mapping[str, Any] | None = None
    ) -> dict[tuple[Any, ...], int]:
        tests, values = _tests(where)
        names = ", ".join(by)
        wanted = f"{view.name} WHERE {' AND '.join(tests)}"
        query = f"SELECT {names}, count(*) FROM {wanted} GROUP BY {names}"
        return {tuple(found[:-1]): found[-1] for found in self._connection().execute(query, values)}

    def drop(self, view: type[View[Any]]) -> None:
        self._connection().executescript(
            f"BEGIN IMMEDIATE; DROP TABLE IF EXISTS {view.name};"
            f"DELETE FROM view_positions WHERE view = '{view.name}'; COMMIT"
        )

    def swap(self, view: type[View[Any]], built: type[View[Any]]) -> None:
        self._connection().executescript(
            f"BEGIN IMMEDIATE; DROP TABLE {view.name};"
            f"ALTER TABLE {built.name} RENAME TO {view.name};"
            f"DELETE FROM view_positions WHERE view = '{view.name}';"
            f"UPDATE view_positions SET view = '{view.name}' WHERE view = '{built.name}';"
            f"{';'.join([*unindexing(built), *indexing(view)])}; COMMIT"
        )

    def hint(self) -> DataVersion:
        return DataVersion(self.path)


def _upsert(view: type[View[Any]]) -> str:
    marks = ", ".join("?" * len(columns(view.row)))
    return f"INSERT OR REPLACE INTO {view.name} VALUES ({marks})"


def _tests(where: Mapping[str, Any] | None) -> tuple[list[str], list[Any]]:
    equals = where or {}
    tests, values = ["true"], []
    for name, value in equals.items():
        wanted = value if isinstance(value, list) else [value]
        marks = ", ".join("?" * len(wanted))
        tests.append(f"{name} IN ({marks})" if isinstance(value, list) else f"{name} IS ?")
        values += [_plain(each) for each in wanted]
    return tests, values


def _stored(row: Row) -> list[Any]:
    return [_plain(getattr(row, name)) for name in columns(type(row))]


def _plain(value: Any) -> Any:
    if isinstance(value, list | dict):
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
    if isinstance(value, date):
        return value.isoformat()
    return value


READERS: dict[Any, Any] = {
    bool: bool,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    list: orjson.loads,
}


def _row(view: type[View[R]], found: Sequence[Any]) -> R:
    plain = columns(view.row).values()
    return view.row(  # type: ignore[return-value]
        *(
            value if value is None or kind not in READERS else READERS[kind](value)
            for kind, value in zip(plain, found, strict=True)
        )
    )
