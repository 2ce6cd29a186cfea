"""What the headers of a request present, before any of it is believed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

BEARER, DPOP = "bearer", "dpop"


@dataclass(frozen=True, slots=True)
class Presented:
    """The Authorization header, and every proof beside it."""

    authorization: bytes
    proofs: tuple[bytes, ...]

    @property
    def scheme(self) -> str:
        """In which way the token is presented; in small letters, and empty where it is not."""
        return self._parts[0].decode("latin-1").lower()

    @property
    def token(self) -> str:
        return self._parts[2].decode("latin-1")

    @property
    def _parts(self) -> tuple[bytes, bytes, bytes]:
        return self.authorization.partition(b" ")


def presented(headers: Iterable[tuple[bytes, bytes]]) -> Presented:
    """What is presented. Two Authorization headers are read as one list, which is no token."""
    authorization: bytes | None = None
    proofs: tuple[bytes, ...] = ()
    for name, value in headers:
        if name == b"authorization":
            authorization = value if authorization is None else authorization + b"," + value
        elif name == b"dpop":
            proofs = (*proofs, value)
    return Presented(authorization or b"", proofs)
