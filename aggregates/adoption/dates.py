"""When a thing happened, as precisely as anybody knows: to the day, the month, the year, or not."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from aggregates.kernel.refusals import Refused
from aggregates.rules import I28

LENGTHS = {"day": 10, "month": 7, "year": 4}


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day on which it can have been; no days where that is unknown."""

    first: date = date.min
    last: date = date.max

    @property
    def earliest(self) -> date | None:
        return None if self.first == date.min else self.first

    @property
    def latest(self) -> date | None:
        return None if self.last == date.max else self.last

    @property
    def written(self) -> tuple[str | None, str]:
        """These days as an ISO date, month or year, and which of them; or that it is unknown."""
        if self.earliest is not None and self.latest is not None:
            for precision, length in LENGTHS.items():
                when = self.first.isoformat()[:length]
                if _span(when, precision) == self:
                    return when, precision
        return None, "unknown"

    def surely_before(self, other: Span) -> bool:
        """Whether it was before `other`, however the unknown days are filled in."""
        return self.last < other.first


def span(when: str | None, precision: str) -> Span:
    """The days that an ISO date, month or year leaves open. Refuses any other text (I28)."""
    if precision == "unknown" and when is None:
        return Span()
    try:
        return _span(when or "", precision)
    except ValueError:
        raise Refused(I28, "date_malformed", date=when, precision=precision) from None


def _span(when: str, precision: str) -> Span:
    if len(when) != LENGTHS.get(precision):
        raise ValueError
    first = date.fromisoformat(when + "-01-01"[len(when) - len("2024") :])
    if not first.isoformat().startswith(when):
        raise ValueError  # a week, which is ISO too
    if precision == "day":
        return Span(first, first)
    last_month = first.month if precision == "month" else 12
    return Span(first, date(first.year, last_month, monthrange(first.year, last_month)[1]))
