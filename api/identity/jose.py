"""Signed tokens, read as strictly as their standards permit, before a library verifies them.

RFC 8725: one algorithm for a key, chosen by us; nothing that a header says leads to a key.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Never

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey
from joserfc.util import urlsafe_b64decode

from api.identity.caller import Unfit

LONGEST = 8192
RSA_BITS = range(2048, 4097)
LONGEST_EXPONENT = 4  # characters of base64url
PRIVATE = {"d", "p", "q", "dp", "dq", "qi", "oth", "k"}
COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")

PublicKey = ECKey | RSAKey


@dataclass(frozen=True, slots=True)
class Signed:
    """A compact JWS as it says of itself. Nothing of it is to be believed before `verify`."""

    text: str
    header: dict[str, Any]
    claims: dict[str, Any]


def read(text: str, headers: Collection[str]) -> Signed:
    """Read a token whose header has no other parameters than these. Raises `Unfit`."""
    if len(text) > LONGEST or not COMPACT.fullmatch(text):
        raise Unfit("not a compact JWS")
    head, payload, _ = text.split(".")
    signed = Signed(text, strict_object(_decoded(head)), strict_object(_decoded(payload)))
    if unknown := signed.header.keys() - set(headers):
        raise Unfit(f"header: {sorted(unknown)}")
    return signed


def verify(signed: Signed, key: PublicKey, algorithms: Collection[str]) -> None:
    """Check the signature with this key and one of these algorithms. Raises `Unfit`."""
    registry = jws.JWSRegistry(algorithms=algorithms)
    registry.max_header_length = LONGEST  # a proof carries its key in the header
    try:
        jws.deserialize_compact(signed.text, key, registry=registry)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise Unfit(f"signature: {type(error).__name__}") from error


def public_key(jwk: Any) -> PublicKey:
    """A public key of a kind and length that we take. Raises `Unfit`, also for a private one."""
    if not isinstance(jwk, dict) or PRIVATE & jwk.keys():
        raise Unfit("not a public key")
    try:
        if jwk["kty"] == "EC":
            return ECKey.import_key(jwk)
        if jwk["kty"] == "RSA" and _quick(jwk):
            return RSAKey.import_key(jwk)
    except (JoseError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise Unfit(f"key: {type(error).__name__}") from error
    raise Unfit("a key of another kind or length")


def strict_object(content: bytes) -> dict[str, Any]:
    """A JSON object in UTF-8 where no name comes twice and every number is one. Raises `Unfit`."""
    try:
        value = json.loads(
            content.decode("utf-8"), object_pairs_hook=_each_once, parse_constant=_no_number
        )
    except (ValueError, RecursionError) as error:
        raise Unfit(f"JSON: {type(error).__name__}") from error
    if not isinstance(value, dict):
        raise Unfit("not an object")
    return value


def _quick(jwk: dict[str, Any]) -> bool:
    """Whether an RSA key is long enough to be safe, and short enough not to keep us busy."""
    modulus = int.from_bytes(urlsafe_b64decode(jwk["n"].encode()), "big")
    return modulus.bit_length() in RSA_BITS and len(jwk["e"]) <= LONGEST_EXPONENT


def _decoded(segment: str) -> bytes:
    try:
        return urlsafe_b64decode(segment.encode())
    except ValueError as error:
        raise Unfit("base64url") from error


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name comes twice")
    return found


def _no_number(name: str) -> Never:
    raise ValueError(name)
