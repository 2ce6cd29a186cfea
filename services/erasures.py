"""Whoever the log says is erased, is erased in the vault, whatever happened in between (C23-05).

The API erases at once; this mends what a crash left undone, and what an older copy of the vault
brought back: the vault itself remembers how far it has come.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from aggregates.people.person import Person
from log.store import Entry, Store, Unavailable
from log.tail import follow
from people.vault import Vault

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 1.0
OFTEN = 10_000
"""After so many positions the vault is told, also where nobody was erased."""

T = TypeVar("T")


async def carry_out(store: Store, vault: Vault) -> None:
    """Follow the log for ever. A vault that is away is waited for."""
    reached = await _patiently(vault.position)
    if reached > await asyncio.to_thread(store.head):
        reached = 0  # the log is an older one than the vault has seen
    async for entries in follow(store, reached):
        erased = _erased(entries)
        if erased or entries[-1].position - reached >= OFTEN:
            reached = entries[-1].position
            await _patiently(partial(_done, vault, erased, reached))


def _erased(entries: Sequence[Entry]) -> list[str]:
    topic = Person.Erased.TOPIC
    return [json.loads(each.state)["reference"] for each in entries if each.topic == topic]


async def _patiently(ask: Callable[[], T]) -> T:
    while True:
        try:
            return await asyncio.to_thread(ask)
        except Unavailable as error:
            logger.warning("The vault is away (%r); again in %s s.", error, PAUSE_SECONDS)
            await asyncio.sleep(PAUSE_SECONDS)


def _done(vault: Vault, erased: Sequence[str], reached: int) -> None:
    vault.erase(*erased)
    vault.reach(reached)
