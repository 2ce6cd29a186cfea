"""Every kind of bad token that we could think of is refused, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from api.identity import Tokens
from tests.identity import bad_claims, bad_forms, bad_headers, bad_proofs, bad_signatures
from tests.identity.client import proof
from tests.identity.forge import NOWHERE, Forge
from tests.identity.kit import ADDRESS, TARGET, bearer, bound, called, challenge, tokens_of
from tests.kit.http import BERGEN, KS, Api, refused, running
from tests.kit.reference import reference_url

BODY = {"code": "falsk", "name": "Falsk", "kind": "method", "owner": KS, "source": "S3"}
TABLES = (bad_claims.BAD, bad_headers.BAD, bad_signatures.BAD, bad_forms.BAD, bad_proofs.BAD)
BAD = {name: make for table in TABLES for name, make in table.items()}


@pytest.fixture(scope="module")
def forge(tmp_path_factory: pytest.TempPathFactory) -> Forge:
    return Forge(tmp_path_factory.mktemp("forge"))


@pytest.fixture(scope="module")
def api(forge: Forge, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """The application that believes the forge's issuers."""
    with reference_url("sqlite", forge.folder) as url, running(url, forge.folder) as api:
        yield api


@pytest.fixture
def tokens(forge: Forge) -> Iterator[Tokens]:
    with tokens_of(forge.environment) as tokens:
        yield tokens


def test_there_are_many_kinds_and_none_hides_another() -> None:
    assert len(BAD) == sum(map(len, TABLES)) >= 80


@pytest.mark.parametrize("name", BAD)
def test_a_bad_token_is_refused(api: Api, forge: Forge, name: str) -> None:
    head = api.store.head()
    sent = [(each.encode(), value.encode("latin-1")) for each, value in BAD[name](forge)]
    response = api.client.post("/api/solutions", json=BODY, headers=sent)
    refused(response, 401)
    assert response.headers["www-authenticate"].startswith("Bearer")
    assert api.store.head() == head


def test_a_token_that_cannot_be_tried_because_its_issuer_is_away_is_told_so(
    api: Api, forge: Forge
) -> None:
    headers = dict(forge.shown(forge.person(iss=NOWHERE)))
    response = api.client.post("/api/solutions", json=BODY, headers=headers)
    assert refused(response, 503)["type"] == "/api/problems/issuer_away"
    assert response.headers["retry-after"]


def test_the_good_ones_that_these_are_made_of_are_accepted(forge: Forge, tokens: Tokens) -> None:
    assert called(tokens, bearer(forge.embedded())).organisation == KS
    assert called(tokens, bearer(forge.machine())).organisation == KS
    assert called(tokens, forge.shown()).organisation == BERGEN


def test_the_other_signature_of_a_token_says_the_same_and_no_more(
    forge: Forge, tokens: Tokens
) -> None:
    """Who knows (r, s) knows (r, -s), and half of all issuers sign with the high one."""
    said, r, s = bad_signatures.numbers(forge)
    for other in (s, bad_signatures.ORDER - s):
        assert called(tokens, bearer(bad_signatures.pair(said, r, other))).organisation == KS


@pytest.mark.parametrize(
    "htu",
    [TARGET, f"{TARGET}?side=2#topp", "HTTPS://Fellestakt.Example:443/api/solutions",
     f"{ADDRESS}/api/%73olutions"],
)  # fmt: skip
def test_an_address_may_be_written_in_other_ways(forge: Forge, tokens: Tokens, htu: str) -> None:
    assert called(tokens, forge.shown(htu=htu)).organisation == BERGEN


def test_a_proof_is_accepted_once_and_never_again(forge: Forge, tokens: Tokens) -> None:
    token = forge.person()
    first, again = (
        bound(token, proof(forge.holder, "POST", TARGET, token, jti="den samme")) for _ in range(2)
    )
    called(tokens, first)
    assert 'DPoP error="invalid_dpop_proof"' in challenge(tokens, again)
