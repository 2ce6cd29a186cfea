"""Tokens of a real OpenID provider, which rotates its keys, goes away and comes back."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response

from aggregates.kernel.act import Role
from api.identity import IssuerAway, Tokens
from ops.issuer import Issuer
from tests.identity.client import proof
from tests.identity.kit import ADDRESS, TARGET, bearer, believe, bound, called, challenge, tokens_of
from tests.identity.real import AUDIENCE, Provider
from tests.kit.http import BERGEN, KS, NHN, Api, running
from tests.kit.reference import reference_url
from tests.kit.rosters import enrol

CONSUMER = {"authority": "iso6523-actorid-upis", "ID": f"0192:{KS}"}
SUPPLIER = {"authority": "iso6523-actorid-upis", "ID": f"0192:{NHN}"}
MACHINES = {"consumer": CONSUMER, "supplier": SUPPLIER}
PEOPLE = {"helseid://claims/client/claims/orgnr_parent": BERGEN}
FRESH, AGAIN = 20, 30
OWNER = str(Role.PORTFOLIO_OWNER)
BODY = {"code": "ekte", "name": "Ekte", "kind": "method", "owner": KS, "source": "S3"}


@dataclass(frozen=True, slots=True)
class Sector:
    """A provider for machines, one for people, and who believes both."""

    machines: Provider
    people: Provider
    environment: dict[str, str]
    folder: Path

    def embedded(self) -> str:
        return Issuer(self.folder / "issuer").token(Role.PORTFOLIO_OWNER, KS)


@pytest.fixture(scope="module")
def sector(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sector]:
    folder = tmp_path_factory.mktemp("sector")
    with (
        Provider(folder, people=False, claims=MACHINES) as machines,
        Provider(folder, people=True, claims=PEOPLE) as people,
    ):
        said = configuration(machines, kind="systems", scopes={"fellestakt:skrive": [OWNER]})
        said |= {"fresh_seconds": FRESH, "again_seconds": AGAIN}
        environment = believe(folder, said, configuration(people, kind="people"))
        yield Sector(machines, people, environment, folder)


def configuration(provider: Provider, **other: Any) -> dict[str, Any]:
    return {"issuer": provider.issuer, "audience": AUDIENCE, **other}


@pytest.fixture
def tokens(sector: Sector) -> Iterator[Tokens]:
    with tokens_of(sector.environment) as tokens:
        yield tokens


@pytest.fixture(scope="module")
def api(sector: Sector) -> Iterator[Api]:
    url = reference_url("sqlite", sector.folder)
    with url as there, running(there, sector.folder) as api:
        yield api


def test_a_system_acts_for_the_consumer_in_the_roles_of_its_scopes(
    sector: Sector, tokens: Tokens
) -> None:
    caller = called(tokens, bearer(sector.machines.machine_token()))
    assert re.fullmatch("s-[0-9a-f]{20}", caller.subject)
    assert (caller.organisation, caller.roles) == (KS, frozenset({Role.PORTFOLIO_OWNER}))


def test_a_scope_that_gives_no_role_gives_none(sector: Sector, tokens: Tokens) -> None:
    caller = called(tokens, bearer(sector.machines.machine_token("fellestakt:lese")))
    assert caller.roles == frozenset()


def test_what_a_system_asks_over_http_is_recorded_under_its_reference(
    sector: Sector, api: Api
) -> None:
    headers = dict(bearer(sector.machines.machine_token()))
    reference = api.client.get("/api/me", headers=headers).json()["reference"]
    stranger = api.client.post("/api/solutions", json=BODY, headers=headers)
    assert stranger.json()["type"] == "/api/problems/function_not_held"
    asyncio.run(enrol(api.url, reference, Role.PORTFOLIO_OWNER, KS))
    receipt = api.client.post("/api/solutions", json=BODY, headers=headers)
    assert receipt.status_code == 201, receipt.text
    seen = api.caller(Role.AUDITOR).sees(
        f"/trail/{receipt.json()['id']}", at_least=receipt.json()["position"]
    )
    assert re.fullmatch("s-[0-9a-f]{20}", reference)
    assert seen["items"][0]["by"] == reference
    assert seen["items"][0]["body"] == KS


def test_a_person_acts_for_the_organisation_of_the_client_in_the_roles_of_the_register(
    sector: Sector, tokens: Tokens
) -> None:
    one, other = (sector.people.person_token(login) for login in ("en", "en annen"))
    callers = [
        called(tokens, bound(token, proof(sector.people.holder, "POST", TARGET, token)))
        for token in (one, one, other)
    ]
    assert all(re.fullmatch("p-[0-9a-f]{20}", each.subject) for each in callers)
    assert callers[0] == callers[1] != callers[2]
    assert (callers[2].organisation, callers[2].roles) == (BERGEN, None)


def test_a_person_says_in_which_function_and_the_register_says_whether(
    sector: Sector, api: Api
) -> None:
    token = sector.people.person_token("en")

    def asks(path: str, **function: str) -> Response:
        shown = bound(token, proof(sector.people.holder, "GET", ADDRESS + path, token))
        return api.client.get(path, headers=dict(shown) | function)

    coordinator = {"Fellestakt-Role": "kommunal_koordinator"}
    reference = asks("/api/me").json()["reference"]
    assert asks("/api/portfolio").json()["type"] == "/api/problems/role_needed"
    refused = asks("/api/portfolio", **coordinator).json()
    assert refused["type"] == "/api/problems/function_not_held"
    asyncio.run(enrol(api.url, reference, Role.MUNICIPAL_COORDINATOR, BERGEN))
    assert asks("/api/portfolio", **coordinator).status_code == 200
    assert asks("/api/me").json()["roles"] == ["kommunal_koordinator"]


def test_a_bound_token_is_not_taken_as_a_bearer_nor_a_bearer_token_as_bound(
    sector: Sector, tokens: Tokens
) -> None:
    token, unbound = sector.people.person_token("en"), sector.machines.machine_token()
    shown = proof(sector.people.holder, "POST", TARGET, token)
    assert challenge(tokens, bearer(token)).startswith('Bearer error="invalid_token", DPoP algs=')
    assert challenge(tokens, [*bearer(token), ("DPoP", shown)]).startswith("Bearer error=")
    shown = proof(sector.people.holder, "POST", TARGET, unbound)
    assert 'DPoP error="invalid_token"' in challenge(tokens, bound(unbound, shown))


def test_a_proof_is_used_once_over_http_too(sector: Sector, api: Api) -> None:
    token = sector.people.person_token("en")
    headers = dict(bound(token, proof(sector.people.holder, "POST", TARGET, token)))
    first, again = (api.client.post("/api/solutions", json=BODY, headers=headers) for _ in "12")
    assert (first.status_code == 401, again.status_code) == (False, 401)
    assert 'DPoP error="invalid_dpop_proof", algs="' in again.headers["www-authenticate"]


def test_an_issuer_that_goes_away_and_comes_back_with_another_key(
    sector: Sector, tokens: Tokens
) -> None:
    now, machines = time.time(), sector.machines
    old = bearer(machines.machine_token())
    called(tokens, old, now)
    machines.stop()
    away = now + AGAIN + 1  # past FRESH, and it is asked in vain
    assert called(tokens, old, away).organisation == KS  # its key goes on for a while
    assert called(tokens, bearer(sector.embedded())).organisation == KS
    machines.start()
    new = bearer(machines.machine_token())
    challenge(tokens, new, away + AGAIN - 1)  # it was asked just now
    assert called(tokens, new, away + AGAIN).organisation == KS
    challenge(tokens, old, away + AGAIN)


def test_an_issuer_that_has_been_away_for_long_is_not_believed(
    sector: Sector, tokens: Tokens
) -> None:
    now, token = time.time(), bearer(sector.machines.machine_token())
    called(tokens, token, now)
    sector.machines.stop()
    with pytest.raises(IssuerAway):
        called(tokens, token, now + FRESH + 21_600)
    sector.machines.start()
