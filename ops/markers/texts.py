"""The texts that files and databases hold, as whoever wrote them meant them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import orjson
import psycopg
from psycopg import sql

from people.screening import texts_in

SQLITE = b"SQLite format 3\x00"
BESIDE = ("-wal", "-shm")
"""Files beside a database, whose rows are read with it and run into each other here."""
READABLE = re.compile(
    rb"(?:[\x20-\x7e\t\r\n]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}){8,}"
)
TABLES = """
SELECT table_schema, table_name FROM information_schema.tables
WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
"""


def of_file(path: Path, content: bytes) -> Iterator[tuple[str, str]]:
    """Every text in a file, with where in it: the rows of a database, else what can be read."""
    if content.startswith(SQLITE):
        yield from _of_sqlite(path)
    elif not path.name.endswith(BESIDE):
        yield from (("", found.decode()) for found in READABLE.findall(content))


def of_postgres(url: str) -> Iterator[tuple[str, str]]:
    """Every text in every table of a PostgreSQL database."""
    with psycopg.connect(url) as connection:
        for schema, table in connection.execute(TABLES).fetchall():
            asked = sql.SQL("SELECT * FROM {}").format(sql.Identifier(schema, table))
            cursor = connection.execute(asked)
            yield from _of_rows(table, [each.name for each in cursor.description or ()], cursor)


def _of_sqlite(path: Path) -> Iterator[tuple[str, str]]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        named = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in named:
            cursor = connection.execute(f'SELECT * FROM "{table}"')
            yield from _of_rows(table, [each[0] for each in cursor.description], cursor)


def _of_rows(table: str, columns: list[str], rows: Any) -> Iterator[tuple[str, str]]:
    for row in rows:
        for column, value in zip(columns, row, strict=True):
            for field, text in texts_in(_said(value)):
                yield f"{table}.{column} {field}", text


def _said(value: Any) -> Any:
    """What a column holds: JSON where it is, text where it is, and nothing of a sealed value."""
    if not isinstance(value, bytes | str):
        return value
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError:
        return (
            value if isinstance(value, str) else value.decode("utf-8", "ignore") * _is_text(value)
        )


def _is_text(value: bytes) -> bool:
    return READABLE.fullmatch(value) is not None
