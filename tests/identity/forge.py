"""Signs what no issuer would, with the keys of issuers that are believed."""

from __future__ import annotations

import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

from joserfc.jwk import ECKey, RSAKey
from joserfc.jws import JWSRegistry

from aggregates.kernel.act import Role
from ops.issuer import AUDIENCE, ISSUER
from tests.identity.client import proof
from tests.identity.kit import TARGET, Headers, believe, bound
from tests.kit.http import BERGEN, KS

MACHINES, PEOPLE = "https://maskin.example/", "https://folk.example"
NOWHERE = "http://127.0.0.1:1"  # nobody listens there
OURS = "https://fellestakt.example/api"
PARENT = "helseid://claims/client/claims/orgnr_parent"
Json = Mapping[str, Any] | bytes


class Forge:
    """Three issuers with keys of their own: `ks` (embedded), machines (RS256), people (ES256).

    That of people also has a key of another curve, for other uses. A fourth issuer is away.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rsa = RSAKey.generate_key(2048, auto_kid=True)
        self.people = ECKey.generate_key("P-256", auto_kid=True)
        self.curve = ECKey.generate_key("P-384", auto_kid=True)
        self.holder = ECKey.generate_key("P-256")
        machines = {"kind": "systems", "issuer": MACHINES, "scopes": {"skriv": [OWNER]}}
        people = {"kind": "people", "issuer": PEOPLE, "algorithms": ["ES256"]}
        nowhere = {"kind": "people", "issuer": NOWHERE, "audience": OURS}
        self.environment = believe(
            folder,
            machines | {"audience": OURS, "keys": _file(folder, self.rsa)},
            people | {"audience": OURS, "keys": _file(folder, self.people, self.curve)},
            nowhere,
        )
        embedded = folder / "issuer" / "private-key.json"
        self.key = ECKey.import_key(json.loads(embedded.read_text()))

    def embedded(self, head: Mapping[str, Any] | None = None, **other: Any) -> str:
        """A token of the embedded issuer; None leaves a claim or a header parameter out."""
        return self.signed(self.header(**(head or {})), self.claims(**other), self.key)

    def machine(self, **other: Any) -> str:
        now = int(time.time())
        consumer = {"authority": "iso6523-actorid-upis", "ID": f"0192:{KS}"}
        says = {
            "iss": MACHINES, "aud": OURS, "client_id": "klient", "scope": "skriv",
            "consumer": consumer, "iat": now, "exp": now + 120,
        }  # fmt: skip
        return self.signed({"alg": "RS256", "kid": self.rsa.kid}, _but(says, other), self.rsa)

    def person(self, **other: Any) -> str:
        now = int(time.time())
        says = {
            "iss": PEOPLE, "aud": OURS, "sub": "en", PARENT: BERGEN, "iat": now,
            "exp": now + 120, "cnf": {"jkt": self.holder.thumbprint()},
        }  # fmt: skip
        header = {"alg": "ES256", "typ": "at+jwt", "kid": self.people.kid}
        return self.signed(header, _but(says, other), self.people)

    def shown(self, token: str | None = None, **other: Any) -> Headers:
        """A person's token with a proof; `other` claims of the proof replace the right ones."""
        token = token or self.person()
        return bound(token, proof(self.holder, "POST", TARGET, token, **other))

    def header(self, **other: Any) -> dict[str, Any]:
        return _but({"alg": "ES256", "typ": "JWT", "kid": self.key.kid}, other)

    def claims(self, **other: Any) -> dict[str, Any]:
        now = int(time.time())
        says = {
            "iss": ISSUER, "aud": AUDIENCE, "sub": "p-1", "org": KS, "role": OWNER,
            "iat": now, "exp": now + 120,
        }  # fmt: skip
        return _but(says, other)

    @staticmethod
    def signed(header: Json, payload: Json, key: Any, algorithm: str | None = None) -> str:
        """Any header and payload at all, under a signature that is right."""
        name = algorithm or (header["alg"] if isinstance(header, Mapping) else "ES256")
        said = f"{part(header)}.{part(payload)}"
        return f"{said}.{part(JWSRegistry.algorithms[name].sign(said.encode(), key))}"


OWNER = str(Role.PORTFOLIO_OWNER)


def part(content: Json) -> str:
    """One part of a compact token."""
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _but(said: dict[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**said, **other}.items() if value is not None}


def _file(folder: Path, *keys: ECKey | RSAKey) -> str:
    path = folder / "issuer" / f"{uuid4().hex}.json"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.write_text(json.dumps({"keys": [key.as_dict(private=False) for key in keys]}))
    return path.name
