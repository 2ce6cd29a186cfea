"""Holds the stream against the log, and fills holes: `python -m bus.reconcile [--refill]`.

A stream can lose messages without a word (a flipped bit in its files is enough). What was lost is
published again at the end, under its own id and marked as refill.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Iterable

from bus.comparison import Difference, compare
from bus.connection import connect
from bus.contracts.kernel import CloudEvent
from bus.publishing import HEAD, MESSAGE_ID, OneByOne, Outgoing, Overtaken
from bus.relay import Relay, headers
from log.opening import open_store


async def refill(relay: Relay, missing: Iterable[CloudEvent]) -> None:
    """Publish again what the stream has lost, behind its last message."""
    for event in missing:
        while not await _refilled(relay, event):
            pass


async def _refilled(relay: Relay, event: CloudEvent) -> bool:
    head = await relay.head()
    sent = headers(event) | {
        HEAD: str(head.position),
        # Not the id of the lost message: within its window the stream would drop it as known.
        MESSAGE_ID: f"{event.id}-refill-{head.sequence}",
    }
    body = event.model_copy(update={"refill": True}).sent()
    try:
        await OneByOne().publish(relay.client, [Outgoing(event.type, body, sent)], head.sequence)
    except Overtaken:
        return False
    return True


async def main(fill: bool) -> int:
    """Print the difference and perhaps mend it; 1 if a difference remains."""
    store = await asyncio.to_thread(open_store, os.environ["LOG_URL"])
    client = await connect(os.environ["NATS_URL"], "reconcile")
    try:
        relay = Relay(store, client, store.identity)
        difference = await compare(relay)
        _tell(difference)
        if fill and difference.missing:
            await refill(relay, difference.missing)
            difference = await compare(relay)
            _tell(difference)
        return 1 if difference.found() else 0
    finally:
        await client.close()
        store.close()


def _tell(difference: Difference) -> None:
    sys.stdout.write(f"{difference.compared} messages compared\n")
    for kind, found in difference.found().items():
        sys.stdout.write(f"{len(found)} {kind}: {', '.join(map(str, found[:20]))}\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="bus.reconcile", description=__doc__)
    parser.add_argument("--refill", action="store_true", help="publish again what was lost")
    sys.exit(asyncio.run(main(parser.parse_args().refill)))
