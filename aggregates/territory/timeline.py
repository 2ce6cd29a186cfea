"""Which municipalities there were on any day: one edition for each day on which that changed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Name:
    """What a municipality is called.

    `official` holds all its languages. `norwegian` is None where the source does not say which
    part is Norwegian; `parallel` gives each other part its language (se, smj, sma, fkv) or None.
    """

    official: str
    norwegian: str | None
    parallel: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality as it is valid during one edition; `id` outlives number and name."""

    id: UUID
    number: str
    county: str
    name: Name


@dataclass(slots=True)
class Edition:
    """The municipalities of the whole country during one period."""

    by_id: dict[UUID, Municipality] = field(default_factory=dict)
    by_number: dict[str, UUID] = field(default_factory=dict)


class Timeline:
    """Editions by the day they begin. Only the last one can still change."""

    def __init__(self, first: date) -> None:
        self._days, self._editions = [first], [Edition()]

    @property
    def first(self) -> date:
        return self._days[0]

    @property
    def last(self) -> date:
        return self._days[-1]

    def at(self, day: date) -> Edition | None:
        """The edition of that day, or None before the first."""
        number = bisect_right(self._days, day)
        return self._editions[number - 1] if number else None

    def last_known(self, id: UUID) -> Municipality | None:
        """That municipality as it was last, whether it is still there or not."""
        found = (each.by_id[id] for each in reversed(self._editions) if id in each.by_id)
        return next(found, None)

    def everyone(self) -> list[UUID]:
        """Every municipality of any edition, in the order of their ids."""
        return sorted({id for edition in self._editions for id in edition.by_id}, key=str)

    def put(self, day: date, municipality: Municipality) -> None:
        edition = self._begun(day)
        edition.by_id[municipality.id] = municipality
        edition.by_number[municipality.number] = municipality.id

    def change(self, day: date, id: UUID, **changes: Any) -> None:
        before = self._begun(day).by_id[id]
        self.drop(day, id)
        self.put(day, replace(before, **changes))

    def drop(self, day: date, id: UUID) -> None:
        """End a municipality; one that has ended already, as its parts went on, stays so."""
        edition = self._begun(day)
        ended = edition.by_id.pop(id, None)
        if ended and edition.by_number.get(ended.number) == id:
            del edition.by_number[ended.number]

    def _begun(self, day: date) -> Edition:
        if day > self.last:
            before = self._editions[-1]
            self._days.append(day)
            self._editions.append(Edition(dict(before.by_id), dict(before.by_number)))
        return self._editions[-1]
