"""What a deed that touches several aggregates may ask of the log."""

from __future__ import annotations

from typing import Protocol, TypeVar
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.root import Root

R = TypeVar("R", bound=Root)


class Desk(Protocol):
    """Aggregates laid out for one request. All that is recorded on them is stored together.

    A deed is a plain function of a desk (not a coroutine): it runs in one go, and it may be run
    again, so it changes nothing but the aggregates on the desk.
    Whatever is taken from the desk, to change or only to consult, must still be as it was when
    the result is stored; otherwise the deed is done again on fresh aggregates.
    """

    act: Act

    def get(self, kind: type[R], id: UUID) -> R:
        """The aggregate, to consult or to change. Raises `Missing`."""
        ...

    def find(self, kind: type[R], id: UUID) -> R | None:
        """The aggregate, or None where there is none; that too must still be so when stored."""
        ...

    def found(self, root: R) -> R:
        """Lay a new aggregate on the desk. Storing it raises `Exists` where its id is taken."""
        ...
