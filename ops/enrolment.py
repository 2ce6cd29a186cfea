"""How somebody comes to act in the embedded system: `make token`, and the journey's cast.

It goes the way that everybody goes: the operator appoints an administrator where an organisation
has none, and the administrator gives the function. All of it is in the log.
"""

from __future__ import annotations

import json
import os
import sys
import urllib.error
import urllib.request
from datetime import datetime
from pathlib import Path
from typing import Any

from aggregates.kernel.act import OSLO, Role
from ops.founding import OPERATOR
from ops.issuer import Issuer

OPERATING = "embedded-operator"
"""The subject that `make up` founds the installation with."""
ADMINISTERING = "embedded-administrator"
DOCUMENT = "Innebygd oppsett"
ANSWER_SECONDS = 15


class NotEnrolled(Exception):
    """The system at that address did not take it, or is not there."""


class Enrolment:
    """Gives tokens that the system at `address` takes, as its register knows their bearers."""

    def __init__(self, address: str, issuer: Issuer) -> None:
        self._address, self._issuer = address, issuer

    def token(self, role: Role, organisation: str, subject: str | None = None) -> str:
        """A token of somebody who holds `role` in an organisation from now on, if not already.

        Raises `NotEnrolled`.
        """
        token = self._issuer.token(role, organisation, subject or f"{role}-{organisation}")
        person = self._ask(token, "/me")["reference"]
        today = datetime.now(OSLO).date().isoformat()
        given = {"person": person, "function": role, "since": today}
        administrator = self._issuer.token(Role.ADMINISTRATOR, organisation, ADMINISTERING)
        self._administer(administrator, organisation, today)
        self._ask(administrator, f"/organisations/{organisation}/functions", given)
        return token

    def _administer(self, administrator: str, organisation: str, today: str) -> None:
        person = self._ask(administrator, "/me")["reference"]
        operator = self._issuer.token(Role.OPERATOR, OPERATOR, OPERATING)
        self._ask(
            operator, f"/organisations/{organisation}/administrators",
            {"person": person, "since": today, "document": DOCUMENT},
        )  # fmt: skip

    def _ask(self, token: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        request = urllib.request.Request(
            f"{self._address}/api{path}",
            None if body is None else json.dumps(body).encode(),
            {"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as answer:
                told: dict[str, Any] = json.load(answer)
                return told
        except urllib.error.HTTPError as error:
            raise NotEnrolled(f"{path}: {error.read().decode()}") from error
        except OSError as error:
            raise NotEnrolled(f"{self._address}: {error}") from error


def main() -> None:
    """Print a token for the running system: `python -m ops.enrolment ROLE ORG [SUBJECT]`."""
    if len(sys.argv) not in {3, 4} or sys.argv[1] not in set(Role) - {Role.SYSTEM}:
        roles = ", ".join(role for role in Role if role is not Role.SYSTEM)
        sys.exit(f"usage: make token ROLE=<role> ORG=<organisation number>\nroles: {roles}")
    data = Path(os.environ.get("DATA", ".data"))
    if not (data / "access.json").exists():
        sys.exit(f"Nothing has been started in {data} yet; `make up` does.")
    address = json.loads((data / "access.json").read_text())["api"]
    try:
        token = Enrolment(address, Issuer(data / "issuer")).token(
            Role(sys.argv[1]), sys.argv[2], *sys.argv[3:]
        )
    except NotEnrolled as why:
        sys.exit(f"No token: {why}")
    print(token)  # noqa: T201


if __name__ == "__main__":
    main()
