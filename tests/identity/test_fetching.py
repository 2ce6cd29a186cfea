"""An issuer that answers in no usable way is away, in bounded time, whatever it answers."""

from __future__ import annotations

import select
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from joserfc.jwk import ECKey

from api.identity import IssuerAway
from api.identity.fetching import LARGEST, SECONDS
from tests.identity.serving import JWKS, METADATA, Site, found, json_of, keys_of, site

BETWEEN = 0.05
ONE = ECKey.generate_key("P-256", auto_kid=True)


@pytest.fixture
def there() -> Iterator[Site]:
    with site() as served:
        served.keys = [ONE]
        yield served


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
