"""Text that comes in is screened for what points at a person, and refused with it (C23-05, I67).

What is found is told by its field and its kind, and never repeated: not in the answer, not in a
log line, not in an event.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any

from fastapi import Request

from aggregates.kernel.refusals import Refused
from aggregates.rules import I67
from people.names import possible_names
from people.screening import markers_in, texts_in
from people.vault import Vault

NAME = "name"
KEY = "idempotency-key"


def refuse_personal(value: Any) -> None:
    """Refuse a JSON value with a marker of a person in it, however deep it stands (I67)."""
    for field, kind in markers_in(value):
        raise Refused(I67, "personal", field=field, marker=kind)


async def screen(request: Request, body: bytes) -> None:
    """Refuse what the form of the body does not see: address, key, and names the vault knows.

    For a body of the right form. Raises `Unavailable` where the vault does not answer.
    """
    beside = {**request.path_params, KEY: request.headers.get(KEY, "")}
    refuse_personal(beside)
    said = [*texts_in(beside), *texts_in(json.loads(body or b"null"))]
    wanted = [(field, names) for field, text in said if (names := possible_names(text))]
    if wanted:
        await asyncio.to_thread(_refuse_names, request.state.vault, wanted)


def _refuse_names(vault: Vault, wanted: list[tuple[str, set[str]]]) -> None:
    for field, names in wanted:
        if vault.names_among(names):
            raise Refused(I67, "personal", field=field, marker=NAME)
