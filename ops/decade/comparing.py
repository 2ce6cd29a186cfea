"""The boards of the decade beside a count of its raw events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain

from log.store import Store
from ops.decade.recount import RUN_STAGES, Count, counted
from projections.evaluations import Evaluations
from projections.learnings import Learnings
from projections.participations import Participations
from projections.puljer import Puljer
from projections.region_board import RegionBoard
from projections.runs import Runs
from projections.tables import Tables

BATCH = 5000


def recount(store: Store) -> Count:
    """The raw events of a log, counted."""

    def entries() -> Iterator[tuple[str, str, bytes]]:
        position = 0
        while batch := store.read(position, BATCH):
            for entry in batch:
                yield entry.topic, str(entry.aggregate), entry.state
            position = batch[-1].position

    return counted(entries())


def differences(tables: Tables, count: Count, day: date) -> Iterator[str]:
    """Every row of a board that is not what the raw events come to, and every broken rule."""
    return chain(
        (f"pulje {each} has more in it than places" for each in count.over_capacity),
        _standings(tables, count), _participations(tables, count), _puljer(tables, count),
        _runs(tables, count), _ledger(tables, count, day),
    )  # fmt: skip


def _standings(tables: Tables, count: Count) -> Iterator[str]:
    seen = set()
    for row in tables.page(RegionBoard):
        whose = (row.municipality, row.solution)
        seen.add(whose)
        asked = count.participations.get(count.latest.get(whose, ""), {})
        shown = (row.stage, row.run, row.answer, row.pulje, row.place)
        told = [asked.get(name) for name in ("run", "answer", "pulje", "place")]
        if shown != (count.stages.get(whose), *told):
            yield f"{whose}: {shown} is {count.stages.get(whose)}, {told}"
    missing = (count.stages.keys() | count.latest.keys()) - seen
    yield from (f"{whose} is on no board" for whose in missing)


def _participations(tables: Tables, count: Count) -> Iterator[str]:
    names = ("run", "invitation", "answer", "pulje", "place")
    for row in tables.page(Participations):
        told = count.participations.get(row.id, {})
        if any(getattr(row, name) != told.get(name) for name in names):
            yield f"participation {row.id} is {told}"


def _puljer(tables: Tables, count: Count) -> Iterator[str]:
    for row in tables.page(Puljer):
        same = (set(row.taken), row.waiting) == (count.taken[row.id], count.waiting[row.id])
        if not same:
            yield f"pulje {row.id} has other places or another queue"


def _runs(tables: Tables, count: Count) -> Iterator[str]:
    for row in tables.page(Runs):
        told = count.runs.get(row.id)
        if row.stage in RUN_STAGES.values() and row.stage != told:
            yield f"run {row.id}: {row.stage} is {told}"


def _ledger(tables: Tables, count: Count, day: date) -> Iterator[str]:
    owed, debt = sum(row.owed(day) for row in tables.page(Evaluations)), count.debt(day.isoformat())
    if owed != debt:
        yield f"evaluation debt: {owed} is {debt}"
    shown, opened = sum(row.open for row in tables.page(Learnings)), sum(count.learnings.values())
    if shown != opened:
        yield f"open learnings: {shown} is {opened}"
