"""S-P: a common process for a method, which a region goes through together (helhetlig
tjenestemodell)."""

from __future__ import annotations

from ops.journey import listening
from ops.journey.process import beginning, evaluating, joining, working
from ops.journey.story import Story


def tell(story: Story) -> None:
    """From where the municipalities stand to the evaluation by the process leader."""
    began = story.api.position
    common = beginning.begin(story)
    placed = joining.ask(story, common)
    working.work(story, common, placed)
    evaluating.evaluate(story, common, placed)
    listening.prove(story, began, ends="run-closed")
