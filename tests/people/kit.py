"""A vault's key, somebody who is not there, and what a store's own files hold."""

from __future__ import annotations

from pathlib import Path

import psycopg

from people.vault import Details
from tests.kit.stores import postgres_server

KEY = bytes(range(32))
ISSUER = "https://issuer.example"
SOMEBODY = Details("Testine Oppdiktet Eksempelsen", "testine@example.no", "+47 00 00 00 00")


def data_files(url: str) -> list[Path]:
    """The files in which the store at `url` keeps its rows, once they are on disk."""
    if url.startswith("sqlite:///"):
        path = Path(url.removeprefix("sqlite:///"))
        return [each for each in path.parent.iterdir() if each.name.startswith(path.name)]
    with psycopg.connect(postgres_server(), autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        [(folder,)] = connection.execute("SHOW data_directory").fetchall()
    with psycopg.connect(url) as connection:
        [(database,)] = connection.execute(
            "SELECT oid FROM pg_database WHERE datname = current_database()"
        ).fetchall()
    return [each for each in Path(folder, "base", str(database)).iterdir() if each.is_file()]


def held(url: str, *secrets: bytes) -> list[bytes]:
    """Which of these bytes are in a file of the store."""
    contents = [path.read_bytes() for path in data_files(url)]
    return [secret for secret in secrets if any(secret in content for content in contents)]
