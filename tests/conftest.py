from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from log.log import Log
from log.opening import open_store
from log.store import Store
from tests.kit.stores import fresh_url


@pytest.fixture(params=["sqlite", "postgres"])
def log_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty log of each kind."""
    with fresh_url(request.param, tmp_path) as url:
        yield url


@pytest.fixture
def store(log_url: str) -> Iterator[Store]:
    store = open_store(log_url)
    yield store
    store.close()


@pytest.fixture
def log(log_url: str) -> Iterator[Log]:
    with Log(open_store(log_url)) as log:
        yield log
