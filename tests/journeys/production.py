"""The processes of docker-compose.yml on this machine, and somebody who asks them things."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from aggregates.kernel.act import Role
from ops.enrolment import OPERATING, Enrolment
from ops.issuer import ISSUER, Issuer
from ops.nats_server import NatsServer
from ops.trust import trusting
from tests.architecture.composed import OURS, ROLES, module
from tests.journeys.processes import PATIENCE_SECONDS, free_ports, started

KS, AUDITOR = "971032146", "320000505"
TOO_EARLY, TRIES = 425, 20


class Production:
    """The processes of docker-compose.yml, as processes of this machine.

    The folder says where they are (`access.json`) and whose tokens they take, as that of `make up`.
    """

    def __init__(self, log_url: str, nats: NatsServer, folder: Path) -> None:
        self.log_url, self.nats, self._folder = log_url, nats, folder
        [self.port] = free_ports(1)
        self._address = f"http://127.0.0.1:{self.port}"
        self._enrolment = Enrolment(self._address, Issuer(folder / "issuer"))
        self._tokens: dict[tuple[Role, str], str] = {}
        self.roles: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Self:
        assert self._run("imports", module(OURS["imports"])).wait(PATIENCE_SECONDS) == 0
        founding = self._run("founding", "ops.founding", ISSUER, OPERATING)
        assert founding.wait(PATIENCE_SECONDS) == 0
        self.roles = {role: self._run(role, module(service)) for role, service in ROLES.items()}
        access = {"api": self._address, "subscriber": self.nats.url("subscriber")}
        (self._folder / "access.json").write_text(json.dumps(access))
        return self

    def __exit__(self, *_: object) -> None:
        for process in self.roles.values():
            process.kill()
            process.wait()

    async def ready(self) -> bool:
        with suppress(OSError):
            return bool(await asyncio.to_thread(self._asked, "/readyz", None, {}))
        return False

    async def healthy(self) -> bool:
        """Whether the health check of every role's container says so."""
        checks = [self._run(f"{role}-health", "ops.health", role) for role in self.roles]
        return not any([await asyncio.to_thread(each.wait, PATIENCE_SECONDS) for each in checks])

    def get(self, path: str) -> Any:
        """What a view says once it has come as far as asked; the server waits two seconds."""
        for _ in range(TRIES):
            try:
                return self._get(f"/api{path}", None)
            except urllib.error.HTTPError as error:
                if error.code != TOO_EARLY:
                    raise
        raise AssertionError(f"{path} does not come so far")

    def post(self, path: str, body: object, role: Role, organisation: str = KS) -> dict[str, Any]:
        answer: dict[str, Any] = self._get(
            f"/api{path}", json.dumps(body).encode(), role, organisation
        )
        return answer

    def _get(
        self, path: str, body: bytes | None, role: Role = Role.AUDITOR, organisation: str = AUDITOR
    ) -> Any:
        if (role, organisation) not in self._tokens:
            self._tokens[role, organisation] = self._enrolment.token(role, organisation)
        token = self._tokens[role, organisation]
        return self._asked(path, body, {"Authorization": f"Bearer {token}"})

    def _asked(self, path: str, body: bytes | None, headers: dict[str, str]) -> Any:
        address = f"{self._address}{path}"
        told = headers | {"Content-Type": "application/json"}
        with urllib.request.urlopen(urllib.request.Request(address, body, told), timeout=10) as a:
            return json.load(a)

    def _run(self, name: str, module: str, *arguments: str) -> subprocess.Popen[bytes]:
        user = "relay" if name.startswith("relay") else "services"
        environment = {
            "LOG_URL": self.log_url,
            "NATS_URL": self.nats.url(user),
            "PORT": str(self.port),
        } | trusting(self._folder)
        environment["VAULT_URL"] = self.log_url
        command = [sys.executable, "-m", module, *arguments]
        return started(command, environment, self._folder / f"{name}.log")
