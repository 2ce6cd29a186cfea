"""The two streams. The relay declares them, once; everyone else only names them."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from nats.js import JetStreamContext
from nats.js.api import DiscardPolicy, RetentionPolicy, StorageType, StreamConfig
from nats.js.errors import BadRequestError, NotFoundError, ServiceUnavailableError

logger = logging.getLogger(__name__)

PUBLISHED = "FELLESTAKT"
DEAD = "DEAD"
ROOT = "fellestakt"

_FOR_EVER: dict[str, Any] = {
    "storage": StorageType.FILE,
    "retention": RetentionPolicy.LIMITS,
    "discard": DiscardPolicy.NEW,
    "max_msgs": -1,
    "max_bytes": -1,
    "max_age": 0,
    # The relay goes on from the last message, so nothing may take messages away.
    "deny_delete": True,
    "deny_purge": True,
}
STREAMS = (
    StreamConfig(
        name=PUBLISHED,
        description="What happened in Fellestakt, in the published language, in the log's order.",
        subjects=[f"{ROOT}.>"],
        allow_atomic=True,
        duplicate_window=120,
        **_FOR_EVER,
    ),
    StreamConfig(
        name=DEAD,
        description="Messages that a reaction gave up on, and those of them sent to it again.",
        subjects=["dead.letter.>", "dead.resend.>"],
        duplicate_window=120,
        **_FOR_EVER,
    ),
)
PASSING = frozenset({10005, 10058})
"""What the server says while nodes are missing, and where somebody was first."""
AGAIN_SECONDS = 0.2
MATTERS = ("subjects", "allow_atomic", *_FOR_EVER)


class StreamDiffers(Exception):
    """A stream of that name is there, but it would not keep what it is given as it must."""


async def declare(js: JetStreamContext, replicas: int = 1) -> None:
    """See to it that both streams are there. Raises `StreamDiffers` and changes nothing."""
    for wanted in STREAMS:
        found = await _made(js, wanted.evolve(num_replicas=replicas))
        different = {
            name: (getattr(found, name), getattr(wanted, name))
            for name in MATTERS
            if (getattr(found, name) or None) != (getattr(wanted, name) or None)
        }
        if different:
            told = ", ".join(
                f"{key} is {is_!r}, not {not_!r}" for key, (is_, not_) in different.items()
            )
            raise StreamDiffers(f"The stream {wanted.name} differs: {told}.")


async def present(js: JetStreamContext) -> None:
    """Wait until both streams are there, as long as it takes."""
    for wanted in STREAMS:
        assert wanted.name
        while not await _is_there(js, wanted.name):
            await asyncio.sleep(AGAIN_SECONDS)


async def _is_there(js: JetStreamContext, name: str) -> bool:
    try:
        await js.stream_info(name)
    except (NotFoundError, ServiceUnavailableError, TimeoutError):
        return False
    return True


async def _made(js: JetStreamContext, wanted: StreamConfig) -> StreamConfig:
    """The stream as it is, once it is there. While a cluster gathers, that takes its time."""
    while True:
        try:
            return await _found_or_added(js, wanted)
        except (BadRequestError, ServiceUnavailableError, TimeoutError) as error:
            if isinstance(error, BadRequestError) and error.err_code not in PASSING:
                raise
            logger.warning("The stream %s is not there yet: %s", wanted.name, error)
            await asyncio.sleep(AGAIN_SECONDS)


async def _found_or_added(js: JetStreamContext, wanted: StreamConfig) -> StreamConfig:
    assert wanted.name
    try:
        return (await js.stream_info(wanted.name)).config
    except NotFoundError:
        return (await js.add_stream(wanted)).config
