from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Protocol

import pytest

from log.opening import open_store
from people.opening import open_vault
from projections.opening import open_tables
from seal.opening import open_seal
from tests.kit.stores import fresh_url

ROLES = 4
TIMES = {"sqlite": 20, "postgres": 2}
KEY = bytes(32)


class Closed(Protocol):
    def close(self) -> None: ...


OPENED: dict[str, Callable[[str], Closed]] = {
    "log": open_store,
    "seal": open_seal,
    "views": open_tables,
    "vault": lambda url: open_vault(url, KEY),
}


@pytest.mark.parametrize("kind", TIMES)
@pytest.mark.parametrize("what", OPENED)
def test_roles_that_start_at_once_on_a_new_machine_all_open_what_they_need(
    what: str, kind: str, tmp_path: Path
) -> None:
    def start(url: str, together: Barrier) -> None:
        together.wait()
        OPENED[what](url).close()

    for time in range(TIMES[kind]):
        with fresh_url(kind, tmp_path / str(time)) as url, ThreadPoolExecutor(ROLES) as roles:
            together = Barrier(ROLES)
            list(roles.map(start, [url] * ROLES, [together] * ROLES))
