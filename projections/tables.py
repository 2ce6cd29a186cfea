"""Where the rows of views are kept, together with how far each view has come."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import Field, dataclass, fields
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints

from log.store import Hint
from projections.kernel import Row, View

R = TypeVar("R", bound=Row)
GREW = "views_grew"


@dataclass(frozen=True, slots=True)
class Freshness:
    """How far a view has come: the log's position, and when that was recorded."""

    position: int
    recorded: datetime | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What one batch of events does to one view."""

    rows: Sequence[Row]
    removed: Sequence[str]


class Tables(ABC):
    """The database of the views. Safe to use from several threads."""

    @abstractmethod
    def create(self, view: type[View[Any]]) -> None:
        """Make the view's table, unless it is there."""

    @abstractmethod
    def freshness(self, view: type[View[Any]]) -> Freshness:
        """How far the view has come; position 0 where it has not begun."""

    @abstractmethod
    def write(self, changes: Mapping[type[View[Any]], Changes], freshness: Freshness) -> None:
        """Write rows and position of every view in one transaction."""

    @abstractmethod
    def get(self, view: type[View[R]], id: str) -> R | None:
        """One row, or None."""

    @abstractmethod
    def page(
        self,
        view: type[View[R]],
        where: Mapping[str, Any] | None = None,
        after: Sequence[Any] | None = None,
        limit: int | None = None,
    ) -> list[R]:
        """Rows in the view's order, beyond the order key `after`.

        Each column in `where` equals the value given, or one of the values where that is a list.
        """

    @abstractmethod
    def counts(
        self, view: type[View[Any]], by: Sequence[str], where: Mapping[str, Any] | None = None
    ) -> dict[tuple[Any, ...], int]:
        """How many rows there are for each combination of the columns `by`."""

    @abstractmethod
    def drop(self, view: type[View[Any]]) -> None:
        """Forget a view's rows and position, if it has any."""

    @abstractmethod
    def swap(self, view: type[View[Any]], built: type[View[Any]]) -> None:
        """Let the rows and position of `built` take the place of those of `view`."""

    @abstractmethod
    def hint(self) -> Hint:
        """A listener for views that move on, for one thread."""

    @abstractmethod
    def close(self) -> None: ...


def order_key(view: type[View[Any]], row: Row) -> list[Any]:
    """Where a row stands in the view's order: what the next page begins after."""
    return [getattr(row, name) for name in (*view.order, "id")]


def indexing(view: type[View[Any]]) -> list[str]:
    """The statements that make a view's indexes, in both dialects."""
    return [
        f"CREATE INDEX IF NOT EXISTS {view.name}_by_{'_'.join(names)}"
        f" ON {view.name} ({', '.join(names)})"
        for names in view.indexes
    ]


def unindexing(view: type[View[Any]]) -> list[str]:
    """The statements that drop them: a renamed table keeps indexes of the former name."""
    return [f"DROP INDEX IF EXISTS {view.name}_by_{'_'.join(names)}" for names in view.indexes]


def _columns(row: type[Row]) -> dict[str, Any]:
    hints = get_type_hints(row)
    declared: tuple[Field[Any], ...] = fields(row)
    return {field.name: _plain(hints[field.name]) for field in declared}


def _plain(hint: Any) -> Any:
    if hint in {str, int, bool, date, datetime}:
        return hint
    inside = [each for each in get_args(hint) if each is not type(None)]
    if type(None) in get_args(hint) and len(inside) == 1:
        return _plain(inside[0])
    return list  # kept as JSON


columns: Callable[[Any], dict[str, Any]] = cache(_columns)
"""The plain type of each column of a row class: str, int, bool, date, datetime, or list (JSON)."""
