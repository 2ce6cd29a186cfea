"""Cursors: where in a view's order the next page begins, as text that a client hands back."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import date
from typing import Any

import orjson

from api.problems import Precondition
from projections.kernel import View
from projections.tables import R, columns, order_key

FURTHEST = 2**62


def closed(view: type[View[R]], row: R) -> str:
    """The cursor of the page that begins after `row`."""
    key = [str(each) for each in order_key(view, row)]
    return base64.urlsafe_b64encode(orjson.dumps(key)).decode()


def opened(cursor: str | None, view: type[View[Any]]) -> list[Any] | None:
    """The order key that a cursor stands for. Raises `Precondition` for one we did not make."""
    if cursor is None:
        return None
    kinds = columns(view.row)
    try:
        key = orjson.loads(base64.urlsafe_b64decode(cursor.encode()))
        named = zip((*view.order, "id"), key, strict=True)
        return [_READ[kinds[name]](each) for name, each in named]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Precondition(422, "invalid") from None


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\x00" in value:
        raise ValueError(value)
    return value


def _whole(value: Any) -> int:
    number = int(value)
    if abs(number) > FURTHEST:
        raise ValueError(value)
    return number


_READ: dict[Any, Callable[[str], Any]] = {
    str: _text,
    int: _whole,
    date: date.fromisoformat,
}
