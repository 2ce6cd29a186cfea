"""What an honest client signs with a key of its own."""

from __future__ import annotations

import hashlib
import json
import time
from base64 import urlsafe_b64encode
from typing import Any
from uuid import uuid4

from joserfc import jws, jwt
from joserfc.jwk import ECKey


def proof(key: ECKey, method: str, address: str, token: str | None, **other: Any) -> str:
    """A DPoP proof (RFC 9449); `other` claims replace the right ones, and None leaves one out."""
    claims = {"htm": method, "htu": address, "iat": int(time.time()), "jti": uuid4().hex}
    if token is not None:
        digest = hashlib.sha256(token.encode()).digest()
        claims["ath"] = urlsafe_b64encode(digest).rstrip(b"=").decode()
    header = {"typ": "dpop+jwt", "alg": "ES256", "jwk": key.as_dict(private=False)}
    said = {name: value for name, value in (claims | other).items() if value is not None}
    return jws.serialize_compact(header, json.dumps(said), key)


def assertion(key: ECKey, client: str, audience: str) -> str:
    """Who the client is, signed with its key (RFC 7523, private_key_jwt)."""
    now = int(time.time())
    claims = {
        "iss": client, "sub": client, "aud": audience, "jti": uuid4().hex,
        "iat": now, "exp": now + 60,
    }  # fmt: skip
    return jwt.encode({"alg": "ES256"}, claims, key)
