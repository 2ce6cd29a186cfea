"""Who calls: a signed bearer token from the configured issuer, and nothing else."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from aggregates.kernel.act import Role

ALGORITHMS = ["ES256"]
LEEWAY_SECONDS = 10
LONGEST_TOKEN = 4096
REMEMBERED = 10_000


class Unauthenticated(Exception):
    """The request carries no token that we accept."""


@dataclass(frozen=True, slots=True)
class Caller:
    """What a valid token says: an opaque subject, the organisation number acted for, the role."""

    subject: str
    organisation: str
    role: Role


class Tokens:
    """Validates tokens of one issuer for one audience; remembers the ones it has validated."""

    def __init__(self, issuer: str, audience: str, keys: KeySet) -> None:
        self._keys = keys
        self._claims = jwt.JWTClaimsRegistry(
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": audience},
            exp={"essential": True},
            iat={"essential": True},
            sub={"essential": True},
        )
        self._seen: OrderedDict[str, tuple[Caller, float]] = OrderedDict()

    def caller(self, authorization: str | None) -> Caller:
        """Who an Authorization header names. Raises `Unauthenticated` for anything doubtful."""
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token or len(token) > LONGEST_TOKEN:
            raise Unauthenticated
        seen = self._seen.get(token)
        if seen is not None and time.time() < seen[1]:
            return seen[0]
        caller, expires = self._validated(token)
        self._seen[token] = (caller, expires)
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        return caller

    def _validated(self, token: str) -> tuple[Caller, float]:
        try:
            claims = jwt.decode(token, self._keys, algorithms=ALGORITHMS).claims
            self._claims.validate(claims)
            caller = Caller(_text(claims, "sub"), _text(claims, "org"), _role(claims["role"]))
            return caller, float(claims["exp"]) + LEEWAY_SECONDS
        except (JoseError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise Unauthenticated from error


def _role(name: Any) -> Role:
    role = Role(name)
    if (
        role is Role.SYSTEM
    ):  # reactions and imports act in it, from within; nobody has it in a token
        raise ValueError(name)
    return role


def _text(claims: dict[str, Any], name: str) -> str:
    value = claims[name]
    if not isinstance(value, str) or not value or len(value) > 200:
        raise ValueError(name)
    return value
