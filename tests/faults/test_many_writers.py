"""Several processes write, one reads behind them: whoever follows the log misses nothing."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import psycopg

from log.postgres import PostgresStore
from log.tail import tail
from tests.faults.writing import BLOCK
from tests.kit.stores import fresh_url

WRITERS = 4
ROUNDS = 5


def missed(url: str, kind: str) -> set[int]:
    """The positions that a reader did not see, although they are in the log at the end."""
    store, seen, stop = PostgresStore(url), list[int](), threading.Event()

    def read() -> None:
        for batch in tail(store, 0, 100, stop):
            seen.extend(entry.position for entry in batch)

    reader = threading.Thread(target=read)
    reader.start()
    command = [sys.executable, "-m", "tests.faults.writing", url, kind]
    writers = [subprocess.Popen([*command, str(seed)]) for seed in range(WRITERS)]
    try:
        assert [writer.wait(120) for writer in writers] == [0] * WRITERS
        written = {entry.position for entry in store.read(0, 10**6)}
        last = max(written)
        while seen[-1] < last:
            store.hint().wait(0.05)
    finally:
        stop.set()
        reader.join()
        store.close()
    assert seen == sorted(set(seen))
    if kind == "locked":
        assert written == set(range(1, len(written) + 1))
    return written - set(seen)


def test_a_reader_behind_several_writers_misses_nothing(tmp_path: Path) -> None:
    with fresh_url("postgres", tmp_path) as url:
        assert missed(url, "locked") == set()


def test_without_the_lock_the_same_reader_misses_something(tmp_path: Path) -> None:
    """What the test above would show if appends did not wait for each other."""
    for _ in range(ROUNDS):
        with fresh_url("postgres", tmp_path) as url:
            PostgresStore(url).close()
            with psycopg.connect(url) as connection:
                connection.execute(f"CREATE SEQUENCE unlocked INCREMENT {BLOCK}")
            if missed(url, "unlocked"):
                return
    raise AssertionError("The unlocked variant was not caught.")
