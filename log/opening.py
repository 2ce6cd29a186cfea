"""Opens the log that a URL names."""

from __future__ import annotations

from pathlib import Path

from log.store import Store


def open_store(url: str) -> Store:
    """The store at `sqlite:///relative.db`, `sqlite:////absolute.db` or `postgresql://...`.

    Raises ValueError for other schemes and `Unavailable` where it cannot be reached.
    """
    if url.startswith("sqlite:///"):
        from log.sqlite import SQLiteStore  # imported here: each role loads only its own driver

        return SQLiteStore(Path(url.removeprefix("sqlite:///")))
    if url.startswith("postgresql://"):
        from log.postgres import PostgresStore

        return PostgresStore(url)
    raise ValueError(
        f"A log is at sqlite:///... or postgresql://..., not at {url.partition(':')[0]}:"
    )
