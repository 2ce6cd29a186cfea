"""Good tokens of a person, shown by somebody who does not prove to hold the key."""

from __future__ import annotations

import hmac
import time
from base64 import urlsafe_b64decode
from collections.abc import Callable
from typing import Any

from joserfc.jwk import ECKey, RSAKey

from tests.identity.client import proof
from tests.identity.forge import Forge, part
from tests.identity.kit import ADDRESS, TARGET, Headers, bearer, bound

NOW = int(time.time())
STRANGER, P384, RSA = (
    ECKey.generate_key("P-256"), ECKey.generate_key("P-384"), RSAKey.generate_key(2048),
)  # fmt: skip

LONG = part(b"\xff" * 256)
POINT = {"kty": "EC", "x": "AQ", "y": "AQ"}

CLAIMS: dict[str, dict[str, Any]] = {
    "for another method": {"htm": "GET"},
    "for the method in small letters": {"htm": "post"},
    "for no method": {"htm": None},
    "for a list of methods": {"htm": ["POST"]},
    "for another address": {"htu": f"{ADDRESS}/api/portfolio"},
    "for the address of another host": {"htu": "https://en.annen.example/api/solutions"},
    "for the address without encryption": {"htu": TARGET.replace("https", "http")},
    "for another port": {"htu": "https://fellestakt.example:8443/api/solutions"},
    "for a port that is none": {"htu": "https://fellestakt.example:x/api/solutions"},
    "for an address with a slash more": {"htu": f"{TARGET}/"},
    "for an address with a user": {"htu": TARGET.replace("//", "//en:annen@")},
    "for a path only": {"htu": "/api/solutions"},
    "for an address that goes up": {"htu": f"{ADDRESS}/api/../api/solutions"},
    "for an address that is hidden": {"htu": f"{ADDRESS}/api/portfolio?x=/api/solutions"},
    "for no address": {"htu": None},
    "for a list of addresses": {"htu": [TARGET]},
    "from two minutes ago": {"iat": NOW - 120},
    "from a minute to come": {"iat": NOW + 600},
    "from no time": {"iat": None},
    "from a time in words": {"iat": "nå"},
    "from a time that is true": {"iat": True},
    "from a time beyond all clocks": {"iat": 1e300},
    "of another token": {"ath": "x" * 43},
    "of no token": {"ath": None},
    "of a token that is a list": {"ath": ["x"]},
    "without name": {"jti": None},
    "with an empty name": {"jti": ""},
    "with a very long name": {"jti": "x" * 300},
    "with a name that is a number": {"jti": 1},
    "with a name of half a character": {"jti": "\ud800"},
}
HEADERS: dict[str, dict[str, Any]] = {
    "of the type of a token": {"typ": "at+jwt"},
    "of no type": {"typ": None},
    "of a type in capitals": {"typ": "DPOP+JWT"},
    "without key": {"jwk": None},
    "with a key that is a word": {"jwk": "x"},
    "with a key of no kind": {"jwk": {}},
    "with a key that is not on its curve": {"jwk": POINT | {"crv": "P-256"}},
    "with a key of a curve that nobody knows": {"jwk": POINT | {"crv": "P-0"}},
    "with a key that is a secret": {"jwk": {"kty": "oct", "k": "c2VjcmV0"}},
    "with a short key": {"jwk": {"kty": "RSA", "n": "x" * 100, "e": "AQAB"}},
    "with a key that takes long": {"jwk": {"kty": "RSA", "n": LONG, "e": LONG}},
    "with an address of keys": {"jku": "https://en.annen.example/jwks"},
    "with certificates": {"x5c": ["MIIB"]},
    "with something critical": {"crit": ["htm"]},
    "with a payload that is not encoded": {"b64": False, "crit": ["b64"]},
    "with no algorithm": {"alg": None},
    "with the algorithm none": {"alg": "none"},
}  # fmt: skip


def _headed(header: dict[str, Any]) -> Callable[[Forge], Headers]:
    def shown(forge: Forge) -> Headers:
        token = forge.person()
        right = {
            "typ": "dpop+jwt", "alg": "ES256", "jwk": forge.holder.as_dict(private=False)
        } | header  # fmt: skip
        claims = _claims(forge, token)
        head = {name: value for name, value in right.items() if value is not None}
        return bound(token, forge.signed(head, claims, forge.holder, "ES256"))

    return shown


def _claims(forge: Forge, token: str) -> bytes:
    return urlsafe_b64decode(proof(forge.holder, "POST", TARGET, token).split(".")[1] + "==")


def _by(key: Any, alg: str) -> Callable[[Forge], Headers]:
    """A proof that is right but for whose key it is."""

    def shown(forge: Forge) -> Headers:
        token = forge.person()
        head = {"typ": "dpop+jwt", "alg": alg, "jwk": key.as_dict(private=False)}
        return bound(token, forge.signed(head, _claims(forge, token), key, alg))

    return shown


def _private(forge: Forge) -> Headers:
    return _headed({"jwk": forge.holder.as_dict(private=True)})(forge)


def _symmetric(forge: Forge) -> Headers:
    """Signed with the very key that it shows, as a secret."""
    token = forge.person()
    head = {"typ": "dpop+jwt", "alg": "HS256", "jwk": {"kty": "oct", "k": "c2VjcmV0"}}
    said = f"{part(head)}.{part(_claims(forge, token))}"
    return bound(token, f"{said}.{part(hmac.digest(b'secret', said.encode(), 'sha256'))}")


def _two(forge: Forge) -> Headers:
    token = forge.person()
    return bound(token, *(proof(forge.holder, "POST", TARGET, token) for _ in range(2)))


def _lent(forge: Forge) -> Headers:
    """A proof that was made for another token of the same holder."""
    return bound(forge.person(), proof(forge.holder, "POST", TARGET, forge.person(sub="to")))


def _forged(forge: Forge) -> Headers:
    token = forge.person()
    said, _, signature = proof(forge.holder, "POST", TARGET, token).rpartition(".")
    return bound(token, f"{said}.{signature[::-1]}")


BAD: dict[str, Callable[[Forge], Headers]] = (
    {f"a proof {name}": lambda f, said=said: f.shown(**said) for name, said in CLAIMS.items()}
    | {f"a proof {name}": _headed(header) for name, header in HEADERS.items()}
    | {
        "a bound token without proof": lambda f: bound(f.person()),
        "a bound token as a bearer": lambda f: bearer(f.person()),
        "a bound token as a bearer, with its proof": lambda f: _as_bearer(f.shown()),
        "a bound token with two proofs": _two,
        "a bound token with an empty proof": lambda f: bound(f.person(), ""),
        "a bound token with itself as a proof": lambda f: bound(token := f.person(), token),
        "a proof with a private key": _private,
        "a proof under a secret that it shows": _symmetric,
        "a proof of a stranger's key": _by(STRANGER, "ES256"),
        "a proof of another curve": _by(P384, "ES384"),
        "a proof of another kind of key": _by(RSA, "PS256"),
        "a proof by an algorithm that is not taken": _by(RSA, "RS256"),
        "a proof for another token": _lent,
        "a proof with another signature": _forged,
    }
)


def _as_bearer(headers: Headers) -> Headers:
    return [("Authorization", headers[0][1].replace("DPoP", "Bearer", 1)), *headers[1:]]
