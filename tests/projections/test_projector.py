"""A view over solutions, as the simplest there is, on both stores."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from aggregates.portfolio.solution import Solution
from log.log import Log, founding, upon
from projections.kernel import Row, Rows, View, on
from projections.opening import open_tables
from projections.projector import Projector
from projections.tables import Tables, order_key
from tests.kit.given import act


@dataclass(frozen=True, slots=True)
class Phase(Row):
    kind: str
    moves: int
    paused: bool
    ambition_of: date | None
    decisions: list[str]


class Phases(View[Phase]):
    name = "phases"
    row = Phase
    order = ("kind",)
    indexes = (("kind",),)

    @on(Solution.Registered)
    def registered(self, event: Solution.Registered, rows: Rows[Phase], position: int) -> None:
        rows.put(Phase(event.code, event.kind, 0, False, None, []))

    @on(Solution.Moved)
    def moved(self, event: Solution.Moved, rows: Rows[Phase], position: int) -> None:
        for row in rows.where("kind", "national_solution"):
            if Solution.id_of(row.id) == event.originator_id:
                rows.put(
                    replace(
                        row,
                        moves=row.moves + 1,
                        paused=event.phase == "paused",
                        decisions=[*row.decisions, event.decision],
                    )
                )


@pytest.fixture
def tables(log_url: str) -> Iterator[Tables]:
    tables = open_tables(log_url)
    yield tables
    tables.close()


async def history(log: Log, codes: str, moves: int = 3) -> None:
    for code in codes:
        await log.ask(
            replace(act(), command=uuid4()),
            founding(
                Solution.register,
                code=code, name=code, kind="national_solution", owner="1", source="S3",
            ),
        )  # fmt: skip
        for move in range(moves):
            phase = "registered" if move % 2 else "paused"
            deed = upon(
                Solution, Solution.id_of(code), Solution.move, phase=phase, decision=f"å{move}"
            )
            await log.ask(replace(act(), command=uuid4()), deed)


def test_a_view_holds_what_its_events_said(log: Log, tables: Tables) -> None:
    asyncio.run(history(log, "ab"))
    Projector(log.store, tables, [Phases]).catch_up()
    [a, b] = tables.page(Phases)
    assert a == Phase("a", "national_solution", 3, True, None, ["å0", "å1", "å2"])
    assert b.id == "b"
    assert tables.freshness(Phases).position == 8
    assert tables.freshness(Phases).recorded == act().at


@pytest.mark.rule("I64")
def test_a_view_goes_on_where_it_left_off(log: Log, tables: Tables) -> None:
    asyncio.run(history(log, "a"))
    Projector(log.store, tables, [Phases]).catch_up()
    asyncio.run(history(log, "b"))
    Projector(log.store, tables, [Phases]).catch_up()
    assert [row.moves for row in tables.page(Phases)] == [3, 3]


def test_pages_follow_each_other_in_a_stable_order(log: Log, tables: Tables) -> None:
    asyncio.run(history(log, "edcba", moves=0))
    Projector(log.store, tables, [Phases]).catch_up()
    seen: list[str] = []
    after: Any = None
    while page := tables.page(Phases, {"paused": False}, after, limit=2):
        seen += [row.id for row in page]
        after = order_key(Phases, page[-1])
    assert seen == list("abcde")
    assert tables.counts(Phases, ["kind", "paused"]) == {("national_solution", False): 5}


@pytest.mark.rule("I64")
def test_a_view_built_anew_takes_the_old_ones_place(log: Log, tables: Tables) -> None:
    class Anew(Phases):
        name = "phases_anew"

    asyncio.run(history(log, "ab"))
    Projector(log.store, tables, [Phases]).catch_up()
    before = tables.page(Phases)
    Projector(log.store, tables, [Anew]).catch_up()
    tables.swap(Phases, Anew)
    assert tables.page(Phases) == before
    assert tables.freshness(Phases).position == log.store.head()


def test_a_running_projector_sees_what_comes(log: Log, tables: Tables) -> None:
    stop = threading.Event()
    projector = Projector(log.store, tables, [Phases])
    thread = threading.Thread(target=projector.run, args=(stop,))
    thread.start()
    hint = tables.hint()
    try:
        asyncio.run(history(log, "ab"))
        while tables.freshness(Phases).position < log.store.head():
            hint.wait(2)
    finally:
        stop.set()
        thread.join()
        hint.close()
    assert [row.moves for row in tables.page(Phases)] == [3, 3]
