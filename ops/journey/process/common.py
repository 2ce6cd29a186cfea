"""The process of the story: its region, whom it asks, and who leads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ops.journey.cast import Municipality
from ops.journey.client import Caller
from ops.journey.story import Story

COUNTY, NEIGHBOUR = "11", "42"
METHOD = "helhetlig-tjenestemodell"
ASKED = 6
STARTS, PLACES, DAYS_TO_DECIDE = 45, 6, 30


@dataclass(frozen=True, slots=True)
class Common:
    """A common process, and the municipalities that it asks."""

    run: str
    asked: Sequence[Municipality]

    @property
    def path(self) -> str:
        return f"/runs/{self.run}"


def contact(story: Story) -> Caller:
    """The contact of the region."""
    return story.contact(COUNTY)


def leader(story: Story) -> Caller:
    """The process leader, whom the region has."""
    return story.leader_of(COUNTY)
