"""Whoever reads a sheet reads Norwegian: what the interface can answer, has a heading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest

from api import texts
from api.app import create_app

OPENAPI = create_app(lambda _: NotImplemented).openapi()  # described, never served
ENVELOPES = "events"
"""Their fields are named by CloudEvents, for programs."""

Schema = dict[str, Any]


def kinds(schema: Schema) -> Iterator[Schema]:
    """What a schema may be, one by one."""
    if "$ref" in schema:
        schema = OPENAPI["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    several = [each for name in ("anyOf", "oneOf", "allOf") for each in schema.get(name, ())]
    for each in several:
        yield from kinds(each)
    if not several:
        yield schema


def lists(schema: Schema) -> Iterator[Schema]:
    """The rows of every list within."""
    for kind in kinds(schema):
        for row in kinds(kind.get("items", {})):
            yield from [row] if "properties" in row else []
        for value in kind.get("properties", {}).values():
            yield from lists(value)


def rows(answer: Schema, *, board: bool) -> Iterator[Schema]:
    """What a sheet of this answer may have as its rows, as `api.sheets.rows_of` chooses them.

    What tells of one thing, and is no board, may have columns that are named as in JSON.
    """
    fields = next(kinds(answer), {}).get("properties", {})
    if "items" in fields:
        yield from lists(fields["items"])
    elif "item" in fields or board:
        one = fields.get("item", answer)
        yield from (kind for kind in kinds(one) if "properties" in kind)
        yield from lists(one)


def columns(row: Schema, within: str = "") -> Iterator[str]:
    for name, value in row.get("properties", {}).items():
        held = [kind for kind in kinds(value) if kind.get("type") != "null"]
        for kind in held:
            if "properties" in kind:
                yield from columns(kind, f"{within}{name}.")
        if not all("properties" in kind for kind in held):
            yield f"{within}{name}"


def sheets() -> Iterator[tuple[str, set[str]]]:
    for path, methods in OPENAPI["paths"].items():
        told = methods.get("get", {"tags": [ENVELOPES]})
        content = {} if ENVELOPES in told["tags"] else told["responses"]["200"].get("content", {})
        answer = content.get("application/json", {}).get("schema", {})
        for row in rows(answer, board="boards" in told["tags"]):
            yield path, set(columns(row))


SHEETS = list(sheets())


def test_every_field_that_a_sheet_may_have_has_a_heading() -> None:
    known = texts.headings()
    fields = {column for _, found in SHEETS for column in found if column not in known}
    assert {part for column in fields for part in column.split(".")} - known.keys() == set()


@pytest.mark.parametrize(("path", "found"), SHEETS, ids=[path for path, _ in SHEETS])
def test_no_two_columns_have_the_same_heading(path: str, found: set[str]) -> None:
    named = defaultdict(list)
    for column in sorted(found):
        named[texts.heading(column)].append(column)
    assert [same for same in named.values() if len(same) > 1] == []


def test_what_is_counted_has_the_word_it_has_everywhere() -> None:
    assert texts.heading("stages.technically_introduced") == "Trinn: teknisk innført"
    assert texts.heading("stages.in-a-new-stage") == "Trinn: in-a-new-stage"
