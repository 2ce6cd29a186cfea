"""Who calls is what a signed token says, and nothing else."""

from __future__ import annotations

import asyncio
import base64
import json
import time
from typing import Any

import pytest
from httpx2 import Response
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey

from aggregates.kernel.act import Role
from aggregates.territory.organisation import Organisation
from log.log import Log, upon
from log.opening import open_store
from ops.issuer import AUDIENCE, ISSUER
from tests.kit.given import act
from tests.kit.http import AUDITOR, KS, Api, day, refused

VENDOR = "320000718"
BODY = {
    "code": "identitet", "name": "Identitet", "kind": "national_solution", "owner": KS,
    "source": "KommIT 12/26",
}  # fmt: skip


def key_of(api: Api) -> ECKey:
    path = api.issuer.public.with_name("private-key.json")
    return ECKey.import_key(json.loads(path.read_text()))


def claims(**other: Any) -> dict[str, Any]:
    """What a good token says, but for the claims named; None leaves a claim out."""
    now = int(time.time())
    good = {
        "iss": ISSUER, "aud": AUDIENCE, "sub": "p-1", "org": KS,
        "role": str(Role.PORTFOLIO_OWNER), "iat": now, "exp": now + 60,
    }  # fmt: skip
    return {name: value for name, value in (good | other).items() if value is not None}


def signed(api: Api, says: dict[str, Any], **header: str) -> str:
    key = key_of(api)
    return jwt.encode({"alg": "ES256", "kid": key.kid, **header}, says, key)


def asked_with(api: Api, authorization: str | None) -> Response:
    headers = {} if authorization is None else {b"authorization": authorization.encode("latin-1")}
    return api.client.post("/api/solutions", json=BODY, headers=headers)


def part(content: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


def unsigned(api: Api) -> str:
    return f"{part({'alg': 'none', 'kid': key_of(api).kid})}.{part(claims())}."


def signed_with_the_public_key(api: Api) -> str:
    public = api.issuer.public.read_text()
    key = OctKey.import_key(json.dumps(json.loads(public)["keys"][0]))
    return jwt.encode({"alg": "HS256", "kid": key_of(api).kid}, claims(), key)


def signed_by_a_stranger(api: Api) -> str:
    stranger = ECKey.generate_key("P-256", auto_kid=True)
    return jwt.encode({"alg": "ES256", "kid": key_of(api).kid}, claims(), stranger)


def tampered(api: Api) -> str:
    header, _, signature = signed(api, claims(role="revisor")).split(".")
    return f"{header}.{part(claims())}.{signature}"


@pytest.mark.parametrize(
    "authorization",
    [None, "", "Bearer", "Bearer ", "Basic cDpw", "Bearer a.b.c", "Bearer x", "Bearer \xff.\xfe.",
     f"Bearer {'x' * 5000}"],
    ids=["none", "empty", "no-token", "blank", "basic", "letters", "one", "latin-1", "long"],
)  # fmt: skip
def test_a_missing_or_malformed_token_is_refused(
    api: Api, head: int, authorization: str | None
) -> None:
    response = asked_with(api, authorization)
    refused(response, 401)
    shown = (authorization or "").startswith("Bearer")
    expected = 'Bearer error="invalid_token"' if shown else "Bearer"
    assert response.headers["www-authenticate"] == expected
    assert api.store.head() == head


@pytest.mark.parametrize(
    "other",
    [
        {"exp": 1}, {"exp": None}, {"exp": "soon"}, {"iat": 4_000_000_000}, {"iat": None},
        {"nbf": 4_000_000_000}, {"aud": "another"}, {"aud": None}, {"iss": "https://other.test"},
        {"iss": None}, {"sub": None}, {"sub": ""}, {"sub": 7}, {"org": None}, {"org": [KS]},
        {"role": "konge"}, {"role": "system"}, {"role": None}, {"role": ["portefoljeeier"]},
        {"sub": "x" * 300},
    ],
    ids=str,
)  # fmt: skip
def test_a_token_that_does_not_say_what_it_has_to_is_refused(
    api: Api, head: int, other: dict[str, Any]
) -> None:
    refused(asked_with(api, f"Bearer {signed(api, claims(**other))}"), 401)
    assert api.store.head() == head


@pytest.mark.parametrize(
    "forge",
    [unsigned, signed_with_the_public_key, signed_by_a_stranger, tampered],
    ids=lambda each: each.__name__,
)
def test_a_forged_token_is_refused(api: Api, head: int, forge: Any) -> None:
    refused(asked_with(api, f"Bearer {forge(api)}"), 401)
    assert api.store.head() == head


def test_a_token_of_an_unknown_key_is_refused(api: Api, head: int) -> None:
    for header in ({"kid": "another"}, {"kid": ""}):
        refused(asked_with(api, f"Bearer {signed(api, claims(), **header)}"), 401)
    assert api.store.head() == head


def test_a_token_that_was_good_is_refused_once_it_has_expired(api: Api) -> None:
    now = int(time.time())
    old = signed(api, claims(iat=now - 60, exp=now - 11))
    refused(asked_with(api, f"Bearer {old}"), 401)


def test_another_role_than_those_permitted_is_refused(api: Api, head: int) -> None:
    refused(api.caller(Role.AUDITOR, AUDITOR).post("/solutions", BODY), 403)
    refused(api.caller(Role.SUBSCRIBER, "320000408").get("/portfolio"), 403)
    assert api.store.head() == head


def test_an_organisation_that_the_register_does_not_know_is_refused(api: Api, head: int) -> None:
    problem = refused(api.caller(Role.PORTFOLIO_OWNER, "999999999").post("/solutions", BODY), 403)
    assert problem["type"] == "/api/problems/unknown_body"
    assert api.store.head() == head


def test_an_organisation_that_has_ended_is_refused_from_that_day(api: Api) -> None:
    owner = api.caller(Role.PORTFOLIO_OWNER, VENDOR)
    owner.does("/solutions", BODY | {"code": "foer-slutten"})
    with Log(open_store(api.url)) as log:
        ending = upon(Organisation, Organisation.id_of(VENDOR), Organisation.end, on=day(0))
        asyncio.run(log.ask(act(), ending))
    refused(owner.post("/solutions", BODY | {"code": "etter-slutten"}), 403)


def test_what_needs_no_caller_is_open_to_all(api: Api) -> None:
    for path in ("/livez", "/readyz", "/api/rules", "/api/rules/I01", "/api/problems/missing"):
        assert api.client.get(path).status_code == 200, path
