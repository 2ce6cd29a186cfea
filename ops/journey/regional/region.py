"""The region of the story, its people, and the municipalities of it that are asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ops.journey.cast import Municipality
from ops.journey.client import Caller
from ops.journey.story import Story

COUNTY, NEIGHBOUR = "46", "50"
SOLUTION = "digihelsestasjon"
ASKED = 6


@dataclass(frozen=True, slots=True)
class Regional:
    """A run of the region's own, and whom it asks."""

    run: str
    asked: Sequence[Municipality]
    outside: Municipality

    @property
    def path(self) -> str:
        return f"/runs/{self.run}"


def contact(story: Story) -> Caller:
    """The contact of the region."""
    return story.contact(COUNTY)


def leader(story: Story) -> Caller:
    """The region's own rollout leader."""
    return story.leader_of(COUNTY)
