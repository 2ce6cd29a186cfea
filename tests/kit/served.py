"""The application behind the real server, on a port of its own."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from api.app import create_app, with_resources
from api.main import HOST, serving
from ops.issuer import Issuer
from tests.kit.settings import settings_of


@contextmanager
def served(url: str, folder: Path) -> Iterator[tuple[int, Issuer]]:
    """The port that the application on the log at `url` answers on, and who signs its tokens."""
    issuer = Issuer(folder / "issuer")
    app = create_app(with_resources(settings_of(url, folder)))
    server = uvicorn.Server(uvicorn.Config(app, **serving()))
    with socket.create_server((HOST, 0)) as listening:
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            yield listening.getsockname()[1], issuer
        finally:
            server.should_exit = True
            thread.join()
