"""What PostgreSQL keeps for those who may still see it is cleaned once they do not."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event

import psycopg

from people.opening import open_vault
from tests.kit.stores import fresh_url
from tests.people.kit import ISSUER, KEY, SOMEBODY, held


def test_what_the_planner_samples_is_nothing_of_a_person(tmp_path: Path) -> None:
    with fresh_url("postgres", tmp_path) as url, closing(open_vault(url, KEY)) as vault:
        references = [vault.reference(ISSUER, f"somebody {number}") for number in range(50)]
        for reference in references:
            vault.keep(reference, SOMEBODY)
        with psycopg.connect(url, autocommit=True) as connection:
            rows = connection.execute("SELECT key, details FROM vault_people").fetchall()
            connection.execute("ANALYZE")
        vault.erase(*references)
        assert held(url, *(bytes(box) for row in rows for box in row)) == []


def test_an_erasure_waits_for_whoever_still_sees_what_is_erased(tmp_path: Path) -> None:
    with (
        fresh_url("postgres", tmp_path) as url,
        closing(open_vault(url, KEY)) as vault,
        psycopg.connect(url) as reader,
        ThreadPoolExecutor(1) as thread,
    ):
        reference = vault.reference(ISSUER, "somebody")
        vault.keep(reference, SOMEBODY)
        [boxes] = reader.execute("SELECT key, details FROM vault_people").fetchall()
        reader.rollback()
        reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        reader.execute("SELECT 1")  # it sees what is there now, and holds no lock on it
        erasing = thread.submit(vault.erase, reference)
        while vault.details(reference) is not None:
            Event().wait(0.005)
        assert held(url, *map(bytes, boxes)) == [bytes(box) for box in boxes]
        assert not erasing.done()
        reader.rollback()
        erasing.result(30)
        assert held(url, *map(bytes, boxes)) == []
