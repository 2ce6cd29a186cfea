"""Trees, keys and histories to seal."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from uuid import UUID, uuid4

import orjson
import psycopg

from log.store import Append, Store
from people.vault import Vault
from seal.notes import Signer, checkpoint_text
from seal.sealer import Sealer
from seal.store import SealStore
from seal.tree import Hashes, Tree, completed
from seal.verify import COSIGNATURE, Checkpoint, checkpoint_of, leaf_hash, roots

ORIGIN = "fellestakt.example/log"
LOG = Signer(ORIGIN, bytes(range(32)))
WITNESS = Signer("witness.example/ks", bytes(range(32, 64)), COSIGNATURE)
PERSON, ANOTHER = "p-0123456789abcdef0123", "p-99999999999999999999"


def in_memory(hashes: Sequence[bytes]) -> Hashes:
    """Where a tree over these leaf hashes reads them, and the hashes above that are whole."""
    rows: dict[int, list[bytes]] = {0: list(hashes)}
    for level, _, hash in completed(lambda *_: [], 0, hashes):
        rows.setdefault(level, []).append(hash)
    return lambda level, begin, count: rows.get(level, [])[begin : begin + count]


def grown(hashes: Sequence[bytes]) -> Tree:
    return Tree(in_memory(hashes))


def checkpoint(hashes: Sequence[bytes], signer: Signer = LOG) -> Checkpoint:
    """What a log of these leaf hashes has signed."""
    [size, root] = [len(hashes), roots(hashes, [len(hashes)])[len(hashes)]]
    return checkpoint_of(signer.note(checkpoint_text(signer.name, size, root)), [signer.key])


def many(count: int) -> list[bytes]:
    return [leaf_hash(str(number).encode()) for number in range(count)]


def recorded(
    store: Store, states: Iterable[dict[str, object]], aggregate: UUID | None = None
) -> int:
    """The position that a log comes to once one aggregate has said all this."""
    id = aggregate or uuid4()
    before = store.versions([id])[id]
    events = [
        (id, version, "thing.happened", orjson.dumps(state, option=orjson.OPT_SORT_KEYS))
        for version, state in enumerate(states, before + 1)
    ]
    store.append([Append(uuid4(), None, {id: before}, events, (id, before + len(events)))])
    return store.head()


def said(number: int, by: str = PERSON) -> dict[str, object]:
    """The state of an event as they are stored."""
    return {"by": by, "role": "drift", "body": "971032146", "number": number, "cause": None}


def sealer(store: Store, seal: SealStore, vault: Vault, signer: Signer = LOG) -> Sealer:
    return Sealer(store, seal, vault, signer)


def round_the_defences(url: str, *statements: str) -> None:
    """What somebody does who owns the database: no trigger holds him."""
    if url.startswith("sqlite:///"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file, file:
            for name in ("log_events_stay", "log_events_stand"):
                file.execute(f"DROP TRIGGER IF EXISTS {name}")
            for statement in statements:
                file.execute(statement)
        return
    with psycopg.connect(url) as connection:
        connection.execute("DROP TRIGGER IF EXISTS log_events_stay ON log_events")
        for statement in statements:
            connection.execute(statement)
