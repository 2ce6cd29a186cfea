"""A past for a log, what a reaction hears of it, and what came of that."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, TypeVar
from uuid import uuid4

from aggregates.kernel.act import Act
from aggregates.kernel.root import Root
from bus.contracts.kernel import CloudEvent, Message
from bus.told import said
from log.log import Deed, Log
from log.stored import decode
from tests.bus.kit import stored

E = TypeVar("E", bound=Root.Event)
M = TypeVar("M", bound=Message)
Reaction = Callable[[Any, CloudEvent, Log], Awaitable[None]]


def happened(log: Log, *roots: Root) -> None:
    """These aggregates are in the log, with all that was recorded on them."""
    log.store.append([stored(root) for root in roots])


async def done(log: Log, who: Act, deed: Deed) -> None:
    """Somebody did this."""
    await log.ask(replace(who, command=uuid4()), deed)


def told(log: Log, message: type[M]) -> list[tuple[M, CloudEvent]]:
    """Every such message that the log gives rise to, as it would be heard."""
    entries = log.store.read(0, 10_000)
    events = [event for entry in entries if (event := said(entry, log.store.identity, 0))]
    return [
        (message.model_validate(event.data), event)
        for event in events
        if event.type == message.subject
    ]


async def hear(log: Log, reaction: Reaction, message: type[Message]) -> None:
    """Let a reaction hear every such message twice, the first time in the wrong order."""
    heard = told(log, message)
    assert heard, f"nothing is told as {message.subject}"
    for each, envelope in (*reversed(heard), *heard):
        await reaction(each, envelope, log)


def recorded(log: Log, event: type[E]) -> list[E]:
    """Every event of that class in the log."""
    decoded = [decode(entry) for entry in log.store.read(0, 10_000)]
    return [each for each in decoded if isinstance(each, event)]
