"""Messages that a reaction gave up on.

`python -m bus.dead_letters list | resend <number> | resend-all`, as the user `operator`.

A letter is sent again on `dead.resend.<durable>`, which only that durable's handler listens to, so
that nobody else hears the message twice. Letters are kept; one that was sent again says so, and
one that fails again becomes a new letter.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from dataclasses import dataclass

from nats.aio.client import Client
from nats.aio.msg import Msg

from bus import streams
from bus.connection import connect
from bus.contracts.kernel import CONTENT_TYPE
from bus.publishing import MESSAGE_ID
from bus.reading import messages
from bus.retries import CONSUMER, DELIVERIES, LETTER, REASON, RESEND, RESENT, SUBJECT

READER = "dead-letters"
WAIT_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Letter:
    """One message that one reaction gave up on, and why. `number` is its place on the stream."""

    number: int
    consumer: str
    subject: str
    reason: str
    deliveries: int
    body: bytes
    resent: bool


async def letters(client: Client) -> list[Letter]:
    """All letters there are, in the order in which they were laid aside."""
    found: list[Msg] = []
    resent: set[int] = set()
    async for batch in messages(client, streams.DEAD, READER):
        for message in batch:
            assert message.headers is not None
            if message.subject.startswith(f"{LETTER}."):
                found.append(message)
            else:
                resent.add(int(message.headers[RESENT]))
    return [_letter(message, resent) for message in found]


async def resend(client: Client, letter: Letter) -> None:
    """Send a letter's message again to the reaction that gave it up, and to nobody else."""
    headers = {
        "content-type": CONTENT_TYPE,
        MESSAGE_ID: f"resend/{letter.number}",
        RESENT: str(letter.number),
        SUBJECT: letter.subject,
    }
    await client.jetstream().publish(
        f"{RESEND}.{letter.consumer}", letter.body, WAIT_SECONDS, headers=headers
    )


def _letter(message: Msg, resent: set[int]) -> Letter:
    headers = message.headers or {}
    number = message.metadata.sequence.stream
    return Letter(
        number=number,
        consumer=headers[CONSUMER],
        subject=headers[SUBJECT],
        reason=headers[REASON],
        deliveries=int(headers[DELIVERIES]),
        body=message.data,
        resent=number in resent,
    )


async def main(verb: str, number: int | None) -> int:
    """List letters, or send one or all that wait; 1 where there is no such letter."""
    client = await connect(os.environ["NATS_URL"], "dead letters")
    try:
        found = await letters(client)
        if verb == "list":
            _tell(found)
            return 0
        chosen = [each for each in found if not each.resent and number in (None, each.number)]
        for letter in chosen:
            await resend(client, letter)
            sys.stdout.write(f"{letter.number} sent again to {letter.consumer}\n")
        return 0 if chosen or number is None else 1
    finally:
        await client.close()


def _tell(found: list[Letter]) -> None:
    for each in found:
        state = "sent again" if each.resent else "waits"
        sys.stdout.write(
            f"{each.number}\t{state}\t{each.consumer}\t{each.subject}\t"
            f"{each.deliveries} deliveries\t{each.reason}\n"
        )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bus.dead_letters", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("list", help="show all letters")
    one = verbs.add_parser("resend", help="send one letter again")
    one.add_argument("number", type=int)
    verbs.add_parser("resend-all", help="send every letter again that was not yet")
    return parser.parse_args()


if __name__ == "__main__":
    arguments = _arguments()
    sys.exit(asyncio.run(main(arguments.verb, getattr(arguments, "number", None))))
