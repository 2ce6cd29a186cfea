"""Opens the seal that goes with a log."""

from __future__ import annotations

from pathlib import Path

from seal.store import SealStore


def open_seal(log_url: str) -> SealStore:
    """The seal of the log at `log_url`: in the same PostgreSQL, or in the file beside it."""
    if log_url.startswith("sqlite:///"):
        from seal.sqlite import SQLiteSeal  # each role loads only its own driver

        path = Path(log_url.removeprefix("sqlite:///"))
        return SQLiteSeal(path.with_name(f"{path.stem}-seal.db"))
    from seal.postgres import PostgresSeal

    return PostgresSeal(log_url)
