"""S-A: a run in track A, over the whole country, for those who have not introduced a solution."""

from __future__ import annotations

from ops.journey import listening
from ops.journey.cast import chosen
from ops.journey.national import answering, boards, introducing, planning, readiness, remaining
from ops.journey.story import Story


def tell(story: Story) -> None:
    """From whom it is for to what everybody can look up afterwards."""
    began = story.api.position
    known = remaining.look(story)
    whom = chosen(known["not_known"])
    criteria = readiness.declare(story)
    run = planning.prepare(story, whom[0])
    planning.hold_back(story, criteria, whom[0])
    joined = answering.ask(story, run, whom)
    introducing.carry_out(story, run, joined, known)
    boards.show(story, run, joined)
    listening.prove(story, began, ends="run-closed")
