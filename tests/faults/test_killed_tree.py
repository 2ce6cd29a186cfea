"""kill -9 of everything, again and again under load: what had a receipt is there, once."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from uuid import UUID

from bus import streams
from bus.connection import connect
from bus.contracts.kernel import CloudEvent
from bus.reading import messages
from bus.translations import translate
from log.opening import open_store
from log.stored import decode
from projections.catalogue import VIEWS
from projections.projector import Projector
from projections.sqlite import SQLiteTables
from projections.tables import Tables
from tests.faults.tree import Load, Tree, embedded

KILLS = 10
RECEIPTS = 40


def test_killed_ten_times_under_load_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    with embedded(tmp_path / "data") as tree:
        load = Load(tree)
        for _ in range(KILLS):
            asyncio.run(_killed_under_load(tree, load))
            tree.start()
        asyncio.run(load.until(RECEIPTS))
        _await_stream(tree)
        _check_log(tree, load)
        assert asyncio.run(_on_stream(tree)) == _expected(tree)
        assert tree.stop() == 0
    _check_views(tree, tmp_path)


async def _killed_under_load(tree: Tree, load: Load) -> None:
    loading = asyncio.create_task(load.until(10**6))
    enough = len(load.receipts) + RECEIPTS
    while len(load.receipts) < enough:
        await asyncio.sleep(0)
    await asyncio.to_thread(tree.kill)
    loading.cancel()
    await asyncio.wait([loading])


def _check_log(tree: Tree, load: Load) -> None:
    store = open_store(tree.log_url)
    entries = store.read(0, 10**6)
    store.close()
    assert [entry.position for entry in entries] == list(range(1, len(entries) + 1))
    at = {entry.position: entry for entry in entries}
    for receipt in load.receipts:
        entry = at[receipt["position"]]
        assert (entry.aggregate, entry.version) == (UUID(receipt["id"]), receipt["version"])
    told = Counter(entry.aggregate for entry in entries if entry.topic == "solution.registered")
    assert set(told.values()) == {1}
    assert len(load.receipts) > KILLS * RECEIPTS


def _expected(tree: Tree) -> list[str]:
    """The ids of everything that is told outside, in the log's order."""
    store = open_store(tree.log_url)
    entries = store.read(0, 10**6)
    store.close()
    return [f"{store.identity}-{e.position}" for e in entries if translate(decode(e))]


async def _on_stream(tree: Tree) -> list[str]:
    client = await connect(tree.access()["operator"], "test")
    try:
        return [
            CloudEvent.model_validate_json(message.data).id
            async for batch in messages(client, streams.PUBLISHED, "test")
            for message in batch
        ]
    finally:
        await client.close()


def _await_stream(tree: Tree) -> None:
    """Until the stream has as many messages as it should, and every view is at the log's end."""
    expected = len(_expected(tree))
    for _ in range(600):
        if len(asyncio.run(_on_stream(tree))) >= expected:
            return
    raise AssertionError("The stream did not catch up.")


def _check_views(tree: Tree, folder: Path) -> None:
    """The views, folded to the end, against the same ones built anew from the log."""
    store = open_store(tree.log_url)
    kept: Tables = SQLiteTables(tree.data / "log-views.db")
    Projector(store, kept, VIEWS).catch_up()
    anew: Tables = SQLiteTables(folder / "anew.db")
    Projector(store, anew, VIEWS).catch_up()
    try:
        for view in VIEWS:
            assert kept.freshness(view).position == store.head()
            assert kept.page(view) == anew.page(view), view.name
    finally:
        for tables in (kept, anew):
            tables.close()
        store.close()
