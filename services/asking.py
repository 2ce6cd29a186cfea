"""How a reaction asks for something: as the system, and once for each message that it heard."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, date, datetime
from itertools import chain, repeat

from aggregates.kernel.act import OSLO, Act, Role
from aggregates.kernel.refusals import Exists, Refused
from aggregates.kernel.root import derived
from bus.contracts.kernel import CloudEvent
from log.log import Crowded, Deed, Log
from log.store import Unavailable

logger = logging.getLogger(__name__)

KS = "971032146"
"""Whom the system acts for."""
PAUSES = (0.1, 0.5, 2.0, 5.0)
NOW: ContextVar[Callable[[], datetime]] = ContextVar("now", default=lambda: datetime.now(UTC))
"""What time a reaction takes it to be; a story about another time sets its own."""


def today() -> date:
    """The day it is where the municipalities are."""
    return NOW.get()().astimezone(OSLO).date()


async def ask(log: Log, reaction: str, heard: CloudEvent, deed: Deed, part: str = "") -> None:
    """Do a deed because of a message; `part` tells apart what one message leads to.

    That it was done before, or that it is no longer so, is a good end too. While the log is away
    this waits: a message is not to blame for that, and those after it must wait in any case.
    """
    act = _act(reaction, heard, part)
    try:
        await _ask_until_it_answers(log, act, deed)
    except Exists:
        pass
    except Refused as refusal:
        logger.warning("%s: no longer so (%s).", act.by, refusal)


async def _ask_until_it_answers(log: Log, act: Act, deed: Deed) -> None:
    for pause in chain(PAUSES, repeat(PAUSES[-1])):
        try:
            await log.ask(act, deed)
            return
        except (Unavailable, Crowded) as error:
            logger.warning("%s: not now (%r); again in %s s.", act.by, error, pause)
            await asyncio.sleep(pause)


def _act(reaction: str, heard: CloudEvent, part: str) -> Act:
    return Act(
        by=f"system:{reaction}",
        role=Role.SYSTEM,
        body=KS,
        at=NOW.get()(),
        command=derived("reactions", reaction, heard.id, part),
        cause=heard.id,
    )
