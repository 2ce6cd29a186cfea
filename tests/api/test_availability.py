"""While the log is away, whoever asks is told so within three seconds, and told to try again."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
from httpx2 import Response

from aggregates.kernel.act import Role
from tests.kit.http import Api, Caller, refused
from tests.kit.stores import postgres_server

PATIENCE = 3.5
SOLUTION = {"name": "X", "kind": "method", "owner": "971032146", "source": "S3"}


@contextmanager
def away(url: str) -> Iterator[None]:
    """Another writer holds the SQLite file; PostgreSQL ends and refuses connections."""
    if url.startswith("sqlite"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            connection.close()
        return
    database = urlsplit(url).path.removeprefix("/")
    with psycopg.connect(postgres_server(), autocommit=True) as administrator:
        administrator.execute(f"ALTER DATABASE {database} ALLOW_CONNECTIONS false")
        administrator.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (database,)
        )
        try:
            yield
        finally:
            administrator.execute(f"ALTER DATABASE {database} ALLOW_CONNECTIONS true")


@pytest.fixture
def owner(api: Api) -> Caller:
    return api.caller(Role.PORTFOLIO_OWNER)


def timed(ask: Caller, path: str, **query: int) -> Response:
    began = time.monotonic()
    response = ask.get(path, **query)
    assert time.monotonic() - began < PATIENCE
    return response


def back(owner: Caller, body: dict[str, str]) -> dict[str, int]:
    """The receipt, once the log is there again; each attempt waits for it by itself."""
    for _ in range(10):
        response = owner.post("/solutions", body, idempotency_key=body["code"])
        if response.status_code != 503:
            break
    assert response.status_code == 201, response.text
    receipt: dict[str, int] = response.json()
    return receipt


def test_a_command_is_refused_in_time_and_works_again_afterwards(
    api: Api, owner: Caller, head: int
) -> None:
    body = SOLUTION | {"code": f"s-{uuid4().hex[:12]}"}
    with away(api.url):
        began = time.monotonic()
        response = owner.post("/solutions", body, idempotency_key=body["code"])
        assert time.monotonic() - began < PATIENCE
    refused(response, 503)
    assert int(response.headers["retry-after"]) >= 1
    assert "ingenting er gått tapt" in response.json()["title"]
    receipt = back(owner, body)
    assert api.store.head() == receipt["position"] == head + 1


def test_views_and_readiness_are_refused_in_time(api: Api, owner: Caller) -> None:
    if api.url.startswith("sqlite"):
        with away(api.url):  # readers do not wait for a writer there
            assert timed(owner, "/portfolio").status_code == 200
        return
    with away(api.url):
        for path in ("/portfolio", "/counties", "/events"):
            response = timed(owner, path)
            refused(response, 503)
            assert response.headers["retry-after"]
        assert api.client.get("/readyz").status_code == 503
        assert api.client.get("/livez").status_code == 200


def test_a_token_is_checked_also_while_the_log_is_away(api: Api) -> None:
    with away(api.url):
        refused(api.client.get("/api/portfolio"), 401)
