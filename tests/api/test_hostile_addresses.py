"""Whatever is asked for, what comes back is an answer or a problem, and nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest

from aggregates.kernel.act import Role
from tests.kit.http import MEDIA_TYPE, Api, Caller, refused

NOWHERE = [
    "/runs/{id}", "/runs/{id}/basis", "/participations/{id}", "/readiness/{id}",
    "/criteria-sets/{id}", "/decisions/{id}/trail", "/solutions/ukjent",
    "/solutions/ukjent/remaining", "/municipalities/9999", "/municipalities/9999/trail",
    "/rules/I99", "/problems/none", "/nowhere", "/runs/{id}/nowhere", "/", "//",
]  # fmt: skip
ODD = [
    "/solutions/%00", "/solutions/a%00b/remaining", "/solutions/%0A",
    "/municipalities/%E2%80%A8", "/municipalities/%D9%A4%D9%A6%D9%A0%D9%A1", "/runs/x",
    "/runs/%FF", "/regions/%00/board", "/regions/46/board?solution=%00",
    "/municipalities/4601?on=x", "/municipalities/4601?on=86400", "/work?role=konge",
    "/work?about=%00", "/participations?run=%00", "/portfolio?at_least=-1",
    "/portfolio?at_least=18446744073709551616", "/portfolio?limit=0", "/portfolio?limit=501",
    "/portfolio?limit=x", "/counties?on=1899-01-01", "/events?after=-1",
]  # fmt: skip
METHODS = """
DELETE /solutions/kjernejournal | PUT /solutions | GET /readiness | PATCH /runs | POST /rules
| HEAD /portfolio | OPTIONS /portfolio | TRACE /portfolio
| POST /criteria-sets/6fa459ea-ee8a-5ca4-894e-db77e160355e
"""
COMMANDS: dict[str, Any] = {
    "/runs/{id}/opening": None,
    "/runs/{id}/puljer/1/opening": None,
    "/readiness/{id}/declaration": {"ready": True, "reason": "x"},
    "/participations/{id}/decision": {"answer": "join", "basis_version": 1, "level": "x"},
    "/solutions/ukjent/phase": {"phase": "trial", "decision": "x"},
    "/learnings/{id}/owner": {"owner": "NHN"},
    "/cases/{id}/treatment": {"meeting": "NKG", "outcome": "decided"},
    "/tasks/{id}/outcome": {"outcome": "x"},
}


@pytest.fixture(autouse=True)
def nothing_is_stored(api: Api) -> Iterator[None]:
    before = api.store.head()
    yield
    assert api.store.head() == before


@pytest.fixture
def owner(api: Api) -> Caller:
    return api.caller(Role.PORTFOLIO_OWNER)


@pytest.mark.parametrize("path", NOWHERE)
def test_what_there_is_not_is_not_found(owner: Caller, path: str) -> None:
    refused(owner.get(path.format(id=uuid4())), 404)


def test_what_is_not_found_is_named_and_nothing_is_said_in_another_language(owner: Caller) -> None:
    id = uuid4()
    assert refused(owner.get(f"/readiness/{id}"), 404)["detail"] == f"readiness {id}"
    assert "detail" not in refused(owner.get("/nowhere"), 404)


@pytest.mark.parametrize("path", ODD)
def test_an_odd_address_is_refused(owner: Caller, path: str) -> None:
    refused(owner.get(path), 422)


@pytest.mark.parametrize("path", COMMANDS)
def test_nothing_is_asked_of_what_there_is_not(api: Api, path: str) -> None:
    answers = [
        api.caller(role).post(path.format(id=uuid4()), COMMANDS[path])
        for role in (Role.PORTFOLIO_OWNER, Role.COORDINATING_GROUP)
    ]
    assert {each.status_code for each in answers} <= {403, 404}
    refused(next(each for each in answers if each.status_code != 403), 404)


def test_the_id_of_another_kind_of_thing_is_not_found(owner: Caller, api: Api) -> None:
    register: UUID = api.store.read(0, 1)[0].aggregate
    for path in ("/runs/{}", "/readiness/{}", "/criteria-sets/{}", "/participations/{}"):
        refused(owner.get(path.format(register)), 404)
    body = {"ready": True, "reason": "x"}
    refused(owner.post(f"/readiness/{register}/declaration", body), 404)


def test_a_day_before_the_register_is_refused_and_no_guess(owner: Caller) -> None:
    refused(owner.get("/counties", on="1999-01-01"), 409, rule="C01-01", reason="before_register")


@pytest.mark.parametrize("asked", METHODS.replace("\n", " ").split("|"))
def test_a_method_that_there_is_not_is_refused_and_the_others_named(
    owner: Caller, asked: str
) -> None:
    method, path = asked.split()
    headers = {"authorization": f"Bearer {owner.token}"}
    response = owner.client.request(method, f"/api{path}", headers=headers)
    assert (response.status_code, response.headers["content-type"]) == (405, MEDIA_TYPE)
    assert method not in response.headers["allow"].split(", ")


def test_every_method_at_an_address_is_named(owner: Caller) -> None:
    response = owner.post(f"/criteria-sets/{uuid4()}")
    refused(response, 405)
    assert response.headers["allow"] == "GET, PUT"
