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
from people.screening import markers_in, texts_in
from people.vault import Vault

NAME = "name"
KEY = "idempotency-key"


def refuse_personal(value: Any) -> None:
    """Refuse a JSON value with a marker of a person in it, however deep it stands (I67)."""
    for field, kind in markers_in(value):
        raise Refused(I67, "personal", field=field, marker=kind)


async def screen(request: Request, body: bytes) -> None:
    """Refuse names that the vault knows, in the body and beside it (I67).

    For a body of the right form. Raises `Unavailable` where the vault does not answer.
    """
    vault: Vault = request.state.vault
    known = vault.names_at_hand()
    if known == 0:
        return
    said = [*texts_in(_beside(request)), *texts_in(json.loads(body or b"null"))]
    if known:  # as nearly always: a thread would cost more than the looking
        _refuse_names(vault, said)
    else:
        await asyncio.to_thread(_refuse_names, vault, said)


def screen_beside(request: Request) -> None:
    """Refuse markers in what comes beside a body: the address, and the key (I67)."""
    refuse_personal(_beside(request))


def _beside(request: Request) -> dict[str, str]:
    return {**request.path_params, KEY: request.headers.get(KEY, "")}


def _refuse_names(vault: Vault, said: list[tuple[str, str]]) -> None:
    for field, text in said:
        if vault.names_in(text):
            raise Refused(I67, "personal", field=field, marker=NAME)
