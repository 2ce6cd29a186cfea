"""Every answer over HTTP as a sheet too: `?format=csv`, or `Accept: text/csv`.

What is written is what the same request answers as JSON, so whoever may see less sees less here
too. A sheet begins with a byte order mark and is parted by semicolons: without the one, a
spreadsheet takes «ø» for two other letters; without the others, a Norwegian one sees one column.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qs

import orjson
from fastapi import FastAPI

from api import texts

BOM = "\ufeff"
MEDIA_TYPE = "text/csv; charset=utf-8; header=present"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula."""
YES, NO = "ja", "nei"
PARAMETER = {
    "name": "format",
    "in": "query",
    "required": False,
    "description": "The same rows as a sheet, with Norwegian headings; also by `Accept: text/csv`.",
    "schema": {"type": "string", "enum": ["json", "csv"]},
}

Row = dict[str, Any]


class Sheets:
    """Makes a sheet of an answer that has rows, where one was asked for; all else it lets be."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or not wanted(scope):
            await self._app(scope, receive, send)
            return
        answer = _Answer(send)
        await self._app(scope, receive, answer.take)
        await answer.give()


class _Answer:
    """An answer that is held back until it is whole."""

    def __init__(self, send: Any) -> None:
        self._send = send
        self._start: dict[str, Any] = {}
        self._body = b""

    async def take(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self._start = message
        elif message["type"] == "http.response.body":
            self._body += message.get("body", b"")

    async def give(self) -> None:
        headers = dict(self._start["headers"])
        plain = headers.get(b"content-type", b"").startswith(b"application/json")
        told: Any = orjson.loads(self._body) if plain and self._start["status"] == 200 else None
        rows = rows_of(told)
        if rows is not None:
            self._body = sheet(rows).encode()
            headers |= {
                b"content-type": MEDIA_TYPE.encode(),
                b"content-length": str(len(self._body)).encode(),
                b"content-disposition": b'attachment; filename="fellestakt.csv"',
            }
            headers |= {
                f"fellestakt-{name}".encode(): str(told[name]).encode()
                for name in ("position", "next")
                if isinstance(told, dict) and told.get(name) is not None
            }
        await self._send(self._start | {"headers": list(headers.items())})
        await self._send({"type": "http.response.body", "body": self._body})


def install(app: FastAPI) -> None:
    """Let every answer be read as a sheet."""
    app.add_middleware(Sheets)


def wanted(scope: Any) -> bool:
    """Whether a request asks for a sheet: it says so, or takes nothing else."""
    if scope["method"] != "GET":
        return False
    if b"format=" in scope["query_string"]:
        return parse_qs(scope["query_string"].decode("latin-1")).get("format") == ["csv"]
    accepted = next((value for name, value in scope["headers"] if name == b"accept"), b"")
    return bool(accepted.strip().startswith(b"text/csv"))


def rows_of(told: Any) -> list[Row] | None:
    """The rows of an answer: its items, or the longest list in the one thing it tells of.

    What holds no list is a row itself; None where there is nothing that could be one.
    """
    one = told.get("items", told.get("item", told)) if isinstance(told, dict) else told
    if isinstance(one, dict):
        return max(_lists(one), key=len, default=[one])
    return one if isinstance(one, list) and all(isinstance(each, dict) for each in one) else None


def sheet(rows: list[Row]) -> str:
    """The rows with a heading for each column that any of them has, in their order."""
    flat = [dict(_flat(row)) for row in rows]
    columns = list(dict.fromkeys(name for row in flat for name in row))
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(_cell(texts.heading(name)) for name in columns)
    writer.writerows([_cell(row.get(name)) for name in columns] for row in flat)
    return BOM + written.getvalue()


def _lists(told: Any) -> Iterable[list[Row]]:
    for value in told.values() if isinstance(told, dict) else ():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            yield value
        yield from _lists(value)


def _flat(row: Row, within: str = "") -> Iterable[tuple[str, Any]]:
    for name, value in row.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{within}{name}.")
        else:
            yield f"{within}{name}", value


def _cell(value: Any) -> str | int | float:
    """One cell; a text that would be taken for a formula gets an apostrophe before it."""
    match value:
        case None:
            return ""
        case bool():
            return YES if value else NO
        case int() | float():
            return value
        case list():
            return _cell(", ".join(_written(each) for each in value))
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def _written(value: Any) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()
