"""Keys of an issuer are remembered, asked for again, and let go of."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from joserfc.jwk import ECKey

from api.identity import IssuerAway
from api.identity.caller import Unfit
from api.identity.keys import Keys
from api.identity.kinds import Embedded
from tests.identity.serving import AGAIN, AWAY, FRESH, JWKS, Site, found, json_of, keys_of, site

PATIENCE = 5.0
ONE, OTHER = (ECKey.generate_key("P-256", auto_kid=True) for _ in range(2))


@pytest.fixture
def there() -> Iterator[Site]:
    with site() as served:
        served.keys = [ONE]
        yield served


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


def test_keys_in_a_file_are_read_anew_like_those_that_are_fetched(tmp_path: Path) -> None:
    path = tmp_path / "jwks.json"
    path.write_text(json.dumps({"keys": [ONE.as_dict(private=False)]}))
    keys = Keys(Embedded(kind="embedded", issuer="https://x.example", audience="oss", keys=path))
    found(keys, ONE, 1000)
    path.write_text(json.dumps({"keys": [OTHER.as_dict(private=False)]}))
    found(keys, OTHER, 1000 + AGAIN)
    with pytest.raises(Unfit):
        found(keys, ONE, 1000 + AGAIN)


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
