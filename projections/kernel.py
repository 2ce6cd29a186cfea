"""A view is a table of frozen rows and a fold: what each event does to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar, Generic, Protocol, Self, TypeVar
from uuid import UUID

from aggregates.kernel.root import Root

text: Callable[[UUID], str] = lru_cache(65_536)(str)
"""An id as rows hold it: the same ones come again and again, and writing one out takes long."""


@dataclass(frozen=True)
class Row:
    """One row of a view. A subclass's fields become columns: str, int, bool, date, datetime,
    list or dict (as JSON), or one of these or None.
    """

    id: str

    def but(self, **changed: Any) -> Self:
        """The same row with some fields changed; `dataclasses.replace` takes ten times as long."""
        row = object.__new__(type(self))
        row.__dict__.update(self.__dict__, **changed)
        return row


R = TypeVar("R", bound=Row)


class Rows(Protocol[R]):
    """The rows of one view while events are folded into them."""

    def get(self, id: str) -> R | None:
        """The row as the fold has left it, or None."""
        ...

    def put(self, row: R) -> None:
        """Insert the row, or replace the one with its id."""
        ...

    def remove(self, id: str) -> None:
        """Take the row away; nothing happens where there is none."""
        ...

    def where(self, column: str, value: Any) -> list[R]:
        """Every row whose column has that value; for rare events, as it reads the table."""
        ...


Fold = Callable[[Any, Any, Rows[Any], int], None]


def on(*events: type[Root.Event]) -> Callable[[Fold], Fold]:
    """Marks the method that folds these events: `(view, event, rows, position)`."""

    def mark(fold: Fold) -> Fold:
        fold.folds = events  # type: ignore[attr-defined]
        return fold

    return mark


class View(Generic[R]):
    """A projection. A row class that changes takes a new `name`, and is built from the start."""

    name: ClassVar[str]
    row: ClassVar[type[Row]]
    order: ClassVar[tuple[str, ...]] = ()
    """Columns that pages are sorted by, before `id`."""
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = ()
    folds: ClassVar[dict[str, Fold]] = {}
    """What is done at each event, by its topic."""

    def __init_subclass__(cls) -> None:
        marked: Iterable[Any] = (each for kind in cls.__mro__ for each in vars(kind).values())
        cls.folds = {event.TOPIC: fold for fold in marked for event in getattr(fold, "folds", ())}
