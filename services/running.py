"""How reactions and clock run: until they are told to stop, or fail."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Coroutine

from people.lines import write_lines

logger = logging.getLogger(__name__)

AGAIN_SECONDS = 4.0
"""Longer than anything takes to end in order."""


def run(work: Coroutine[None, None, None]) -> None:
    """Do `work` until SIGTERM or SIGINT, which is a good end. What it fails of is raised."""
    write_lines()
    asyncio.run(_until_told(work))


async def stop(*tasks: asyncio.Task[None], again: float = AGAIN_SECONDS) -> None:
    """Cancel tasks and wait for their end; raise what one of them had failed of.

    They are cancelled anew every `again` seconds, because `asyncio.wait_for`, on which the NATS
    client rests, loses a cancellation that comes together with its result.
    """
    left = set(tasks)
    while left:
        for task in left:
            task.cancel()
        _, left = await asyncio.wait(left, timeout=again)
    for task in tasks:
        if not task.cancelled():
            task.result()


async def _until_told(work: Coroutine[None, None, None]) -> None:
    told = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    working, waiting = asyncio.create_task(work), asyncio.create_task(told.wait())
    await asyncio.wait({working, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if told.is_set():
        logger.info("Asked to stop.")
    await stop(working)
