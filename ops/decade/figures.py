"""What the decade weighs: events, seconds to load and to rebuild, bytes, and the slowest board."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from log.log import Log
from log.opening import open_store
from ops.decade.asking import Query, ask_boards
from ops.decade.comparing import differences, recount
from ops.decade.loading import LAST, Told, load
from projections.catalogue import VIEWS
from projections.opening import open_tables
from projections.projector import Projector

MOST_MS = 50.0


def show() -> int:
    """Load the decade into a new folder, compare and measure; 1 where something is not so."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'log.db'}"
        began = time.perf_counter()
        with Log(open_store(url)) as log:
            told = asyncio.run(load(log))
            loaded = time.perf_counter() - began
            rebuilt, wrong = _built(log, url)
        size = sum(each.stat().st_size for each in folder.iterdir() if each.is_file())
        queries = ask_boards(folder, url)
    _tell(told, loaded, rebuilt, size, queries, wrong)
    return int(bool(wrong) or queries[0].p99 > MOST_MS)


def _built(log: Log, url: str) -> tuple[float, list[str]]:
    """The seconds to fold every view from the first event on, and what a recount finds wrong."""
    tables = open_tables(url)
    began = time.perf_counter()
    Projector(log.store, tables, VIEWS).catch_up()
    seconds = time.perf_counter() - began
    wrong = list(differences(tables, recount(log.store), LAST))
    tables.close()
    return seconds, wrong


def _tell(
    told: Told, loaded: float, rebuilt: float, size: int, queries: list[Query], wrong: list[str]
) -> None:
    refused = ", ".join(f"{count} {rule}" for rule, count in sorted(told.refused.items()))
    lines = (
        f"events            {told.events}",
        f"runs, solutions   {told.runs}, {told.solutions}",
        f"loaded in         {loaded:.1f} s ({told.events / loaded:.0f} events/s)",
        f"views rebuilt in  {rebuilt:.1f} s",
        f"on disk           {size / 1e6:.1f} MB",
        *(f"board             {each.path}: p99 {each.p99:.1f} ms" for each in queries[:8]),
        f"recounted         {'as the boards say' if not wrong else f'{len(wrong)} differences'}",
        *wrong[:20],
        f"refused           {refused or 'nothing'}",
    )
    sys.stdout.write("\n".join(lines) + "\n")
