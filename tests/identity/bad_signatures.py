"""Tokens that say all they have to, and are not signed by whom they say, or not as they say."""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64decode
from collections.abc import Callable

from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from joserfc import jwe
from joserfc.jwk import ECKey

from tests.identity.forge import Forge, Json, part
from tests.identity.kit import Headers, bearer

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
P384, STRANGER = ECKey.generate_key("P-384"), ECKey.generate_key("P-256", auto_kid=True)

ALGORITHMS = [
    "none",
    "None",
    "nOnE",
    "NONE",
    "",
    "HS256",
    "RS256",
    "PS256",
    "ES384",
    "es256",
    "EdDSA",
]


def _none(forge: Forge, name: str) -> str:
    return f"{part(forge.header(alg=name))}.{part(forge.claims())}."


def _confused(forge: Forge, secret: bytes) -> str:
    said = f"{part(forge.header(alg='HS256'))}.{part(forge.claims())}"
    return f"{said}.{part(hmac.digest(secret, said.encode(), 'sha256'))}"


def numbers(forge: Forge) -> tuple[str, int, int]:
    """What a good token says, and the two numbers that it is signed with."""
    said, _, signature = forge.embedded().rpartition(".")
    raw = urlsafe_b64decode(signature + "==")
    return said, int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")


def pair(said: str, r: int, s: int) -> str:
    """The same token, signed with these two numbers."""
    return f"{said}.{part(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"


def _der(forge: Forge) -> str:
    said, r, s = numbers(forge)
    return f"{said}.{part(encode_dss_signature(r, s))}"


def _moved(forge: Forge, header: Json, payload: Json) -> str:
    """The signature of one token under what another one says."""
    return f"{part(header)}.{part(payload)}.{forge.embedded().rpartition('.')[2]}"


def _encrypted(forge: Forge) -> str:
    header = {"alg": "ECDH-ES", "enc": "A128GCM", "kid": forge.key.kid}
    return jwe.encrypt_compact(header, json.dumps(forge.claims()).encode(), forge.key)


def _wrong_curve(forge: Forge) -> str:
    return forge.signed(forge.header(), forge.claims(), P384, "ES384")


def _other_algorithm(forge: Forge) -> str:
    """A machine's own key, with an algorithm that its issuer is not configured with."""
    token = forge.machine().split(".")
    payload = urlsafe_b64decode(token[1] + "==")
    return forge.signed({"alg": "PS256", "kid": forge.rsa.kid}, payload, forge.rsa)


def _person_on(forge: Forge, algorithm: str) -> Headers:
    """A person's token under the other curve of its own issuer."""
    payload = urlsafe_b64decode(forge.person().split(".")[1] + "==")
    header = {"alg": algorithm, "typ": "at+jwt", "kid": forge.curve.kid}
    return forge.shown(forge.signed(header, payload, forge.curve, "ES384"))


def _person_of_another(forge: Forge) -> Headers:
    """A person's token under the key of the issuer of machines, which is believed, too."""
    payload = urlsafe_b64decode(forge.person().split(".")[1] + "==")
    header = {"alg": "RS256", "typ": "at+jwt", "kid": forge.rsa.kid}
    return forge.shown(forge.signed(header, payload, forge.rsa))


SIGNED: dict[str, Callable[[Forge], str]] = {
    "the public key as a secret": lambda f: _confused(
        f, json.dumps(f.key.as_dict(private=False)).encode()
    ),
    "the public key's file as a secret": lambda f: _confused(f, f.key.as_pem(private=False)),
    "nothing as a secret": lambda f: _confused(f, b""),
    "another curve": _wrong_curve,
    "another algorithm than configured": _other_algorithm,
    "a stranger's key": lambda f: f.signed(f.header(), f.claims(), STRANGER),
    "a stranger's key by its own name": lambda f: f.signed(
        f.header(kid=STRANGER.kid), f.claims(), STRANGER
    ),
    "a key of another issuer": lambda f: f.signed(f.header(kid=f.people.kid), f.claims(), f.people),
    "a signature of zeroes": lambda f: pair(numbers(f)[0], 0, 0),
    "a signature of ones": lambda f: pair(numbers(f)[0], 1, 1),
    "a signature of the order": lambda f: pair(numbers(f)[0], ORDER, ORDER),
    "a signature with half of it zero": lambda f: pair(*numbers(f)[:2], 0),
    "a signature with its halves swapped": lambda f: pair(numbers(f)[0], *reversed(numbers(f)[1:])),
    "a signature in DER": _der,
    "no signature": lambda f: f.embedded().rpartition(".")[0] + ".",
    "the signature of another token": lambda f: _moved(f, f.header(), f.claims(sub="p-2")),
    "a role put in afterwards": lambda f: _moved(f, f.header(), f.claims(role="revisor")),
    "a signature in other letters": lambda f: f.embedded().swapcase(),
    "an encrypted token": _encrypted,
    "an unsigned token inside a signed one": lambda f: f.signed(
        f.header(), _none(f, "none").encode(), f.key
    ),
    "a header twice over": lambda f: f.signed(
        json.dumps(f.header()).encode()[:-1] + b', "alg": "none"}', f.claims(), f.key
    ),
    "a header in a list": lambda f: f.signed(
        json.dumps([f.header()]).encode(), f.claims(), f.key, "ES256"
    ),
    "no header": lambda f: f.signed(b"", f.claims(), f.key),
}

BAD: dict[str, Callable[[Forge], Headers]] = (
    {
        f"algorithm «{n}»": lambda f, n=n: bearer(f"{_none(f, n)}{part(b'x' * 64)}")
        for n in ALGORITHMS
    }
    | {f"algorithm «{n}», unsigned": lambda f, n=n: bearer(_none(f, n)) for n in ALGORITHMS[:4]}
    | {n: lambda f, make=make: bearer(make(f)) for n, make in SIGNED.items()}
    | {
        "a person under the key of machines": _person_of_another,
        "a person under a key of another curve": lambda f: _person_on(f, "ES256"),
        "a person under a key of another curve that says so": lambda f: _person_on(f, "ES384"),
    }
)
