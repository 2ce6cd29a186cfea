"""S-R: forty are invited, readiness is suspended, all stands still in its order, and goes on."""

from __future__ import annotations

from ops.journey import listening
from ops.journey.story import Story
from ops.journey.suspended import asking, resuming, stopping


def tell(story: Story) -> None:
    """From the invitations to what goes on after the suspension."""
    began = story.api.position
    asked = asking.ask(story)
    stopping.stop(story, asked)
    resuming.go_on(story, asked)
    listening.prove(story, began, ends="resumed")
