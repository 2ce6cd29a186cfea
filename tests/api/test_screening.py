"""Nothing that points at a person comes into history by any field of any command."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from httpx2 import Response

from aggregates.kernel.act import Role
from tests.kit.endpoints import Endpoint
from tests.kit.http import BERGEN, KS, Api, Caller, refused
from tests.kit.planting import COMMANDS, address, planted, screened
from tests.people.numbers import identity_number

NUMBER = next(each for n in range(100, 999) if (each := identity_number(date(1987, 6, 15), n)))
MARKERS = {
    "email": "skriv til test@example.no", "telephone": "ring 912 34 567",
    "identity_number": f"gjelder {NUMBER}",
}  # fmt: skip
TOLD = {
    "email": "en e-postadresse", "telephone": "et telefonnummer",
    "identity_number": "et fødselsnummer eller et annet personnummer",
}  # fmt: skip
SOLUTION = {"code": "x", "name": "X", "kind": "method", "owner": KS, "source": "S3"}


@pytest.fixture(autouse=True)
def nothing_is_stored(api: Api) -> Iterator[None]:
    before = api.store.head()
    yield
    assert api.store.head() == before


def refused_as(response: Response, marker: str, field: str) -> None:
    problem = refused(response, 409, rule="I67", reason="personal")
    assert problem["facts"] == {"field": field, "marker": marker}
    assert problem["detail"].startswith(f"Feltet «{field}» inneholder {TOLD[marker]}.")
    assert not any(text in response.text for text in (*MARKERS.values(), NUMBER))


@pytest.mark.rule("I67")
@pytest.mark.parametrize(
    "api", ["sqlite"], indirect=True
)  # it is refused before any store is asked
@pytest.mark.parametrize("endpoint", screened(), ids=lambda each: f"{each.method} {each.path}")
def test_no_field_of_a_command_takes_what_points_at_a_person(api: Api, endpoint: Endpoint) -> None:
    assert endpoint.permitted
    role = min(endpoint.permitted)
    who = api.caller(role, BERGEN if role.startswith("kommunal") else KS)
    send = {"POST": who.post, "PUT": who.put}[endpoint.method]
    tried = 0
    for marker, text in MARKERS.items():
        for field, body in planted(endpoint, text):
            refused_as(send(address(endpoint), body), marker, field)
            tried += 1
    assert tried >= 6


def test_every_command_with_words_in_its_body_is_screened_but_those_for_the_vault() -> None:
    with_body = {each.path for each in COMMANDS if list(planted(each, "x"))}
    vault = {"/api/people/{reference}/details", "/api/people/writings"}
    # Signatures are no words, and the reasons for undoing a link are a list.
    wordless = {"/api/seal/cosignatures", "/api/people/writings/{id}/ending"}
    assert with_body - {each.path for each in screened()} == vault | wordless


@pytest.fixture
def owner(api: Api) -> Caller:
    return api.caller(Role.PORTFOLIO_OWNER)


def test_the_address_is_screened_too(owner: Caller) -> None:
    moving = {"phase": "trial", "decision": "KS 1/26"}
    response = owner.post(f"/solutions/{NUMBER}/phase", moving)
    problem = refused(response, 409, rule="I67", reason="personal")
    assert problem["facts"] == {"field": "code", "marker": "identity_number"}


@pytest.mark.parametrize("marker", MARKERS)
def test_an_idempotency_key_is_no_place_for_it(owner: Caller, marker: str) -> None:
    response = owner.post("/solutions", SOLUTION, idempotency_key=MARKERS[marker])
    refused_as(response, marker, "idempotency-key")


def test_a_number_that_is_an_identity_number_is_refused(api: Api) -> None:
    municipal = api.caller(Role.MUNICIPAL_DECIDER, BERGEN)
    measured = {"value": int(NUMBER), "unit": "x", "on": "2026-01-01"}
    benefit = {"indicator": "x", "owner": "x", "baseline": measured, "measured": measured}
    response = municipal.post("/municipalities/4601/adoptions/kjernejournal/benefits", benefit)
    problem = refused(response, 409, rule="I67", reason="personal")
    assert problem["facts"]["marker"] == "identity_number"
