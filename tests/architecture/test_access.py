"""Who may ask what is said at every endpoint; what says nothing is open to nobody."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.routing import iter_route_contexts

from aggregates.kernel.act import Role
from api.app import create_app
from api.rules import RULES
from tests.kit.endpoints import Endpoint, endpoints, nothing

APP = create_app(nothing)
ENDPOINTS = endpoints(APP)
OPEN = {
    "/livez", "/readyz", "/api/openapi.json", "/api/asyncapi.json", "/api/rules",
    "/api/rules/{id}", "/api/problems/{key}", "/api/public/{id}", "/api/seal/checkpoint",
    "/api/seal/consistency", "/api/seal/verifier", "/api/seal/witnesses",
    "/api/passports/{code}/{scope}",
}  # fmt: skip
COMMANDS = [each for each in ENDPOINTS if each.method != "GET"]
MUNICIPAL = {Role.MUNICIPAL_DECIDER, Role.MUNICIPAL_COORDINATOR}
ASKING = {"/api/participations/{id}/reminders"}
"""What is done to a participation and decides nothing: a municipality is asked once more."""


def name(endpoint: Endpoint) -> str:
    return f"{endpoint.method} {endpoint.path}"


def operation(endpoint: Endpoint) -> dict[str, Any]:
    """What the OpenAPI document says of an endpoint."""
    found: dict[str, Any] = APP.openapi()["paths"][endpoint.path][endpoint.method.lower()]
    return found


def test_every_endpoint_but_those_open_to_all_demands_a_caller_in_a_named_role() -> None:
    assert {each.path for each in ENDPOINTS if each.permitted is None} == OPEN
    assert all(each.permitted for each in ENDPOINTS if each.path not in OPEN)
    assert all(each.method == "GET" for each in ENDPOINTS if each.path in OPEN)


def test_nobody_changes_anything_by_looking_on() -> None:
    onlookers = {Role.AUDITOR, Role.SUBSCRIBER, Role.SYSTEM}
    changed = {name(each) for each in COMMANDS if (each.permitted or set()) & onlookers}
    of_oneself = {"POST /api/people/{reference}/details", "DELETE /api/people/{reference}"}
    of_a_vendor = {name(each) for each in COMMANDS if each.path.startswith(("/api/vendor-",))}
    assert (
        changed <= {"POST /api/tasks/{id}/outcome"} | of_oneself | of_a_vendor
    )  # a task may be for anybody


def test_what_a_municipality_decides_is_asked_of_it_or_of_who_registers_it_with_a_document() -> (
    None
):
    registering = {Role.REGIONAL_CONTACT, Role.PORTFOLIO_OWNER}
    for endpoint in COMMANDS:
        if endpoint.path.startswith("/api/participations/") and endpoint.path not in ASKING:
            assert endpoint.permitted
            assert endpoint.permitted <= MUNICIPAL | registering, name(endpoint)


def test_the_document_tells_of_every_endpoint() -> None:
    told = {(path, method) for path, each in APP.openapi()["paths"].items() for method in each}
    there = {(each.path, each.method.lower()) for each in ENDPOINTS}
    assert told == there - {("/api/openapi.json", "get")}


@pytest.mark.parametrize("endpoint", [e for e in ENDPOINTS if "openapi" not in e.path], ids=name)
def test_every_operation_says_what_it_is_and_how_it_may_end(endpoint: Endpoint) -> None:
    told = operation(endpoint)
    assert told["summary"]
    assert told["description"]
    assert told["tags"]
    expected = {"422", "503"} | ({"401", "403"} if endpoint.permitted else set())
    assert expected <= told["responses"].keys()
    assert ("security" in told) == bool(endpoint.permitted)


@pytest.mark.parametrize("endpoint", COMMANDS, ids=name)
def test_every_command_says_which_rules_may_refuse_it(endpoint: Endpoint) -> None:
    told = operation(endpoint)
    refusing = told["responses"]["409"]["x-rules"]
    assert refusing
    assert set(refusing) <= RULES.keys()
    assert all(rule in told["responses"]["409"]["description"] for rule in refusing)
    assert "Idempotency-Key" in {each["name"] for each in told["parameters"]}


@pytest.mark.parametrize("endpoint", COMMANDS, ids=name)
def test_every_body_has_an_example_of_the_right_form(endpoint: Endpoint) -> None:
    body = operation(endpoint).get("requestBody")
    if body is None:
        return
    schema = body["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    examples = APP.openapi()["components"]["schemas"][schema]["examples"]
    assert examples
    form = form_of(endpoint)
    for example in examples:
        form.model_validate(example)


def form_of(endpoint: Endpoint) -> Any:
    """The class of an endpoint's body."""
    for route in iter_route_contexts(APP.routes):
        if route.path == endpoint.path and endpoint.method in (route.methods or ()):
            return route.body_field.field_info.annotation
    raise AssertionError(name(endpoint))
