"""Opens the views that go with a log."""

from __future__ import annotations

from pathlib import Path

from projections.tables import Tables


def open_tables(log_url: str) -> Tables:
    """The views of the log at `log_url`: the same PostgreSQL, or the file beside the SQLite log."""
    if log_url.startswith("sqlite:///"):
        from projections.sqlite import SQLiteTables  # each role loads only its own driver

        path = Path(log_url.removeprefix("sqlite:///"))
        return SQLiteTables(path.with_name(f"{path.stem}-views.db"))
    from projections.postgres import PostgresTables

    return PostgresTables(log_url)
