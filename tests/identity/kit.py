"""Who is believed in these tests, and requests that present something."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fastapi import Request

from api.identity import Caller, Tokens, Unauthenticated
from api.identity.configured import read_issuers
from ops.issuer import CONFIGURED
from ops.trust import trusting
from people.keys import read_key
from people.opening import open_vault

ADDRESS = "https://fellestakt.example"
PATH = "/api/solutions"
TARGET = ADDRESS + PATH
Headers = Sequence[tuple[str, str]]


def believe(folder: Path, *issuers: Mapping[str, Any]) -> dict[str, str]:
    """Configure the embedded issuer of `folder`, and these; the environment of a process."""
    environment = trusting(folder)
    embedded = CONFIGURED | {"keys": "jwks.json"}
    told = {"address": ADDRESS, "issuers": [embedded, *issuers]}
    Path(environment["ISSUERS"]).write_text(json.dumps(told))
    return environment


@contextmanager
def tokens_of(environment: Mapping[str, str]) -> Iterator[Tokens]:
    """What validates the tokens of a process with that environment."""
    vault = open_vault(environment["VAULT_URL"], read_key(Path(environment["VAULT_KEY"])))
    try:
        yield Tokens(read_issuers(Path(environment["ISSUERS"])), vault)
    finally:
        vault.close()


def request(headers: Headers, method: str = "POST", path: str = PATH) -> Request:
    """A request with these headers."""
    encoded = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers]
    return Request({"type": "http", "method": method, "path": path, "headers": encoded})


def called(tokens: Tokens, headers: Headers, now: float | None = None) -> Caller:
    """Who calls with these headers."""
    return asyncio.run(tokens.caller(request(headers), now))


def challenge(tokens: Tokens, headers: Headers, now: float | None = None) -> str:
    """The challenge that a request with these headers is answered with."""
    with pytest.raises(Unauthenticated) as refusal:
        called(tokens, headers, now)
    return refusal.value.challenge


def bearer(token: str) -> Headers:
    return [("Authorization", f"Bearer {token}")]


def bound(token: str, *proofs: str) -> Headers:
    return [("Authorization", f"DPoP {token}"), *(("DPoP", each) for each in proofs)]
