"""An issuer's documents on a real server on loopback, which can be told to misbehave."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from joserfc.jwk import ECKey

from api.identity.keys import Keys
from api.identity.kinds import People

FRESH, AWAY, AGAIN = 600.0, 3600.0, 30.0
METADATA, JWKS = "/.well-known/openid-configuration", "/jwks"


class Site:
    """What is served; `asked` counts how often keys were asked for."""

    def __init__(self, port: int) -> None:
        self.issuer = f"http://127.0.0.1:{port}"
        self.asked = 0
        self.keys: list[ECKey] = []
        self.pages: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {
            METADATA: json_of(lambda: {"issuer": self.issuer, "jwks_uri": self.issuer + JWKS}),
            JWKS: json_of(self._jwks),
        }

    def _jwks(self) -> Any:
        self.asked += 1
        return {"keys": [key.as_dict(private=False) for key in self.keys]}


def json_of(
    content: Callable[[], Any], status: int = 200
) -> Callable[[BaseHTTPRequestHandler], None]:
    """A page that is a JSON document."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        body = json.dumps(content()).encode()
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body)))
        handler.send_header("Location", JWKS)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


@contextmanager
def site() -> Iterator[Site]:
    """An issuer's site, while the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.pages[self.path](self)

        def log_message(self, *_: object) -> None:
            """The tests say enough."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        served = Site(server.server_port)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield served
        finally:
            server.shutdown()
            thread.join()


def keys_of(there: Site) -> Keys:
    ages = {"fresh_seconds": FRESH, "away_seconds": AWAY, "again_seconds": AGAIN}
    said = {"kind": "people", "issuer": there.issuer, "audience": "oss"}
    return Keys(People.model_validate(said | ages))


def found(keys: Keys, key: ECKey, now: float) -> float:
    """Until when what the key has signed may be remembered."""
    assert key.kid is not None
    return asyncio.run(keys.named(key.kid, now)).until
