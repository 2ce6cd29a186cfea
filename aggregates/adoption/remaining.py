"""How many are left: the target minus those who are there, no more precise than what is known."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of municipalities as of a day; `precision` is `exact` or `about`."""

    value: int
    precision: str
    as_of: date

    def __str__(self) -> str:
        return f"about {self.value}" if self.precision == "about" else str(self.value)


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is left, with the days of both numbers, which a source may not have made one (I29)."""

    value: int
    precision: str
    target_as_of: date
    reached_as_of: date

    @property
    def at_one_date(self) -> bool:
        return self.target_as_of == self.reached_as_of

    def __str__(self) -> str:
        return f"about {self.value}" if self.precision == "about" else str(self.value)


def remaining(target: Figure, reached: Figure) -> Remaining:
    """Target minus reached, never below zero, «about» where either is (I29, S3 L387)."""
    precision = "about" if "about" in {target.precision, reached.precision} else "exact"
    value = max(target.value - reached.value, 0)
    return Remaining(value, precision, target.as_of, reached.as_of)


def rows_remaining(target: Set[UUID], reached: Set[UUID]) -> Set[UUID]:
    """The very municipalities that are left; where they are known, so is their number (I29)."""
    return target - reached
