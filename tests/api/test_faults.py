"""A fault of ours is told as one, and says nothing of what is inside."""

from __future__ import annotations

from fastapi.testclient import TestClient

from api.app import create_app
from tests.kit.endpoints import nothing
from tests.kit.http import refused


def test_a_fault_is_a_problem_too() -> None:
    with TestClient(create_app(nothing), raise_server_exceptions=False) as client:
        problem = refused(client.get("/api/portfolio"), 500)
    assert problem == {
        "type": "/api/problems/fault", "title": "Noe gikk galt hos oss. Feilen er logget.",
        "status": 500, "instance": "/api/portfolio",
    }  # fmt: skip
