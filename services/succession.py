"""When it is clear who of those after a municipality wants to join, nobody is asked about it more.

What a municipality that is no more had in a run is not moved (R10, I01): it is asked about, until
the one that came after it has answered an invitation of its own, or nothing is left to ask about.
"""

from __future__ import annotations

from functools import partial

from aggregates.deeds.inheritance import settle_succession
from bus.contracts.invitations import MunicipalDecisionMade, Withdrawn
from bus.contracts.kernel import CloudEvent
from log.log import Log
from services.asking import ask


async def conclude(
    message: MunicipalDecisionMade | Withdrawn, envelope: CloudEvent, log: Log
) -> None:
    """Close what was asked about it (R10)."""
    deed = partial(settle_succession, participation=message.participation)
    await ask(log, "succession", envelope, deed)
