"""Second chapter: the municipalities of the region are asked, and each decides for itself."""

from __future__ import annotations

from typing import Any

from ops.journey.national.answering import Participant
from ops.journey.process.common import DAYS_TO_DECIDE, Common, leader
from ops.journey.story import Story


def ask(story: Story, common: Common) -> list[Participant]:
    """Three join, one declines, one waits and one says nothing; those who join."""
    story.tell.chapter("process_joining")
    asked = []
    for whom in common.asked:
        invitation = {
            "municipality": whom.number, "puljer": [1], "deadline": story.day(DAYS_TO_DECIDE),
        }  # fmt: skip
        sent = leader(story).post(f"{common.path}/invitations", invitation)
        asked.append(Participant(whom, sent["id"]))
    story.tell.step("invited", count=len(asked))
    joining, (no, later, silent) = asked[:3], asked[3:]
    for each, answer in ((no, "decline"), (later, "postpone")):
        _decide(story, each, answer)
        story.tell.step(answer, name=each.who.name)
    for each in joining:
        _decide(story, each, "join")
    wanted = [each.id for each in joining]

    def settled(page: dict[str, Any]) -> bool:
        return bool(page["item"]["puljer"][0]["taken"] == wanted)

    page = story.ks.until(common.path, settled)
    answers = page["item"]["answers"]
    story.tell.step("joined", answers["unanswered"] == 1, count=len(joining), name=silent.who.name)
    return joining


def _decide(story: Story, who: Participant, answer: str) -> None:
    said: dict[str, Any] = {"answer": answer, "basis_version": 1, "level": "kommunedirektor"}
    if answer == "join":
        said["wished_pulje"] = 1
    story.decider(who.who).post(f"{who.path}/decision", said)
