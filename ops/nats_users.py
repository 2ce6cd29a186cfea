"""Who may do what on the NATS server: each user the least that it needs.

Every user has an inbox of its own (`_INBOX.<user>.>`), so that nobody hears another's answers.
"""

from __future__ import annotations

from typing import Any

USERS = ("relay", "services", "subscriber", "operator")


def _consumer(stream: str, consumer: str) -> list[str]:
    """To make, look at, read from and remove one consumer (`*`: any) of a stream."""
    api = "$JS.API.CONSUMER"
    return [
        f"{api}.CREATE.{stream}.{consumer}",
        f"{api}.CREATE.{stream}.{consumer}.>",
        f"{api}.DURABLE.CREATE.{stream}.{consumer}",
        f"{api}.INFO.{stream}.{consumer}",
        f"{api}.MSG.NEXT.{stream}.{consumer}",
        f"{api}.DELETE.{stream}.{consumer}",
        f"$JS.ACK.{stream}.{consumer}.>",
    ]


def _streams(*verbs: str) -> list[str]:
    """To do this with either stream."""
    return [
        f"$JS.API.STREAM.{verb}.{stream}" for verb in verbs for stream in ("FELLESTAKT", "DEAD")
    ]


PUBLISH = {
    "relay": [
        "fellestakt.>",
        *_streams("CREATE", "INFO"),
        "$JS.API.STREAM.MSG.GET.FELLESTAKT",
        *_consumer("FELLESTAKT", "reconcile"),
    ],
    "services": [
        "dead.letter.>",
        *_streams("INFO"),
        *_consumer("FELLESTAKT", "*"),
        *_consumer("DEAD", "*"),
    ],
    "subscriber": ["$JS.API.STREAM.INFO.FELLESTAKT", *_consumer("FELLESTAKT", "subscriber")],
    "operator": ["dead.resend.>", "$JS.API.>", "$JS.ACK.>"],
}


def authorization(passwords: dict[str, str]) -> dict[str, Any]:
    """The `authorization` block of the server's configuration."""
    return {
        "users": [
            {
                "user": user,
                "password": passwords[user],
                "permissions": {
                    "publish": {"allow": PUBLISH[user]},
                    "subscribe": {"allow": [f"_INBOX.{user}.>"]},
                },
            }
            for user in USERS
        ]
    }
