"""Keys of an issuer are remembered, asked for again, and let go of."""

from __future__ import annotations

import asyncio
import select
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from joserfc.jwk import ECKey

from api.identity import IssuerAway
from api.identity.caller import Unfit
from api.identity.fetching import LARGEST, SECONDS
from api.identity.keys import Keys
from api.identity.kinds import People
from tests.identity.serving import JWKS, METADATA, Site, json_of, site

FRESH, AWAY, AGAIN, BETWEEN = 600.0, 3600.0, 30.0, 0.05
PATIENCE = 5.0
ONE, OTHER = (ECKey.generate_key("P-256", auto_kid=True) for _ in range(2))


@pytest.fixture
def there() -> Iterator[Site]:
    with site() as served:
        served.keys = [ONE]
        yield served


def keys_of(there: Site) -> Keys:
    ages = {"fresh_seconds": FRESH, "away_seconds": AWAY, "again_seconds": AGAIN}
    said = {"kind": "people", "issuer": there.issuer, "audience": "oss"}
    return Keys(People.model_validate(said | ages))


def found(keys: Keys, key: ECKey, now: float) -> float:
    """Until when what the key has signed may be remembered."""
    assert key.kid is not None
    return asyncio.run(keys.named(key.kid, now)).until


def test_keys_are_asked_for_once_while_they_are_fresh(there: Site) -> None:
    keys = keys_of(there)
    assert found(keys, ONE, 1000) == 1000 + FRESH
    assert found(keys, ONE, 1000 + FRESH - 1) == 1000 + FRESH
    assert there.asked == 1
    assert found(keys, ONE, 1000 + FRESH) == 1000 + 2 * FRESH
    assert there.asked == 2


def test_a_key_that_is_not_known_is_asked_for_and_not_again_at_once(there: Site) -> None:
    keys = keys_of(there)
    found(keys, ONE, 1000)
    there.keys = [ONE, OTHER]
    for now in range(1000, 1030, 3):
        with pytest.raises(Unfit):
            found(keys, OTHER, now)
    assert there.asked == 1
    found(keys, OTHER, 1030)
    assert there.asked == 2


def test_many_who_ask_at_once_make_one_request(there: Site) -> None:
    keys = keys_of(there)
    assert ONE.kid is not None
    kid = ONE.kid

    async def many() -> None:
        await asyncio.gather(*(keys.named(kid, 1000) for _ in range(20)))

    asyncio.run(many())
    assert there.asked == 1


def test_a_key_that_is_gone_is_let_go_of_when_the_others_are_no_longer_fresh(there: Site) -> None:
    keys = keys_of(there)
    found(keys, ONE, 1000)
    there.keys = [OTHER]
    found(keys, ONE, 1000 + FRESH - 1)
    with pytest.raises(Unfit):
        found(keys, ONE, 1000 + FRESH)


def test_keys_go_on_for_a_while_when_the_issuer_is_away(there: Site) -> None:
    keys = keys_of(there)
    found(keys, ONE, 1000)
    there.pages[JWKS] = json_of(dict, 503)
    late = 1000 + FRESH
    assert found(keys, ONE, late) == late + AGAIN  # until it may be asked again
    found(keys, ONE, late + AWAY - 1)
    with pytest.raises(IssuerAway):
        found(keys, ONE, late + AWAY)


def test_nobody_waits_for_an_issuer_that_was_away_but_who_asks_it(there: Site) -> None:
    keys, answer = keys_of(there), threading.Event()
    found(keys, ONE, 1000)
    there.pages[JWKS] = json_of(dict, 503)
    found(keys, ONE, 1000 + FRESH)
    there.pages[JWKS] = json_of(lambda: {"keys": [answer.wait(PATIENCE)]})
    kid, later = str(ONE.kid), 1000 + FRESH + AGAIN

    async def several() -> None:
        asking = asyncio.create_task(keys.named(kid, later))
        await asyncio.sleep(0)  # it has begun to ask
        await keys.named(kid, later)
        assert not asking.done()
        answer.set()
        with pytest.raises(Unfit):
            await asking

    asyncio.run(several())


def dripping(handler: BaseHTTPRequestHandler) -> None:
    """An answer that never ends, a byte at a time."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    for _ in range(int(4 * SECONDS / BETWEEN)):
        if select.select([handler.connection], [], [], BETWEEN)[0]:
            return  # the other end has closed
        handler.wfile.write(b"x")


def elsewhere(url: str) -> Any:
    return json_of(lambda: {"issuer": "?", "jwks_uri": url})


@pytest.mark.parametrize(
    ("page", "answer"),
    [
        (METADATA, json_of(dict, 404)),
        (METADATA, json_of(dict, 302)),
        (METADATA, json_of(lambda: ["issuer"])),
        (METADATA, elsewhere("http://127.0.0.1:1/jwks")),
        (JWKS, json_of(dict, 301)),
        (JWKS, json_of(lambda: {"keys": "x"})),
        (JWKS, json_of(lambda: {"keys": [{}] * 51})),
        (JWKS, json_of(lambda: {"keys": [], "x": "x" * LARGEST})),
        (JWKS, dripping),
    ],
    ids=[
        "not-there", "moved", "list", "another-issuer", "keys-moved", "no-list", "many", "large",
        "slow",
    ],
)  # fmt: skip
def test_an_issuer_that_answers_in_no_usable_way_is_away(
    there: Site, page: str, answer: Any
) -> None:
    there.pages[page] = answer
    begun = time.monotonic()
    with pytest.raises(IssuerAway):
        found(keys_of(there), ONE, 1000)
    assert time.monotonic() < begun + 2 * SECONDS


@pytest.mark.parametrize("where", ["http://192.0.2.1/jwks", "file:///etc/passwd", None, 7])
def test_keys_are_not_fetched_from_anywhere(there: Site, where: Any) -> None:
    said = {"issuer": there.issuer, "jwks_uri": where}
    there.pages[METADATA] = json_of(lambda: said)
    with pytest.raises(IssuerAway):
        found(keys_of(there), ONE, 1000)


def test_keys_that_cannot_verify_are_passed_over(there: Site) -> None:
    private, secret = ONE.as_dict(private=True), {"kty": "oct", "k": "c2VjcmV0", "kid": "hemmelig"}
    others = [
        OTHER.as_dict(private=False) | {"use": "enc"}, private | {"kid": "privat"}, secret,
        {"kty": "AKP", "kid": "kvante"}, {"kid": "ingen"}, "x",
        {"kty": "RSA", "n": "AQAB", "e": "AQAB", "kid": "kort"},
    ]  # fmt: skip
    there.pages[JWKS] = json_of(lambda: {"keys": [*others, ONE.as_dict(private=False)]})
    keys = keys_of(there)
    found(keys, ONE, 1000)
    for kid in ("privat", "hemmelig", "kvante", "ingen", "kort", str(OTHER.kid)):
        with pytest.raises(Unfit):
            asyncio.run(keys.named(kid, 1000))
