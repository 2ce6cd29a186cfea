"""Tokens with a right signature, under a header that has no business to be there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from joserfc.jwk import ECKey

from tests.identity.forge import Forge
from tests.identity.kit import Headers, bearer

STRANGER = ECKey.generate_key("P-256", auto_kid=True)

HEADERS: dict[str, dict[str, Any]] = {
    "a key of its own in the header": {"jwk": STRANGER.as_dict(private=False)},
    "an address of keys": {"jku": "https://en.annen.example/jwks"},
    "an address of certificates": {"x5u": "https://en.annen.example/cert"},
    "certificates in the header": {"x5c": ["MIIB"]},
    "something critical": {"crit": ["exp"], "exp": 1},
    "nothing critical": {"crit": []},
    "a payload that is not encoded": {"b64": False, "crit": ["b64"]},
    "a header that nobody knows": {"hva": "dette"},
    "a compressed payload": {"zip": "DEF"},
    "the type of a proof": {"typ": "dpop+jwt"},
    "the type of an identity token": {"typ": "id+jwt"},
    "the type of another issuer's tokens": {"typ": "at+jwt"},
    "a type that is a number": {"typ": 1},
    "no name of a key": {"kid": None},
    "an empty name of a key": {"kid": ""},
    "a key named as a path": {"kid": "../../../../dev/null"},
    "a key named as a statement": {"kid": "x' OR '1'='1"},
    "a key with a very long name": {"kid": "k" * 3000},
    "a key named by a number": {"kid": 1},
    "a key named by a list": {"kid": ["x"]},
    "a key named by half a character": {"kid": "\ud800"},
}


def _under(header: dict[str, Any]) -> Callable[[Forge], Headers]:
    return lambda forge: bearer(forge.embedded(header))


BAD: dict[str, Callable[[Forge], Headers]] = {
    name: _under(header) for name, header in HEADERS.items()
}
