"""A short decade: it loads through decisions, and the boards are what its raw events come to."""

from __future__ import annotations

import ast
import asyncio
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from log.log import Log
from log.opening import open_store
from ops.decade import recount
from ops.decade.comparing import differences
from ops.decade.comparing import recount as counted
from ops.decade.loading import Told, load
from ops.decade.recount import Count
from projections.catalogue import VIEWS
from projections.opening import open_tables
from projections.participations import Participations
from projections.projector import Projector
from projections.tables import Changes, Freshness, Tables
from tests.kit.stores import fresh_url

FIRST, LAST = date(2017, 1, 2), date(2019, 12, 31)
SMALL: dict[str, Any] = {"count": 10, "kinds": 14, "first": FIRST, "last": LAST}


class Short(NamedTuple):
    """Three years of it, and its views."""

    told: Told
    log: Log
    tables: Tables

    @property
    def recounted(self) -> Count:
        return counted(self.log.store)


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def short(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Short]:
    folder = tmp_path_factory.mktemp("decade")
    with fresh_url(request.param, folder) as url, Log(open_store(url)) as log:
        told = asyncio.run(load(log, **SMALL))
        with closing(open_tables(url)) as tables:
            Projector(log.store, tables, VIEWS).catch_up()
            yield Short(told, log, tables)


def test_it_is_loaded_from_the_first_run_to_the_last(short: Short) -> None:
    assert (short.told.runs, short.told.solutions) == (10, 14)
    topics = {entry.topic for entry in short.log.store.read(0, 100_000)}
    assert {
        "run.proposed", "run.started", "run.closed", "pulje.closed", "participation.decision-made",
        "participation.invitation-expired", "participation.reminded", "survey.answered",
        "adoption.stage-reached", "evaluation.received", "learning.raised", "task.opened",
        "follow-up.done", "use.measured",
    } <= topics  # fmt: skip


def test_the_boards_are_what_the_raw_events_come_to(short: Short) -> None:
    assert list(differences(short.tables, short.recounted, LAST)) == []


def test_a_board_that_is_wrong_is_found(short: Short) -> None:
    row = next(each for each in short.tables.page(Participations) if each.answer == "join")
    at = short.tables.freshness(Participations)
    wrong = row.but(answer="decline")
    short.tables.write({Participations: Changes([wrong], [])}, Freshness(at.position, at.recorded))
    found = list(differences(short.tables, short.recounted, LAST))
    short.tables.write({Participations: Changes([row], [])}, Freshness(at.position, at.recorded))
    assert [each.split()[:2] for each in found] == [["participation", row.id]]


def test_everything_in_it_says_that_it_is_simulated(short: Short) -> None:
    said = [entry.state for entry in short.log.store.read(0, 100_000)]
    titles = [each for each in said if b'"proposer"' in each]
    assert titles
    assert all("imulert" in each.decode() for each in titles)


def test_the_same_seed_tells_the_same_decade(short: Short, tmp_path: Path) -> None:
    with Log(open_store(f"sqlite:///{tmp_path / 'again.db'}")) as log:
        again = asyncio.run(load(log, **SMALL))
    assert again.events == short.told.events
    assert again.refused == short.told.refused


def test_who_recounts_knows_none_of_our_code() -> None:
    tree = ast.parse(Path(recount.__file__).read_text("utf-8"))
    modules = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    ours = {path.parent.name for path in Path().glob("*/__init__.py")}
    assert not [each for each in modules if str(each).partition(".")[0] in ours]
