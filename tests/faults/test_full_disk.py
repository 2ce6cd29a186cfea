"""A disk that fills up is the store's state: nothing is lost, and it goes on when there is room."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from log.log import Log
from log.sqlite import SQLiteStore
from log.store import Unavailable
from tests.faults.asking import registering


class SmallDisk(SQLiteStore):
    """A store whose file may not grow past a number of pages."""

    pages = 2**30

    def _connection(self):  # type: ignore[no-untyped-def]
        connection = super()._connection()
        connection.execute(f"PRAGMA max_page_count = {self.pages}")
        return connection


def test_a_full_disk_refuses_and_loses_nothing(tmp_path: Path) -> None:
    store = SmallDisk(tmp_path / "log.db")
    large = "x" * 10_000

    async def story(log: Log) -> None:
        await registering(log, large)
        SmallDisk.pages = 1
        with pytest.raises(Unavailable):
            await registering(log, large)
        assert store.head() == 1
        SmallDisk.pages = 2**30
        assert (await registering(log, large)).position == 2

    with Log(store) as log:
        asyncio.run(story(log))
