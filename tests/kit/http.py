"""The real HTTP application on a real log, and callers with signed tokens who ask it things."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response

from aggregates.kernel.act import Role
from api.app import create_app, with_resources
from api.asking import today
from log.opening import open_store
from log.store import Store
from ops.issuer import Issuer
from people.keys import read_key
from projections.catalogue import VIEWS
from projections.opening import open_tables
from projections.projector import Projector
from tests.kit.endpoints import documented
from tests.kit.rosters import SOMEBODY, enrol, referred
from tests.kit.settings import settings_of

KS, NHN, DIRECTORATE = "971032146", "994598759", "983544622"
GROUP, ASSESSORS, AUDITOR, VESTLAND = "320000106", "320000203", "320000505", "310004618"
PROGRAMME, SUBSCRIBER, OPERATOR = "320000300", "320000408", "320000602"
VENDOR = "320000718"
DIGIVESTLAND, DIGITROFI = "330004606", "330005505"
OSLO, BERGEN, VOSS, KINN = "958935420", "964338531", "960510542", "820956532"
HOMES = {
    Role.MUNICIPAL_DECIDER: BERGEN, Role.MUNICIPAL_COORDINATOR: BERGEN,
    Role.REGIONAL_CONTACT: VESTLAND, Role.NETWORK_RESOURCE: VESTLAND,
    Role.COORDINATING_GROUP: GROUP, Role.SERVICE_PROVIDER: NHN, Role.PROGRAMME: PROGRAMME,
    Role.HEALTH_ASSESSOR: ASSESSORS, Role.VENDOR: VENDOR, Role.AUDITOR: AUDITOR,
    Role.OPERATOR: OPERATOR, Role.SUBSCRIBER: SUBSCRIBER, Role.DIGITAL_NETWORK: DIGIVESTLAND,
}  # fmt: skip
"""An organisation that has the function; KS has the others."""
MEDIA_TYPE = "application/problem+json"


def day(days: int) -> date:
    """So many days from today, which is the application's own."""
    return today() + timedelta(days=days)


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody with a token: an organisation, and a role in which to act for it."""

    client: TestClient
    token: str

    def get(self, path: str, **query: Any) -> Response:
        return self.client.get(f"/api{path}", params=query or None, headers=self._headers({}))

    def post(self, path: str, body: Any = None, **headers: str) -> Response:
        return self.client.post(f"/api{path}", json=body, headers=self._headers(headers))

    def put(self, path: str, body: Any, **headers: str) -> Response:
        return self.client.put(f"/api{path}", json=body, headers=self._headers(headers))

    def delete(self, path: str, **query: Any) -> Response:
        return self.client.delete(f"/api{path}", params=query or None, headers=self._headers({}))

    def does(self, path: str, body: Any = None, **headers: str) -> dict[str, Any]:
        """Post what is to be accepted; the receipt."""
        response = self.post(path, body, **headers)
        assert response.is_success, response.text
        receipt: dict[str, Any] = response.json()
        return receipt

    def sees(self, path: str, **query: Any) -> Any:
        """Get what is to be there; what it says."""
        response = self.get(path, **query)
        assert response.status_code == 200, response.text
        return response.json()

    def _headers(self, headers: dict[str, str]) -> dict[str, str]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return {"authorization": f"Bearer {self.token}"} | named


@dataclass(frozen=True, slots=True)
class Api:
    """The running application, the log and the vault behind it, and the issuer it believes."""

    client: TestClient
    store: Store
    issuer: Issuer
    url: str
    folder: Path
    enrolled: set[tuple[Role, str, str]] = field(default_factory=set)

    @property
    def vault_url(self) -> str:
        return settings_of(self.url, self.folder).vault_url

    @property
    def vault_key(self) -> bytes:
        return read_key(settings_of(self.url, self.folder).vault_key)

    def caller(self, role: Role, body: str | None = None, subject: str = SOMEBODY) -> Caller:
        """Somebody with a token, who holds that function in that organisation."""
        body = body or HOMES.get(role, KS)
        if subject != SOMEBODY and (role, body, subject) not in self.enrolled:
            asyncio.run(enrol(self.url, referred(self.url, self.folder, subject), role, body))
            self.enrolled.add((role, body, subject))
        return self.stranger(role, body, subject)

    def stranger(self, role: Role, body: str = KS, subject: str = SOMEBODY) -> Caller:
        """Somebody with a token, of whom the register may know nothing."""
        return Caller(self.client, self.issuer.token(role, body, subject))


@contextmanager
def running(url: str, folder: Path) -> Iterator[Api]:
    """The application on the log at `url`, and a projector that keeps its views up to date."""
    issuer = Issuer(folder / "issuer")
    settings = settings_of(url, folder)
    store = open_store(url)
    try:
        with projecting(url), TestClient(create_app(with_resources(settings))) as client:
            yield Api(client, store, issuer, url, folder)
    finally:
        store.close()


@contextmanager
def projecting(url: str) -> Iterator[None]:
    """Every view follows the log at `url` meanwhile, in a thread of its own."""
    store, tables, stop = open_store(url), open_tables(url), threading.Event()
    thread = threading.Thread(target=Projector(store, tables, VIEWS).run, args=(stop,))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
        tables.close()
        store.close()


def refused(
    response: Response, status: int, *, rule: str | None = None, reason: str | None = None
) -> dict[str, Any]:
    """The problem that a response is, with that status, naming that rule and reason."""
    assert response.headers["content-type"] == MEDIA_TYPE, response.text
    problem: dict[str, Any] = response.json()
    assert (response.status_code, problem["status"]) == (status, status), problem
    assert (problem.get("rule"), problem.get("reason")) == (rule, reason), problem
    assert problem["title"]
    if rule and response.request.method != "GET":
        assert rule in documented(response.request.method, response.request.url.path)
    assert problem["type"].startswith("/api/rules/" if rule else "/api/problems/")
    return problem
