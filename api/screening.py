"""Text that comes in is screened for what points at a person, and refused with it (C23-05, I67).

What is found is told by its field and its kind, and never repeated: not in the answer, not in a
log line, not in an event.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from typing import Any

from fastapi import Request

from aggregates.kernel.refusals import Refused
from aggregates.rules import I67
from people.names import possible_names
from people.screening import markers
from people.vault import Vault

NAME = "name"
KEY = "idempotency-key"
_FIELD = re.compile(r"[A-Za-z0-9_-]{1,60}")


def refuse_personal(value: Any) -> None:
    """Refuse a JSON value with a marker of a person in it, however deep it stands (I67)."""
    for field, text in _said(value):
        _refuse(field, text)


async def screen(request: Request, body: bytes) -> None:
    """Refuse what the form of the body does not see: path, key, and names that the vault knows.

    For a body of the right form. Raises `Unavailable` where the vault does not answer.
    """
    said = [*request.path_params.items(), (KEY, request.headers.get(KEY, ""))]
    for field, text in said:
        _refuse(field, str(text))
    told = [*said, *_said(json.loads(body or b"null"))]
    wanted = {field: names for field, text in told if (names := possible_names(str(text)))}
    if wanted:
        vault: Vault = request.state.vault
        await asyncio.to_thread(_refuse_names, vault, wanted)


def _refuse_names(vault: Vault, wanted: dict[str, set[str]]) -> None:
    for field, names in wanted.items():
        if vault.names_among(names):
            raise Refused(I67, "personal", field=field, marker=NAME)


def _refuse(field: str, text: str) -> None:
    for kind, _ in markers(text):
        raise Refused(I67, "personal", field=field, marker=kind)


def _said(value: Any) -> Iterator[tuple[str, str]]:
    """Every text in a JSON value, with where it stands. A name of a field stands in what has it.

    With a list of its own instead of calling itself: the value may be nested deeper than that.
    """
    left: list[tuple[tuple[str, ...], Any]] = [((), value)]
    while left:
        path, each = left.pop()
        field = ".".join(path) or "body"
        match each:
            case str():
                yield field, each
            case int() if 10**10 <= each < 10**11:
                yield field, str(each)
            case dict():
                yield from ((field, name) for name in each)
                left += [((*path, _told(name)), inner) for name, inner in each.items()]
            case list():
                left += [((*path, str(place)), inner) for place, inner in enumerate(each)]


def _told(name: str) -> str:
    """The name of a field, unless it is no such name and may be the text itself."""
    return name if _FIELD.fullmatch(name) else "*"
