"""Logs with the reference data of the whole country in them, copied instead of imported anew."""

from __future__ import annotations

import asyncio
import atexit
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import psycopg

from log.log import Log
from log.opening import open_store
from log.store import Unavailable
from ops.imports.running import importing, run
from projections.catalogue import VIEWS
from projections.opening import open_tables
from projections.projector import Projector
from tests.kit.rosters import SOMEBODY, referred, staff
from tests.kit.stores import postgres_server

IMPORTED = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


@contextmanager
def reference_url(kind: str, folder: Path) -> Iterator[str]:
    """The URL of a log of that kind which holds the reference data, its views up to date.

    In `folder` is a vault that knows `SOMEBODY`, who holds every function there is.
    """
    if kind == "sqlite":
        for name in ("log.db", "log-views.db", "vault.db", "vault.key"):
            shutil.copy(_template_file().with_name(name), folder)
        yield f"sqlite:///{folder / 'log.db'}"
        return
    name = f"t{uuid4().hex}"
    _administer(f"CREATE DATABASE {name} TEMPLATE {_template_database()}")
    shutil.copy(_template_folder() / "vault.key", folder)
    yield _database_url(name)
    _administer(f"DROP DATABASE {name} WITH (FORCE)")


@cache
def _template_folder() -> Path:
    """A folder for the key of the vaults, and for what there is as files."""
    folder = TemporaryDirectory(prefix="fellestakt-reference-")
    atexit.register(folder.cleanup)
    return Path(folder.name)


@cache
def _template_file() -> Path:
    path = _template_folder() / "log.db"
    _fill(f"sqlite:///{path}")
    return path


@cache
def _template_database() -> str:
    name = f"reference{uuid4().hex}"
    _administer(f"CREATE DATABASE {name}")
    _fill(_database_url(name))
    return name


def _fill(url: str) -> None:
    with Log(open_store(url)) as log:
        _import(log)
        staff(log.store, referred(url, _template_folder(), SOMEBODY))
        tables = open_tables(url)
        Projector(log.store, tables, VIEWS).catch_up()
        tables.close()


def _import(log: Log) -> None:
    """Import everything; a machine that is busy with other tests may need a second go."""
    for last in (False, False, True):
        try:
            asyncio.run(run(log, importing(IMPORTED)))
            return
        except Unavailable:
            if last:
                raise


def _administer(statement: str) -> None:
    with psycopg.connect(postgres_server(), autocommit=True) as connection:
        connection.execute(statement)


def _database_url(name: str) -> str:
    base, _, query = postgres_server().partition("?")
    return f"{base.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")
