"""The OpenAPI document keeps its word: what is sent as it says is answered as it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import BaseSchema, Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from aggregates.kernel.act import Role
from api.app import create_app
from api.main import HOST
from ops.issuer import Issuer
from tests.api.sealing import sealed
from tests.kit.endpoints import Endpoint, endpoints, nothing
from tests.kit.http import BERGEN, HOMES, KS, day, running
from tests.kit.reference import reference_url
from tests.kit.rosters import SOMEBODY
from tests.kit.served import served
from tests.kit.story import Story

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance,
    response_schema_conformance,
]  # fmt: skip
ENDPOINTS = [each for each in endpoints(create_app(nothing)) if "openapi" not in each.path]


@dataclass(frozen=True, slots=True)
class Served:
    """The real server's document, who signs its tokens, and what there is to ask about."""

    schema: BaseSchema
    issuer: Issuer
    there: dict[str, dict[str, Any]]

    def headers(self, role: Role) -> dict[str, str]:
        token = self.issuer.token(role, HOMES.get(role, KS), SOMEBODY)
        return {"authorization": f"Bearer {token}"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("document")
    with reference_url("sqlite", folder) as url:
        with running(url, folder) as api:
            there = told(Story(api))
            Story(api).reader.sees("/portfolio", at_least=api.store.head())
            sealed(api)
        with served(url, folder) as (port, issuer):
            schema = schemathesis.openapi.from_url(f"http://{HOST}:{port}/api/openapi.json")
            yield Served(schema, issuer, there)


def told(story: Story) -> dict[str, dict[str, Any]]:
    """What there is to ask about: path parameters, by the first word of an address."""
    run = story.open(story.ready())
    participation = story.invited(run)
    evaluation = story.leader.does(f"/runs/{run}/evaluation", {"due": "2027-12-01"})["id"]
    speaks = {"person": SOMEBODY, "forum": "NUFA", "since": day(0).isoformat()}
    mandate = story.owner.does("/mandates", speaks)["id"]
    return {
        "runs": {"id": run, "number": 1},
        "participations": {"id": participation},
        "decisions": {"id": participation},
        "trail": {"id": run},
        "seal": {"level": 0, "path": "001"},
        "readiness": {"id": story.assessed(story.solution())},
        "criteria-sets": {"id": story.criteria()},
        "evaluations": {"id": evaluation},
        "solutions": {"code": "kjernejournal"},
        "municipalities": {"number": "4601", "solution": "kjernejournal"},
        "regions": {"county": "46"},
        "organisations": {"orgnr": BERGEN},
        "mandates": {"id": mandate},
    }


def generated(server: Served, endpoint: Endpoint, mode: GenerationMode) -> Callable[[], None]:
    """Sends some requests that the document permits, or some that it does not."""
    operation = server.schema[endpoint.path][endpoint.method]
    roles = sorted((endpoint.permitted or {Role.AUDITOR}) - {Role.SYSTEM})
    known = server.there.get(f"{endpoint.path}//".split("/")[2], {})
    asked = 0

    @settings(
        max_examples=5 if mode is GenerationMode.POSITIVE else 3, derandomize=True, database=None,
        deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def answered(case: Case[Any]) -> None:
        nonlocal asked
        asked += 1
        if mode is GenerationMode.POSITIVE:
            case.query.pop("at_least", None)  # nobody records what it would wait for
            case.headers.pop("Fellestakt-Role", None)  # the token names it
            case.path_parameters |= {n: known[n] for n in case.path_parameters if n in known}
        response = case.call(headers=server.headers(roles[asked % len(roles)]))
        case.validate_response(response, checks=CHECKS)

    return answered


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda each: f"{each.method} {each.path}")
def test_every_operation_answers_as_the_document_says(server: Served, endpoint: Endpoint) -> None:
    generated(server, endpoint, GenerationMode.POSITIVE)()
    with suppress(Unsatisfiable):  # there is nothing to be wrong in some requests
        generated(server, endpoint, GenerationMode.NEGATIVE)()
