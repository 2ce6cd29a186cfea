from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest

from services.running import stop
from tests.bus.kit import within


async def forever() -> None:
    await asyncio.Event().wait()


async def hard_of_hearing() -> None:
    """Does not notice the first time that it is cancelled."""
    with suppress(asyncio.CancelledError):
        await forever()
    await forever()


async def failing() -> None:
    raise ValueError("a fault")


async def begun(task: asyncio.Task[None]) -> asyncio.Task[None]:
    await asyncio.wait({task}, timeout=0)
    return task


def test_what_misses_being_cancelled_is_cancelled_again() -> None:
    async def story() -> None:
        tasks = [await begun(asyncio.create_task(each())) for each in (forever, hard_of_hearing)]
        await within(stop(*tasks, again=0.01))
        assert all(task.cancelled() for task in tasks)

    asyncio.run(story())


def test_what_had_failed_is_raised_once_all_have_ended() -> None:
    async def story() -> None:
        tasks = [await begun(asyncio.create_task(each())) for each in (failing, forever)]
        with pytest.raises(ValueError, match="a fault"):
            await within(stop(*tasks))
        assert all(task.done() for task in tasks)

    asyncio.run(story())
