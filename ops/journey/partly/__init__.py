"""S-C: a solution that is not for everybody yet, in puljer that each have a leader (track C)."""

from __future__ import annotations

from ops.journey import listening
from ops.journey.partly import evaluating, limiting, matching
from ops.journey.story import Story


def tell(story: Story) -> None:
    """From whom it is for to one evaluation for each pulje."""
    began = story.api.position
    run = limiting.plan(story)
    joined = matching.ask(story, run)
    evaluating.evaluate(story, run, joined)
    listening.prove(story, began, ends="run-closed")
