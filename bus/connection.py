"""How everything of ours connects to NATS: in its own name, with its own inbox, for ever."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlsplit

from nats.aio.client import Client

logger = logging.getLogger(__name__)


def inbox(url: str) -> str:
    """The subject prefix that the user named in `url` may hear answers on."""
    user = urlsplit(url.partition(",")[0]).username
    return f"_INBOX.{user}" if user else "_INBOX"


def options(url: str) -> dict[str, Any]:
    """What is the same for every client: no last attempt, and a lost server noticed in seconds."""
    return {
        "servers": url.split(","),
        "inbox_prefix": inbox(url),
        "max_reconnect_attempts": -1,
        "reconnect_time_wait": 0.2,
        "connect_timeout": 2,
        "ping_interval": 5,
        "max_outstanding_pings": 2,
    }


async def connect(url: str, name: str) -> Client:
    """A connection that waits for the server as long as it takes.

    Several servers of a cluster are separated by commas. Raises the client's error where the
    server does not know the user: waiting would not help.
    """
    told = Told()
    client = Client()
    try:
        await client.connect(name=name, error_cb=told.error, **options(url))
    except BaseException:
        await client.close()
        raise
    told.connected = True
    return client


class Told:
    """Says each trouble of a connection once, not at every attempt.

    Before it is `connected` for the first time, being unknown to the server is raised.
    """

    def __init__(self) -> None:
        self.connected = False
        self.last = ""

    async def error(self, error: Exception) -> None:
        if not self.connected and "authorization" in str(error).lower():
            raise error
        said = f"{type(error).__name__}: {error}"
        if said != self.last:
            logger.warning("NATS: %s", said)
        self.last = said
