"""S-B: a region's own run, of which the coordinating group is told and may remark (track B)."""

from __future__ import annotations

from ops.journey import listening
from ops.journey.regional import going_through, learning, planning
from ops.journey.story import Story


def tell(story: Story) -> None:
    """From the region's wish to the evaluation by its own leader."""
    began = story.api.position
    region = planning.plan(story)
    placed = going_through.invite(story, region)
    going_through.go_through(story, region, placed)
    learning.learn(story, region, placed)
    listening.prove(story, began, ends="run-closed")
