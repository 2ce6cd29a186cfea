"""Asks an issuer for a document: bounded in time and size, and nowhere else than it was told."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from api.identity.addresses import secure
from api.identity.caller import Unfit
from api.identity.jose import strict_object

SECONDS = 2.0
LARGEST = 256 * 1024


class Away(Exception):
    """The issuer gives no answer that can be used."""


def fetched(url: str) -> dict[str, Any]:
    """The JSON object at an address, over https or from this machine; no redirect is followed.

    Blocks for little more than `SECONDS`, however slowly the answer drips. Raises `Away`.
    """
    if not secure(url):
        raise Away(f"{url} is not https")
    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.netloc, timeout=SECONDS)
    end = threading.Timer(SECONDS, _cut, (connection,))
    end.daemon = True
    end.start()
    try:
        connection.request("GET", parts.path or "/", headers={"Accept": "application/json"})
        answer = connection.getresponse()
        content = answer.read(LARGEST + 1)
        if answer.status != 200 or len(content) > LARGEST:
            raise Away(f"{url}: {answer.status}, {len(content)} bytes")
        return strict_object(content)
    except (OSError, HTTPException, ValueError, Unfit) as error:
        raise Away(f"{url}: {error!r}") from error
    finally:
        end.cancel()
        connection.close()


def _cut(connection: HTTPConnection) -> None:
    """End a read that waits; a time-out of the socket starts anew with each byte."""
    with suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)
