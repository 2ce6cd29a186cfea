"""Second chapter: only those whom it is for are asked, and each answers for itself."""

from __future__ import annotations

from typing import Any

from ops.journey.cast import Municipality
from ops.journey.national.answering import Participant
from ops.journey.partly.limiting import DAYS_TO_DECIDE, Partly
from ops.journey.story import Story


def ask(story: Story, partly: Partly) -> list[Participant]:
    """Two join each pulje; whom the solution is not for is not asked (I20)."""
    story.tell.chapter("matching")
    problem = story.leader.refused(
        f"{partly.path}/invitations", _invitation(story, partly.other), rule="I20"
    )
    story.tell.refused("not_for_it", problem, name=partly.other.name)
    asked = [
        Participant(each, story.leader.post(
            f"{partly.path}/invitations", _invitation(story, each)
        )["id"])
        for each in partly.named
    ]  # fmt: skip
    for number, each in enumerate(asked):
        pulje = 1 + number // 2
        answer = {
            "answer": "join", "basis_version": 1, "level": "kommunedirektor",
            "wished_pulje": pulje,
        }  # fmt: skip
        story.decider(each.who).post(f"{each.path}/decision", answer)

    def settled(page: dict[str, Any]) -> bool:
        return [len(each["taken"]) for each in page["item"]["puljer"]] == [2, 2]

    story.ks.until(partly.path, settled)
    story.tell.step("joined", count=len(asked))
    return asked


def _invitation(story: Story, whom: Municipality) -> dict[str, object]:
    return {"municipality": whom.number, "puljer": [1, 2], "deadline": story.day(DAYS_TO_DECIDE)}
