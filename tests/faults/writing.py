"""A process that writes to a PostgreSQL log: `python -m tests.faults.writing URL KIND SEED`."""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from uuid import UUID, uuid4

from log.postgres import Connection, PostgresStore, PostgresTransaction
from log.store import Append, Standing

GROUPS = 150
BLOCK = 100  # more than the largest group, so that two writers never get the same positions


class UnlockedTransaction(PostgresTransaction):
    """Positions from a sequence, as a log without a lock would take them."""

    def standing(self, aggregates: Sequence[UUID], commands: Sequence[UUID]) -> Standing:
        standing = super().standing(aggregates, commands)
        [(standing.head,)] = self.connection.execute("SELECT nextval('unlocked')")
        return standing


class UnlockedStore(PostgresStore):
    """The variant that the lock is there to prevent: writers that do not wait for their turn."""

    def locked(self, connection: Connection) -> PostgresTransaction:
        connection.execute("BEGIN")
        return UnlockedTransaction(connection)


def main(url: str, kind: str, seed: str) -> None:
    chance = random.Random(seed)
    store = UnlockedStore(url) if kind == "unlocked" else PostgresStore(url)
    try:
        for _ in range(GROUPS):
            store.append([_something() for _ in range(chance.randint(1, 20))])
    finally:
        store.close()


def _something() -> Append:
    id = uuid4()
    return Append(uuid4(), None, {id: 0}, [(id, 1, "solution.registered", b"{}")], (id, 1))


if __name__ == "__main__":
    main(*sys.argv[1:])
