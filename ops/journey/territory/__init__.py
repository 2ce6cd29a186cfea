"""S-T: a municipality is split in two, and what it had does not move by itself (I33)."""

from __future__ import annotations

from ops.journey.story import Story
from ops.journey.territory import before, deciding, hearing, waiting


def tell(story: Story) -> None:
    """From what Ålesund had until 2023 to what Haram has of it, because somebody decided so."""
    began = story.api.position
    adoption = before.look(story)
    waiting.show(story, adoption)
    deciding.decide(story, adoption)
    hearing.prove(story, began)
