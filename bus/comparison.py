"""Where the stream and the log disagree."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from nats.aio.msg import Msg

from bus import streams
from bus.contracts.kernel import CloudEvent
from bus.reading import messages
from bus.relay import Relay
from bus.told import said
from log.store import Entry

READER = "reconcile"
PAGE = 1000


@dataclass
class Difference:
    """Where stream and log disagree; positions are the log's."""

    compared: int = 0
    missing: list[CloudEvent] = field(default_factory=list)
    altered: list[int] = field(default_factory=list)
    doubled: list[int] = field(default_factory=list)
    disordered: list[int] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    """Ids of messages of which the log says nothing."""

    def found(self) -> dict[str, list[Any]]:
        """Every kind of disagreement that there is, by name."""
        kinds: dict[str, list[Any]] = {
            "missing": [each.position for each in self.missing],
            "altered": self.altered,
            "doubled": self.doubled,
            "disordered": self.disordered,
            "unknown": self.unknown,
        }
        return {kind: found for kind, found in kinds.items() if found}


async def compare(relay: Relay) -> Difference:
    """Count, ids, order and content of the stream, as far as it has come by now.

    Raises `AnotherLog` where the stream tells of another log.
    """
    check = _Check(relay, (await relay.head()).position)
    async for batch in messages(relay.client, streams.PUBLISHED, READER):
        await check.published(batch)
    await check.unpublished()
    return check.difference


class _Check:
    """One pass over the stream, then one over the log for what was not on it."""

    def __init__(self, relay: Relay, head: int) -> None:
        self.relay, self.head = relay, head
        self.difference = Difference()
        self.seen = bytearray(head + 1)
        self.last = 0

    async def published(self, batch: list[Msg]) -> None:
        told = [CloudEvent.model_validate_json(message.data) for message in batch]
        # The relay may have gone on since; what is newer waits for the next time.
        told = [each for each in told if each.position <= self.head]
        positions = {each.position for each in told}
        entries = await asyncio.to_thread(self.relay.store.at, positions)
        stored = {entry.position: entry for entry in entries}
        for each in told:
            self._judge(each, stored[each.position])

    def _judge(self, told: CloudEvent, entry: Entry) -> None:
        self.difference.compared += 1
        ours = said(entry, self.relay.log_id, told.previous)
        if ours is None or ours.id != told.id:
            self.difference.unknown.append(told.id)
            return
        if self.seen[told.position]:
            self.difference.doubled.append(told.position)
        self.seen[told.position] = 1
        if not _same(told, ours):
            self.difference.altered.append(told.position)
        self._judge_order(told)

    def _judge_order(self, told: CloudEvent) -> None:
        if told.refill:
            return
        if told.position < self.last:
            self.difference.disordered.append(told.position)
        self.last = told.position

    async def unpublished(self) -> None:
        previous = 0
        async for entry in _entries(self.relay, self.head):
            if ours := said(entry, self.relay.log_id, previous):
                previous = entry.position
                if not self.seen[entry.position]:
                    self.difference.missing.append(ours)


def _same(told: CloudEvent, ours: CloudEvent) -> bool:
    """Whether a message still says what the log says; fields that came later are no difference."""
    kept = {name: ours.data.get(name) for name in told.data}
    return (told.type, told.subject, told.time, told.data) == (
        ours.type,
        ours.subject,
        ours.time,
        kept,
    )


async def _entries(relay: Relay, head: int) -> AsyncIterator[Entry]:
    after = 0
    while after < head:
        for entry in await asyncio.to_thread(relay.store.read, after, min(PAGE, head - after)):
            yield entry
            after = entry.position
