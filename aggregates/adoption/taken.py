"""What is taken over of how far a municipality before it had come, by a decision (I33)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from aggregates.adoption.dates import Span
from aggregates.adoption.reports import IN_USE, USE_LAPSED, height


@dataclass(frozen=True, slots=True)
class Taken:
    """A stage that was taken over from a municipality before it, and when that one reached it."""

    stage: str
    days: Span

    def stopped(self) -> Taken:
        """The same, after the use of whoever took it over has stopped."""
        return self if self.stage != IN_USE else Taken(USE_LAPSED, self.days)


def furthest(own: str | None, taken: Mapping[UUID, Taken]) -> str | None:
    """The furthest of one's own stage and of those that were taken over."""
    return max((own, *(each.stage for each in taken.values())), key=height)


def without(taken: Mapping[UUID, Taken], lost: str) -> dict[UUID, Taken]:
    """What is left of it once a stage, and with it all that is further on, was lost."""
    return {by: each for by, each in taken.items() if height(each.stage) < height(lost)}
