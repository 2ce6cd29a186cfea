"""What a token has to say whoever issued it: to whom, from when, until when, bound to what."""

from __future__ import annotations

from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError

from api.identity.caller import Unfit
from api.identity.claims import LEEWAY_SECONDS, number, text
from api.identity.kinds import Issuer


def valid_until(claims: dict[str, Any], issuer: Issuer, now: float) -> float:
    """When the token expires, in seconds as `now`. Raises `Unfit` unless it is valid now.

    It has to be from this issuer to us, and to say what is required of its tokens.
    """
    demanded = jwt.JWTClaimsRegistry(
        now=int(now),
        leeway=LEEWAY_SECONDS,
        iss={"essential": True, "value": issuer.issuer},
        aud={"essential": True, "value": issuer.audience},
        exp={"essential": True},
        iat={"essential": True},
    )
    try:
        demanded.validate(claims)
    except JoseError as error:
        raise Unfit(str(error)) from error
    expires = number(claims, "exp")
    if expires - number(claims, "iat") > issuer.longest_seconds:
        raise Unfit("exp: too far away")
    if any(claims.get(name) != value for name, value in issuer.requires.items()):
        raise Unfit("requires")
    return expires + LEEWAY_SECONDS


def bound_to(claims: dict[str, Any]) -> str | None:
    """The thumbprint of the key that the token is bound to, if it is bound (RFC 9449, 6.1)."""
    if "cnf" not in claims:
        return None
    confirmation = claims["cnf"]
    if not isinstance(confirmation, dict) or set(confirmation) != {"jkt"}:
        raise Unfit("bound in another way")
    return text(confirmation, "jkt")
