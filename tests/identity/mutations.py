"""Changes to what an honest client presents, by chance, and the same each time."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from collections.abc import Callable
from random import Random
from typing import Any

from tests.identity.forge import part
from tests.identity.kit import Headers

LETTERS = "ABCDEFabcdef0123456789-_.=+/ ,\"'\t\x7f\xe6\xff"
VALUES: list[Any] = [
    None, True, 0, -1, 2**70, 1e300, "", "none", "HS256", "system", "x" * 300, [], ["x"], {},
    {"jkt": ""}, "\ud800", "æøå", [[]], "../../x", "0192:1",
]  # fmt: skip
Mutation = Callable[[Random, str], str]


def mutated(chance: Random, headers: Headers) -> Headers:
    """The same headers, of which one is another."""
    changed = list(headers)
    which = chance.randrange(len(changed))
    name, value = changed[which]
    scheme, space, token = value.rpartition(" ")
    other = token
    while other == token:
        other = chance.choice(MUTATIONS)(chance, token)
    changed[which] = (name, f"{scheme}{space}{other}")
    return changed


def reworded(chance: Random, token: str) -> str:
    """Another value in the header or among the claims, or one more, or one less."""
    texts = token.split(".")
    which = chance.randrange(2)
    says: dict[str, Any] = json.loads(_raw(texts[which]))
    name = chance.choice([*says, "crit", "jwk", "kid", "role", "nbf", "cnf"])
    if chance.random() < 0.2:
        says.pop(name, None)
    else:
        says[name] = chance.choice(VALUES)
    texts[which] = part(says)
    return ".".join(texts)


def parts(token: str) -> tuple[bytes, bytes]:
    """What the header and the claims of a token decode to."""
    head, payload, _ = token.split(".")
    return _raw(head), _raw(payload)


def _letter(chance: Random, token: str) -> str:
    at = chance.randrange(len(token))
    return token[:at] + chance.choice(LETTERS) + token[at + 1 :]


def _more(chance: Random, token: str) -> str:
    at = chance.randrange(len(token) + 1)
    return token[:at] + "".join(chance.choices(LETTERS, k=chance.randint(1, 9))) + token[at:]


def _less(chance: Random, token: str) -> str:
    at = chance.randrange(len(token))
    return token[:at] + token[at + chance.randint(1, 40) :]


def _bit(chance: Random, token: str) -> str:
    """One bit of what a part decodes to, encoded as it should be."""
    texts = token.split(".")
    which = chance.randrange(3)
    raw = bytearray(_raw(texts[which]))
    raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    texts[which] = part(bytes(raw))
    return ".".join(texts)


def _order(chance: Random, token: str) -> str:
    texts = token.split(".")
    chance.shuffle(texts)
    return ".".join(texts)


def _noise(chance: Random, _: str) -> str:
    return ".".join(part(chance.randbytes(chance.randint(0, 90))) for _ in range(3))


def _raw(text: str) -> bytes:
    return urlsafe_b64decode(text + "==")


MUTATIONS: list[Mutation] = [_letter, _more, _less, _bit, reworded, _order, _noise]
