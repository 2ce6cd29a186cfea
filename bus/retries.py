"""A message that failed comes back later, a few times; then it is laid aside for a human.

Nothing is ever given up in silence: only what stands on the dead-letter stream is taken off a
reaction's own list.
"""

from __future__ import annotations

import logging
import traceback

from nats.aio.client import Client
from nats.aio.msg import Msg

from bus.contracts.kernel import CONTENT_TYPE
from bus.publishing import MESSAGE_ID
from people.screening import without_markers

logger = logging.getLogger(__name__)

DELAYS = (1.0, 5.0, 30.0, 120.0)
"""Seconds until the second, third ... attempt. What comes after in order waits as long."""
UNANSWERED = 20
"""Deliveries after which a message that never got an answer is taken for what kills its process."""
REASON_LENGTH = 1000
WAIT_SECONDS = 5.0

LETTER = "dead.letter"
RESEND = "dead.resend"
CONSUMER = "Fellestakt-Consumer"
REASON = "Fellestakt-Reason"
SUBJECT = "Fellestakt-Subject"
DELIVERIES = "Fellestakt-Deliveries"
RESENT = "Fellestakt-Letter"


class Unreadable(Exception):
    """A message that no attempt will make readable."""


async def failed(
    client: Client, message: Msg, durable: str, error: Exception, delays: tuple[float, ...]
) -> None:
    """Send a message back to wait for its next attempt, or lay it aside after the last."""
    delivered = message.metadata.num_delivered
    if delivered <= len(delays) and not isinstance(error, Unreadable):
        logger.warning(
            "%s failed on %s, attempt %s: %r", durable, message.subject, delivered, error
        )
        await message.nak(delays[delivered - 1])
        return
    logger.error("%s gave up on %s.", durable, message.subject, exc_info=error)
    try:
        await _lay_aside(client, message, durable, error)
    except Exception:
        logger.exception("%s could not lay a message aside; it stays where it is.", durable)
        await message.nak(delays[-1] if delays else None)
    else:
        await message.ack()


async def _lay_aside(client: Client, message: Msg, durable: str, error: Exception) -> None:
    place = message.metadata
    told = {
        "content-type": CONTENT_TYPE,
        # Two reactions may give up on one message; both letters must be kept.
        MESSAGE_ID: f"{durable}/{place.stream}/{place.sequence.stream}",
        CONSUMER: durable,
        REASON: reason(error),
        SUBJECT: (message.headers or {}).get(SUBJECT, message.subject),
        DELIVERIES: str(place.num_delivered),
    }
    await client.jetstream().publish(
        f"{LETTER}.{durable}", message.data, WAIT_SECONDS, headers=told
    )


def reason(error: Exception) -> str:
    """What went wrong, in one line that fits a header, and that points at no person."""
    said = "; ".join(line.strip() for line in traceback.format_exception_only(error))
    line = without_markers(" ".join(said.split()))[:REASON_LENGTH]
    return line.encode("ascii", "backslashreplace").decode()
