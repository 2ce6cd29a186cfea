"""When readiness is suspended, all that is under way stands still; when it is not, it goes on (R2).

One message may concern hundreds. Each is asked by itself, under a command of its own, so a
reaction that was broken off goes on where it was, and one that hears it twice changes nothing.
"""

from __future__ import annotations

import asyncio
from functools import partial

from aggregates.deeds import freezing
from bus.contracts.kernel import CloudEvent
from bus.contracts.readiness import ReadinessDeclared, ReadinessResumed, ReadinessSuspended
from log.log import Log
from services.asking import ask
from services.reach import reach_of


async def freeze(message: ReadinessSuspended, envelope: CloudEvent, log: Log) -> None:
    """Freeze puljer and open invitations, ask each pulje's leader, tell invited and signed-up.

    Puljer come first: whoever answers meanwhile waits in order, and gets no place (I14).
    """
    reach = await asyncio.to_thread(reach_of, log.store, message.solution, message.scope_code)
    for pulje in reach.puljer:
        deed = partial(freezing.freeze_pulje, pulje=pulje)
        await ask(log, "suspensions", envelope, deed, f"{pulje}")
    for each in reach.participations:
        invitation = partial(freezing.freeze, participation=each)
        await ask(log, "suspensions", envelope, invitation, f"{each}")


async def thaw(
    message: ReadinessResumed | ReadinessDeclared, envelope: CloudEvent, log: Log
) -> None:
    """Let go on what stood still, unless something else still stops it.

    A declaration thaws too: what was revoked meanwhile may have become ready anew.
    """
    reach = await asyncio.to_thread(reach_of, log.store, message.solution, message.scope_code)
    for each in reach.participations:
        invitation = partial(freezing.thaw, participation=each)
        await ask(log, "thawing", envelope, invitation, f"{each}")
    for pulje in reach.puljer:
        deed = partial(freezing.thaw_pulje, pulje=pulje, readiness=message.readiness)
        await ask(log, "thawing", envelope, deed, f"{pulje}")
