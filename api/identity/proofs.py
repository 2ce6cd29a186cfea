"""The proof that who presents a bound token has the key that it is bound to (RFC 9449, DPoP)."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from api.identity.caller import Unfit
from api.identity.claims import LEEWAY_SECONDS, number, text
from api.identity.jose import Signed, public_key, read, verify
from log.log import Crowded

TYPE = "dpop+jwt"
HEADERS = ("typ", "alg", "jwk", "kid")
INVALID = "invalid_dpop_proof"
OLDEST_SECONDS = 60
REMEMBERED_SECONDS = OLDEST_SECONDS + LEEWAY_SECONDS + 1
ROOM = 200_000
PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Target:
    """What a request asks: its method, and the whole address that the client knows it by."""

    method: str
    address: str


def proven(
    proof: str, token: str, key: str, target: Target, algorithms: Collection[str], now: float
) -> str:
    """The `jti` of a proof for this token, which is bound to `key`, and for this very request.

    Raises `Unfit`. Whether it was used before, `Replays` knows.
    """
    try:
        signed = read(proof, HEADERS)
        if signed.header.get("typ") != TYPE:
            raise Unfit("typ")
        jwk = public_key(signed.header.get("jwk"))
        verify(signed, jwk, algorithms)
        _check(signed, token, target, now)
        jti = text(signed.claims, "jti")
    except Unfit as unfit:
        raise Unfit(f"proof: {unfit}", INVALID) from unfit
    if jwk.thumbprint() != key:
        raise Unfit("bound to another key")
    return jti


class Replays:
    """The proofs that were used, for as long as they could be used again; no more than `room`."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._used: OrderedDict[bytes, float] = OrderedDict()

    def use(self, key: str, jti: str, now: float) -> None:
        """Use a proof up. Raises `Unfit` where it was; `Crowded` rather than forget another."""
        while self._used and next(iter(self._used.values())) <= now:
            self._used.popitem(last=False)
        which = hashlib.sha256(f"{key}\n{jti}".encode()).digest()
        if which in self._used:
            raise Unfit("used before", INVALID)
        if len(self._used) >= self._room:
            raise Crowded
        self._used[which] = now + REMEMBERED_SECONDS


def _check(signed: Signed, token: str, target: Target, now: float) -> None:
    claims = signed.claims
    if claims.get("htm") != target.method:
        raise Unfit("htm")
    if _normal(text(claims, "htu", longest=2000)) != _normal(target.address):
        raise Unfit("htu")
    if not now - OLDEST_SECONDS <= number(claims, "iat") <= now + LEEWAY_SECONDS:
        raise Unfit("iat")
    digest = hashlib.sha256(token.encode()).digest()
    if claims.get("ath") != urlsafe_b64encode(digest).rstrip(b"=").decode():
        raise Unfit("ath")


def _normal(url: str) -> tuple[str, str | None, int | None, str]:
    """An address without query and fragment, so that two ways to write it are one (4.3)."""
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme)
    except ValueError as error:
        raise Unfit("htu") from error
    if parts.username is not None or parts.hostname is None:
        raise Unfit("htu")
    return parts.scheme, parts.hostname, port, unquote(parts.path) or "/"
