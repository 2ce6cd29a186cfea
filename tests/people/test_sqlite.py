from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from log.store import Unavailable
from people.opening import open_vault
from tests.people.kit import KEY, SOMEBODY, data_files, held


def test_an_erasure_is_not_called_done_while_a_reader_holds_on_to_what_was(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'vault.db'}"
    vault = open_vault(url, KEY)
    vault.keep("p-1", SOMEBODY)
    [(key,)] = vault._cabinet.ask("SELECT key FROM vault_people")
    reader = sqlite3.connect(tmp_path / "vault.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM vault_erased").fetchall()
    with pytest.raises(Unavailable, match="reader"):
        vault.erase("p-1")
    assert held(url, key) == [key]
    reader.close()
    vault.erase("p-1")
    assert held(url, key) == []
    vault.close()


def test_only_its_owner_may_read_the_files_of_the_vault(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'vault.db'}"
    vault = open_vault(url, KEY)
    vault.keep("p-1", SOMEBODY)
    assert {path.stat().st_mode & 0o777 for path in data_files(url)} == {0o600}
    vault.close()
