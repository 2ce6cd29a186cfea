"""What the vault keeps, as it is stored: sealed values, and never a name in clear.

Both stores share this code path; `sqlite.py` and `postgres.py` supply only what differs: how to
ask, how to be alone, and how to leave nothing behind of what was deleted.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any

from people.cleaning import Cleaning

SCHEMA = """
CREATE TABLE IF NOT EXISTS vault_identity (
    proof {bytes} NOT NULL,
    changes BIGINT NOT NULL,
    position BIGINT NOT NULL
);
CREATE TABLE IF NOT EXISTS vault_subjects (
    subject {bytes} PRIMARY KEY,
    reference TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS vault_subjects_of ON vault_subjects (reference);
CREATE TABLE IF NOT EXISTS vault_people (
    reference TEXT PRIMARY KEY,
    key {bytes} NOT NULL,
    details {bytes}
);
CREATE TABLE IF NOT EXISTS vault_names (
    mark {bytes} NOT NULL,
    reference TEXT NOT NULL,
    PRIMARY KEY (mark, reference)
);
CREATE INDEX IF NOT EXISTS vault_names_of ON vault_names (reference);
CREATE TABLE IF NOT EXISTS vault_erased (reference TEXT PRIMARY KEY);
"""
HOLDING = ("vault_subjects", "vault_people", "vault_names")
"""The tables that hold something of a person until it is erased."""

CHANGED = "UPDATE vault_identity SET changes = changes + 1"

Ask = Callable[..., list[Any]]


class Cabinet(ABC):
    """Where the vault's values are kept. Safe to use from several threads and processes.

    Every method raises `Unavailable` where the store does not answer within its bounded wait.
    """

    def __init__(self) -> None:
        self._cleaning = Cleaning(self.scrub)

    @abstractmethod
    def ask(self, query: str, *values: object) -> list[Any]:
        """The rows that answer one query; `%s` marks a value in it."""

    @abstractmethod
    def alone(self) -> AbstractContextManager[Ask]:
        """A way to ask in one durable transaction that no other writer runs beside."""

    @abstractmethod
    def scrub(self) -> None:
        """Leave nothing of deleted rows in the store's own files."""

    @abstractmethod
    def close(self) -> None:
        """Let go of every connection."""

    def proof(self, made: bytes) -> bytes:
        """What the vault's key was proven by when it was first used: `made`, the first time."""
        with self.alone() as ask:
            if not (rows := ask("SELECT proof FROM vault_identity")):
                ask("INSERT INTO vault_identity VALUES (%s, 0, 0)", made)
                return made
            return bytes(rows[0][0])

    def reference(self, subject: bytes) -> str | None:
        """Whom a subject refers to, if anybody."""
        rows = self.ask("SELECT reference FROM vault_subjects WHERE subject = %s", subject)
        return str(rows[0][0]) if rows else None

    def link(self, subject: bytes, reference: str) -> str:
        """Let the subject refer to `reference`, unless it refers to another one already."""
        with self.alone() as ask:
            ask(
                "INSERT INTO vault_subjects VALUES (%s, %s) ON CONFLICT DO NOTHING",
                subject, reference,
            )  # fmt: skip
            rows = ask("SELECT reference FROM vault_subjects WHERE subject = %s", subject)
        return str(rows[0][0])

    def key(self, reference: str) -> bytes | None:
        """The person's wrapped key, if there is one."""
        rows = self.ask("SELECT key FROM vault_people WHERE reference = %s", reference)
        return bytes(rows[0][0]) if rows else None

    def add_key(self, reference: str, wrapped: bytes) -> bytes | None:
        """The wrapped key that the person has from now on; None for one who was erased."""
        with self.alone() as ask:
            if ask("SELECT 1 FROM vault_erased WHERE reference = %s", reference):
                return None
            ask(
                "INSERT INTO vault_people VALUES (%s, %s, NULL) ON CONFLICT DO NOTHING",
                reference, wrapped,
            )  # fmt: skip
            rows = ask("SELECT key FROM vault_people WHERE reference = %s", reference)
        return bytes(rows[0][0])

    def details(self, reference: str) -> tuple[bytes, bytes | None] | None:
        """The person's wrapped key and sealed details, read together."""
        rows = self.ask("SELECT key, details FROM vault_people WHERE reference = %s", reference)
        return (bytes(rows[0][0]), rows[0][1] and bytes(rows[0][1])) if rows else None

    def keep(self, reference: str, details: bytes, marks: Sequence[bytes]) -> None:
        """Put sealed details in place of earlier ones. Of somebody erased nothing is kept."""
        with self.alone() as ask:
            kept = ask(
                "UPDATE vault_people SET details = %s WHERE reference = %s RETURNING 1",
                details, reference,
            )  # fmt: skip
            ask("DELETE FROM vault_names WHERE reference = %s", reference)
            for mark in marks if kept else ():
                ask("INSERT INTO vault_names VALUES (%s, %s)", mark, reference)
            ask(CHANGED)

    def marks(self) -> frozenset[bytes]:
        """The marks of every name that is kept."""
        return frozenset(bytes(mark) for (mark,) in self.ask("SELECT mark FROM vault_names"))

    def erase(self, references: Sequence[str]) -> None:
        """Delete all there is of these persons, and remember only that they were erased."""
        with self.alone() as ask:
            for reference in references:
                for table in HOLDING:
                    ask(f"DELETE FROM {table} WHERE reference = %s", reference)
                ask("INSERT INTO vault_erased VALUES (%s) ON CONFLICT DO NOTHING", reference)
            ask(CHANGED)
        self._cleaning.ask()

    def changes(self) -> int:
        """How often a name was kept or somebody erased so far, by any process."""
        return int(self.ask("SELECT changes FROM vault_identity")[0][0])

    def position(self) -> int:
        """How far the log's erasures have been carried out here."""
        return int(self.ask("SELECT position FROM vault_identity")[0][0])

    def reach(self, position: int) -> None:
        """Remember that they have been carried out so far."""
        with self.alone() as ask:
            ask("UPDATE vault_identity SET position = %s", position)
