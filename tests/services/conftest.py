from __future__ import annotations

from collections.abc import Iterator

import pytest

from projections.deadlines import Deadlines
from projections.opening import open_tables
from projections.tables import Tables
from tests.bus.conftest import nats as nats
from tests.bus.conftest import nats_server as nats_server


@pytest.fixture
def tables(log_url: str) -> Iterator[Tables]:
    """The views that go with the log, with an empty view of deadlines."""
    tables = open_tables(log_url)
    tables.create(Deadlines)
    yield tables
    tables.close()
