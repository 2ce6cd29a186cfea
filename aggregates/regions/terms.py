"""From which day to which somebody holds a function in a regional group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

CONTACT, LEADER, RESOURCE = "regional_kontakt", "innforingsleder", "nettverksressurs"
MEMBERS = frozenset({LEADER, RESOURCE})
FUNCTIONS = (CONTACT, LEADER, RESOURCE)
"""Alike in every region (S3 L487-490)."""


@dataclass(frozen=True, slots=True)
class Term:
    """From `since` until, and not including, `until`; `acting` only bridges a transition."""

    person: str
    function: str
    since: date
    until: date | None
    acting: bool = False

    def holds(self, day: date) -> bool:
        """Whether it runs that day."""
        return self.since <= day and (self.until is None or day < self.until)

    def meets(self, since: date, until: date | None) -> bool:
        """Whether the two have a day in common."""
        begins = max(self.since, since)
        return all(each is None or begins < each for each in (self.until, until))

    def within(self, day: date) -> bool:
        """Whether it still runs on that day, or will run after it."""
        return self.until is None or day < self.until
