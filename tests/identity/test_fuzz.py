"""Ten thousand changes to good tokens and proofs: none is accepted, and none breaks anything."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from random import Random

import pytest

from aggregates.kernel.act import Role
from api.identity import Unauthenticated
from tests.identity.forge import Forge
from tests.identity.kit import Headers, bearer, called, request, tokens_of
from tests.identity.mutations import mutated, parts, reworded
from tests.kit.http import BERGEN, KS, Api, refused, running
from tests.kit.reference import reference_url

IN_PROCESS, SIGNED, OVER_HTTP, SEED = 10_000, 2_000, 300, 3
BODY = {"code": "tilfeldig", "name": "T", "kind": "method", "owner": KS, "source": "S3"}


@pytest.fixture(scope="module")
def forge(tmp_path_factory: pytest.TempPathFactory) -> Forge:
    return Forge(tmp_path_factory.mktemp("fuzz"))


@pytest.fixture(scope="module")
def api(forge: Forge) -> Iterator[Api]:
    with reference_url("sqlite", forge.folder) as url, running(url, forge.folder) as api:
        yield api


def good(forge: Forge) -> list[Headers]:
    return [bearer(forge.embedded()), bearer(forge.machine()), forge.shown()]


def test_no_mutation_is_accepted(forge: Forge) -> None:
    chance, accepted = Random(SEED), []

    async def all_of_them() -> None:
        headers = good(forge)
        for _ in range(IN_PROCESS):
            shown = mutated(chance, chance.choice(headers))
            try:
                accepted.append((shown, await tokens.caller(request(shown))))
            except Unauthenticated:
                continue

    with tokens_of(forge.environment) as tokens:
        asyncio.run(all_of_them())
        assert accepted == []
        assert called(tokens, forge.shown()).organisation == BERGEN


def test_whatever_an_issuer_signs_is_refused_or_names_somebody(forge: Forge) -> None:
    chance, refusals, callers = Random(SEED), 0, []

    async def all_of_them() -> None:
        nonlocal refusals
        for _ in range(SIGNED):
            head, payload = parts(reworded(chance, forge.embedded()))
            token = forge.signed(head, payload, forge.key, "ES256")
            try:
                callers.append(await tokens.caller(request(bearer(token))))
            except Unauthenticated:
                refusals += 1

    with tokens_of(forge.environment) as tokens:
        asyncio.run(all_of_them())
    assert refusals > SIGNED / 2
    assert {each.organisation for each in callers} == {KS}
    assert {each.roles for each in callers} == {frozenset({Role.PORTFOLIO_OWNER})}


def test_no_mutation_is_accepted_over_http(api: Api, forge: Forge) -> None:
    chance, headers, head = Random(SEED + 1), good(forge), api.store.head()
    for _ in range(OVER_HTTP):
        shown = mutated(chance, chance.choice(headers))
        sent = [(name.encode(), value.encode("latin-1")) for name, value in shown]
        refused(api.client.post("/api/solutions", json=BODY, headers=sent), 401)
    assert api.store.head() == head
