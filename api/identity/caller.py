"""What a valid token comes to, and what becomes of one that is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from aggregates.kernel.act import Role


class Unauthenticated(Exception):
    """The request carries no token that we accept; `challenge` says what it would take."""

    def __init__(self, challenge: str) -> None:
        super().__init__(challenge)
        self.challenge = challenge


class IssuerAway(Exception):
    """The issuer of the token does not answer, and none of its keys is known any more."""


class Unfit(Exception):
    """What is presented is not what it has to be; `error` is the code of RFC 6750 or 9449."""

    def __init__(self, why: str, error: str = "invalid_token") -> None:
        super().__init__(why)
        self.error = error


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls, by an opaque reference, and the organisation number it acts for.

    `roles` are those the token allows at most; None leaves it to the register alone.
    """

    subject: str
    organisation: str
    roles: frozenset[Role] | None


class References(Protocol):
    """Turns what an issuer calls somebody into our own opaque reference. May block."""

    def reference(self, issuer: str, subject: str, kind: str = "p") -> str:
        """`p-` (a person) or `s-` (a system) and 20 hex digits, the same each time."""
