"""What was sealed: leaves, the hashes above them, checkpoints and the cosignatures of witnesses.

Nothing here is changed or deleted, and every key is used once: of two sealers that would add the
same leaf, one finds that it is `Overtaken`. Both stores share this code path; `sqlite.py` and
`postgres.py` supply only how to ask and how to add.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

SCHEMA = """
CREATE TABLE IF NOT EXISTS seal_leaves (
    leaf BIGINT PRIMARY KEY,
    position BIGINT NOT NULL UNIQUE,
    hash {bytes} NOT NULL,
    content {bytes} NOT NULL
);
CREATE TABLE IF NOT EXISTS seal_nodes (
    level INTEGER NOT NULL,
    node BIGINT NOT NULL,
    hash {bytes} NOT NULL,
    PRIMARY KEY (level, node)
);
CREATE TABLE IF NOT EXISTS seal_checkpoints (size BIGINT PRIMARY KEY, note TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS seal_cosignatures (
    size BIGINT NOT NULL,
    name TEXT NOT NULL,
    line TEXT NOT NULL,
    PRIMARY KEY (size, name)
);
"""
LEAVES = "SELECT leaf, position, hash, content FROM seal_leaves"
Rows = Sequence[Sequence[object]]


class Overtaken(Exception):
    """Another process has added the same before."""


class Leaf(NamedTuple):
    """An event as it was sealed: where in the tree, where in the log, and its bytes."""

    number: int
    position: int
    hash: bytes
    content: bytes


class SealStore(ABC):
    """Safe to use from several threads and processes.

    Every method raises `Unavailable` where the store does not answer within its bounded wait.
    """

    @abstractmethod
    def ask(self, query: str, *values: object) -> list[Any]:
        """The rows that answer one query; `%s` marks a value in it."""

    @abstractmethod
    def add(self, *rows: tuple[str, Rows]) -> None:
        """Insert rows into tables in one durable transaction. Raises `Overtaken`."""

    @abstractmethod
    def close(self) -> None:
        """Let go of every connection."""

    def reach(self) -> tuple[int, int]:
        """How many leaves there are, and the position of the last one; 0 where there is none."""
        query = f"{LEAVES} ORDER BY leaf DESC LIMIT 1"
        for number, position, *_ in self.ask(query):
            return number + 1, position
        return 0, 0

    def leaves(self, begin: int, count: int) -> list[Leaf]:
        """At most `count` leaves from an index on."""
        query = f"{LEAVES} WHERE leaf >= %s AND leaf < %s ORDER BY leaf"
        return [_leaf(row) for row in self.ask(query, begin, begin + count)]

    def at(self, positions: Sequence[int]) -> list[Leaf]:
        """The leaves of the entries at these positions of the log, as far as they are sealed."""
        marks = ", ".join(["%s"] * len(positions)) or "NULL"
        query = f"{LEAVES} WHERE position IN ({marks}) ORDER BY leaf"
        return [_leaf(row) for row in self.ask(query, *positions)]

    def hashes(self, level: int, begin: int, count: int) -> list[bytes]:
        """Hashes of a level of tiles: those of the leaves, or of full tiles below."""
        table = "seal_nodes WHERE level = %s AND node" if level else "seal_leaves WHERE leaf"
        name = "node" if level else "leaf"
        query = f"SELECT hash FROM {table} >= %s AND {name} < %s ORDER BY {name}"
        values = [level] if level else []
        return [bytes(row[0]) for row in self.ask(query, *values, begin, begin + count)]

    def grow(self, leaves: Sequence[Leaf], nodes: Rows) -> None:
        """Add leaves, and the hashes that they complete. Raises `Overtaken`."""
        self.add(("seal_leaves", leaves), ("seal_nodes", nodes))

    def checkpoint(self, size: int | None = None) -> tuple[int, str] | None:
        """The checkpoint of a size, or the newest one, as (size, note)."""
        query = "SELECT size, note FROM seal_checkpoints"
        rows = (
            self.ask(f"{query} ORDER BY size DESC LIMIT 1")
            if size is None
            else self.ask(f"{query} WHERE size = %s", size)
        )
        return (rows[0][0], rows[0][1]) if rows else None

    def keep_checkpoint(self, size: int, note: str) -> None:
        """Keep what was signed of a size. Raises `Overtaken` where there is one."""
        self.add(("seal_checkpoints", [(size, note)]))

    def cosignatures(self, size: int) -> list[str]:
        """The lines of the witnesses that have cosigned the checkpoint of a size."""
        query = "SELECT line FROM seal_cosignatures WHERE size = %s ORDER BY name"
        return [row[0] for row in self.ask(query, size)]

    def keep_cosignature(self, size: int, name: str, line: str) -> None:
        """Keep a witness's line. Raises `Overtaken` where there is one of this witness."""
        self.add(("seal_cosignatures", [(size, name, line)]))


def inserting(rows: Sequence[tuple[str, Rows]]) -> Iterator[tuple[str, Rows]]:
    """The statement that inserts into each table, and what it inserts."""
    for table, added in rows:
        if added:
            marks = ", ".join(["%s"] * len(added[0]))
            yield f"INSERT INTO {table} VALUES ({marks})", added


def _leaf(row: Sequence[Any]) -> Leaf:
    return Leaf(row[0], row[1], bytes(row[2]), bytes(row[3]))
