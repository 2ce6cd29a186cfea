"""Whether a process does its work: `python -m ops.health ROLE`, which ends with 1 if it does not.

It looks at what the role is there for, such as views that keep up, not at whether a process runs:
the container tells that. The environment is that of the role.
"""

from __future__ import annotations

import asyncio
import os
import sys
import urllib.request
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from datetime import UTC, datetime, timedelta

import orjson
from nats.aio.client import Client

from log.opening import open_store
from log.store import Entry, Store
from projections.opening import open_tables
from projections.tables import Tables
from seal.opening import open_seal

BEHIND = timedelta(seconds=60)
WAIT_SECONDS = 4.0
PAGE = 1000


class Unwell(Exception):
    """The process does not do its work; the message says how that shows."""


def api() -> None:
    """The API answers, and so does its log. Raises OSError where it does not."""
    port = os.environ.get("PORT", "8000")
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=WAIT_SECONDS):
        pass


def projections() -> None:
    """Every view has come as far as the log was a minute ago."""
    from projections.catalogue import VIEWS

    with _tables() as tables, _store() as store:
        for view in VIEWS:
            position = tables.freshness(view).position
            _unless_late(f"The view {view.name}", store.read(position, 1))


def clock() -> None:
    """The log and the view of deadlines can be read; what the clock does beyond that is rare."""
    from projections.deadlines import Deadlines

    with _tables() as tables, _store() as store:
        tables.freshness(Deadlines)
        store.head()


def relay() -> None:
    """The stream has come as far as the log was a minute ago."""
    from bus.relay import Relay
    from bus.told import said

    async def come_to(store: Store) -> int:
        async with _connected("relay") as client:
            return (await Relay(store, client, store.identity).head()).position

    with _store() as store:
        waiting = store.read(asyncio.run(come_to(store)), PAGE)
        _unless_late("The stream", (each for each in waiting if said(each, store.identity, 0)))


def services() -> None:
    """Somebody listens for every reaction."""
    from bus.streams import PUBLISHED
    from services.app import REACTIONS

    async def look() -> None:
        async with _connected("services") as client:
            for _, durable, _ in REACTIONS:
                place = await client.jetstream().consumer_info(PUBLISHED, durable)
                # Who is busy with one message does not ask for the next.
                if not (place.num_waiting or place.num_ack_pending):
                    raise Unwell(f"Nobody listens as {durable}.")

    asyncio.run(look())


def seal() -> None:
    """What was recorded a minute ago is sealed, and signed."""
    with _store() as store, closing(open_seal(os.environ["LOG_URL"])) as sealed:
        size, _ = sealed.checkpoint() or (0, "")
        last = sealed.leaves(size - 1, 1)
        _unless_late("The seal", store.read(last[0].position if last else 0, 1))


ROLES: dict[str, Callable[[], None]] = {
    "api": api,
    "projections": projections,
    "relay": relay,
    "services": services,
    "clock": clock,
    "seal": seal,
}


def main(role: str) -> int:
    """Look at one role, and say what is wrong; 1 if anything is."""
    try:
        ROLES[role]()
    except Exception as error:
        sys.stderr.write(f"{role}: {type(error).__name__}: {error}\n")
        return 1
    return 0


def _unless_late(what: str, waiting: Iterable[Entry]) -> None:
    """Raise `Unwell` where the first of what waits was recorded more than a minute ago."""
    for entry in waiting:
        since = datetime.fromisoformat(orjson.loads(entry.state)["timestamp"])
        if datetime.now(UTC) - since > BEHIND:
            raise Unwell(f"{what} has not come to position {entry.position}, recorded {since}.")
        return


@contextmanager
def _store() -> Iterator[Store]:
    store = open_store(os.environ["LOG_URL"])
    try:
        yield store
    finally:
        store.close()


@contextmanager
def _tables() -> Iterator[Tables]:
    tables = open_tables(os.environ["LOG_URL"])
    try:
        yield tables
    finally:
        tables.close()


@asynccontextmanager
async def _connected(role: str) -> AsyncIterator[Client]:
    from bus.connection import connect

    async with asyncio.timeout(2 * WAIT_SECONDS):
        client = await connect(os.environ["NATS_URL"], f"health of {role}")
        try:
            yield client
        finally:
            await client.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
