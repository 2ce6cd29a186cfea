"""Seventh chapter: nobody in a pulje is let go before it has what it is owed (I32)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aggregates.kernel.act import Role
from ops.journey.national.answering import Participant
from ops.journey.story import Story

NEEDED = ("follow_up_plan", "use_measurements", "handover")
MEASURED = ((-7, 412), (0, 430))
"""On which day, and how often it was used where it is in use."""
UNTIL, REVIEW = 90, 200


def let_nobody_go(story: Story, run: str, placed: Sequence[Participant]) -> None:
    """Follow up everybody in pulje 1; the first uses the solution, the last does without."""
    story.tell.chapter("following")
    path = f"/runs/{run}/puljer/1"
    story.leader.post(f"{path}/follow-up")
    story.tell.step("begun", count=len(placed))
    *followed, alone = placed
    for each in followed:
        _follow(story, each, uses=each is followed[0])
    story.tell.step("followed", count=len(followed))
    story.tell.step("zero_is_measured", count=len(followed) - 1)
    problem = story.leader.refused(f"{path}/closing", rule="I32")
    story.tell.refused("too_early", problem)
    for lacks in NEEDED:
        own = {"lacks": lacks, "reason": story.tell.text("own_reason")}
        story.decider(alone.who).post(f"{alone.path}/exceptions", own)
    story.tell.step("does_without", name=alone.who.name)
    story.leader.post(f"{path}/closing")
    pulje = story.ks.get(f"/runs/{run}")["item"]["puljer"][0]
    story.tell.step("closed", pulje["stage"] == "closed")


def _follow(story: Story, who: Participant, *, uses: bool) -> None:
    """A plan of the leader's, measurements, and a handover to whom the municipality names."""
    text, follow_up = story.tell.text, f"/follow-ups/{who.id}"
    plan = {"text": text("plan"), "until": story.day(UNTIL), "measurements": len(MEASURED)}
    story.leader.post(f"{follow_up}/plan", plan)
    for day, value in MEASURED:
        measured: dict[str, Any] = {
            "on": story.day(day), "value": value if uses else 0,
            "unit": text("unit"), "source": text("source"),
        }  # fmt: skip
        story.nhn.post(f"{follow_up}/measurements", measured)
    owner = {
        "owner_role": text("owner_role"), "support_line": text("support_line"),
        "next_review": story.day(REVIEW),
    }  # fmt: skip
    coordinator = story.api.acting(Role.MUNICIPAL_COORDINATOR, who.who.organisation)
    coordinator.post(f"{who.path}/owner", owner)
    story.leader.post(f"{follow_up}/handover")
