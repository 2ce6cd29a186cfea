"""The event log as it is stored: one total order of entries, appended to in groups.

Both stores share this code path; `sqlite.py` and `postgres.py` supply only what differs: how to
lock, what stands there, how to insert. The lock is held inside the transaction, so a later
position never becomes visible before an earlier one, and positions are dense: 1, 2, 3 ...
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol
from uuid import UUID


class Entry(NamedTuple):
    """One stored event: its position in the log, its place in its aggregate, and its JSON."""

    position: int
    aggregate: UUID
    version: int
    topic: str
    state: bytes


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a command came to: the aggregate it names, its version, and the log's position."""

    id: UUID
    version: int
    position: int


@dataclass(frozen=True, slots=True)
class Stale:
    """Not appended: these aggregates are no longer at the version they were seen at."""

    aggregates: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Reused:
    """Not appended: the command's key was used before, for something else."""


Outcome = Receipt | Stale | Reused
NewEvent = tuple[UUID, int, str, bytes]


@dataclass(slots=True)
class Append:
    """What one command asks the store to add, all or nothing.

    `seen` is the version of every aggregate that the decision took into account, changed or
    only consulted; 0 where there was none. `events` are (aggregate, version, topic, state).
    """

    command: UUID
    digest: str | None
    seen: dict[UUID, int]
    events: list[NewEvent]
    names: tuple[UUID, int]


@dataclass(slots=True)
class Standing:
    """What a group of appends is judged against, as read under the lock."""

    head: int
    versions: dict[UUID, int]
    receipts: dict[UUID, tuple[str | None, Receipt]]
    entries: list[Entry] = field(default_factory=list)
    accepted: list[tuple[Append, Receipt]] = field(default_factory=list)

    def judge(self, append: Append) -> Outcome:
        """Accept one append, or say why not. What is accepted counts for those after it."""
        if known := self.receipts.get(append.command):
            digest, receipt = known
            return receipt if digest == append.digest else Reused()
        moved = [id for id, version in append.seen.items() if self.versions[id] != version]
        if moved:
            return Stale(frozenset(moved))
        for aggregate, version, topic, state in append.events:
            self.head += 1
            self.versions[aggregate] = version
            self.entries.append(Entry(self.head, aggregate, version, topic, state))
        receipt = Receipt(*append.names, self.head)
        self.receipts[append.command] = (append.digest, receipt)
        self.accepted.append((append, receipt))
        return receipt


class Transaction(Protocol):
    """One locked transaction on a store."""

    def standing(self, aggregates: Sequence[UUID], commands: Sequence[UUID]) -> Standing:
        """Head, versions (0 where there is none) and receipts, as of now, under the lock."""
        ...

    def insert(self, standing: Standing) -> None:
        """Insert what `standing` has accepted, and commit."""
        ...


class Unavailable(Exception):
    """The store could not be reached or could not write within its bounded wait."""


class Hint(Protocol):
    """Tells a reader that there may be something new."""

    def wait(self, seconds: float) -> None:
        """Return when the log has grown, or after `seconds`, whichever comes first."""
        ...

    def close(self) -> None: ...


class Store(ABC):
    """Where the log is kept. Safe to use from several threads."""

    identity: str
    """A short opaque id of this log, made when it was created."""

    def append(self, group: Sequence[Append]) -> list[Outcome]:
        """Store a group in one durable transaction; one outcome for each, in their order.

        Each append stands or falls by itself: its aggregates must be at the versions it saw,
        also after what the appends before it in the group have added. Raises `Unavailable`.
        """
        aggregates = list({id for append in group for id in append.seen})
        commands = [append.command for append in group]
        with self.transaction() as transaction:
            standing = transaction.standing(aggregates, commands)
            outcomes = [standing.judge(append) for append in group]
            transaction.insert(standing)
        return outcomes

    @abstractmethod
    def transaction(self) -> AbstractContextManager[Transaction]:
        """A transaction that no other writer of the log can run beside."""

    @abstractmethod
    def read(self, after: int, limit: int) -> list[Entry]:
        """At most `limit` entries with positions greater than `after`, in order."""

    @abstractmethod
    def history(self, aggregate: UUID, after: int = 0) -> list[Entry]:
        """One aggregate's entries with versions greater than `after`, in order."""

    @abstractmethod
    def histories(self, aggregates: Sequence[UUID]) -> list[Entry]:
        """The entries of several aggregates, each one's in order."""

    @abstractmethod
    def at(self, positions: Iterable[int]) -> list[Entry]:
        """The entries at these positions, in order."""

    @abstractmethod
    def versions(self, aggregates: Sequence[UUID]) -> dict[UUID, int]:
        """How long the history of each aggregate is by now; 0 where there is none."""

    @abstractmethod
    def receipt(self, command: UUID) -> tuple[str | None, Receipt] | None:
        """The digest and receipt of a command that was stored, or None."""

    @abstractmethod
    def head(self) -> int:
        """The position of the last entry; 0 in an empty log."""

    @abstractmethod
    def hint(self) -> Hint:
        """A new listener for growth of the log, for the use of one thread."""

    @abstractmethod
    def close(self) -> None:
        """Let go of every connection."""
