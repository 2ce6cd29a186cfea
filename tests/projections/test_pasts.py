"""A past is what a projector that stopped there holds, to the byte, in whatever order one asks."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import cache
from tempfile import TemporaryDirectory
from uuid import uuid4

import orjson
import pytest

from log.log import Log
from log.opening import open_store
from log.store import Append, Entry, Receipt, Store
from log.stored import recorded
from log.timeline import Timeline
from projections.catalogue import VIEWS
from projections.opening import open_tables
from projections.pasts import Pasts
from projections.projector import Projector
from projections.runs import Runs
from projections.tables import Tables
from projections.work import Work
from tests.kit.history import everything

BEGUN = datetime(2024, 1, 1, tzinfo=UTC)
ASKED = 25
THREE = 800_000
"""Bytes that some three pasts of it take, so that older ones are let go of."""


@cache
def real() -> list[Entry]:
    """A past of real decisions that touches every view."""
    with TemporaryDirectory() as folder, Log(open_store(f"sqlite:///{folder}/log.db")) as log:
        everything.tell(log)
        return log.store.read(0, 10_000)


def told_at_random(store: Store, chance: random.Random) -> None:
    """That past, at times of which some run backwards."""
    at = BEGUN
    for entry in real():
        at += timedelta(seconds=chance.choice((-90, 0, 1, 60, 3600, 86_400)))
        state = orjson.loads(entry.state) | {"timestamp": at}
        event = (
            entry.aggregate, entry.version, entry.topic,
            orjson.dumps(state, option=orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z),
        )  # fmt: skip
        seen, names = {entry.aggregate: entry.version - 1}, (entry.aggregate, entry.version)
        [outcome] = store.append([Append(uuid4(), None, seen, [event], names)])
        assert isinstance(outcome, Receipt)


def shown(tables: Tables) -> bytes:
    """Everything that the views say, as it is written."""
    return orjson.dumps({view.name: tables.page(view) for view in VIEWS})


@pytest.fixture(params=range(3))
def chance(request: pytest.FixtureRequest) -> random.Random:
    return random.Random(request.param)


@pytest.fixture
def whole(store: Store, chance: random.Random) -> Store:
    told_at_random(store, chance)
    return store


@pytest.fixture
def pasts(whole: Store) -> Iterator[Pasts]:
    with closing(Pasts(whole, most=THREE)) as pasts:
        yield pasts


@pytest.mark.rule("I64")
def test_any_past_is_what_the_views_held_then(
    whole: Store, pasts: Pasts, log_url: str, chance: random.Random
) -> None:
    entries, timeline = whole.read(0, 10_000), Timeline(whole)
    moments = {timeline.position(m): m for m in map(recorded, chance.sample(entries, ASKED))}
    moments |= {0: BEGUN - timedelta(days=1), len(entries): datetime.now(UTC)}
    with closing(open_tables(log_url)) as tables:
        projector, then = Projector(whole, tables, VIEWS), {0: shown(tables)}
        for entry in entries:
            projector.take([entry])
            if entry.position in moments:
                then[entry.position] = shown(tables)
                assert tables.freshness(Work).recorded == recorded(entry)
    for position in chance.sample(sorted(moments), len(moments)):
        seen, freshness = pasts.look(moments[position], VIEWS, shown).result()
        assert (seen, freshness.position) == (then[position], position)
        assert freshness.recorded == (recorded(entries[position - 1]) if position else None)


def test_a_view_is_added_to_a_past_that_is_kept(pasts: Pasts) -> None:
    now = datetime.now(UTC)
    runs, _ = pasts.look(now, [Runs], lambda tables: tables.page(Runs)).result()
    both, _ = pasts.look(now, [Work, Runs], lambda t: (t.page(Work), t.page(Runs))).result()
    assert runs == both[1]
    assert both[0]


def test_a_process_that_ends_waits_for_no_past_that_has_not_begun(pasts: Pasts) -> None:
    busy, now = threading.Event(), datetime.now(UTC)
    pasts.look(now, [Runs], lambda _: busy.wait())
    following = pasts.look(now, VIEWS, shown)
    ending = threading.Thread(target=pasts.close)
    ending.start()
    with pytest.raises(CancelledError):
        following.result(10)
    busy.set()
    ending.join()
