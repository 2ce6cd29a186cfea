"""Fourth chapter: nobody is let go too early, and the process leader evaluates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ops.journey.national.answering import Participant
from ops.journey.process.common import NEIGHBOUR, STARTS, Common, leader
from ops.journey.story import Story


def evaluate(story: Story, common: Common, placed: Sequence[Participant]) -> None:
    """Follow up, evaluate and close: the leader of another region does not, this one's does."""
    story.tell.chapter("process_evaluating")
    _follow_up(story, common, placed)
    own = leader(story)
    own.post(f"{common.path}/follow-up")
    [owed] = story.ks.all("/evaluations", run=common.run)
    path = f"/evaluations/{owed['id']}"
    delivery = _delivery(story, placed)
    problem = story.leader_of(NEIGHBOUR).refused(f"{path}/delivery", delivery, rule="I35")
    story.tell.refused("another_region", problem)
    problem = story.group.refused(f"{common.path}/closing", rule="I35")
    story.tell.refused("not_delivered", problem)
    own.post(f"{path}/delivery", delivery)
    story.tell.step("delivered")
    story.group.post(f"{path}/receipt", {"case": story.tell.text("case")})
    story.group.post(f"{common.path}/closing")
    page = story.ks.get(common.path)["item"]["run"]
    story.tell.step("closed", page["stage"] == "closed", case=story.tell.text("case"))
    [learned] = story.ks.all("/learnings", run=common.run)
    story.tell.step("learned", text=learned["text"])


def _follow_up(story: Story, common: Common, placed: Sequence[Participant]) -> None:
    """A plan and an owner for each; that nothing is measured is each municipality's own word."""
    own, text = leader(story), story.tell.text
    own.post(f"{common.path}/puljer/1/follow-up")
    problem = own.refused(f"{common.path}/puljer/1/closing", rule="I32")
    story.tell.refused("too_early", problem)
    plan = {"text": text("follow_up"), "until": story.day(STARTS + 120), "measurements": 2}
    owner = {
        "owner_role": text("owner"), "support_line": text("support"),
        "next_review": story.day(STARTS + 200),
    }  # fmt: skip
    without = {"lacks": "use_measurements", "reason": text("not_measured")}
    for each in placed:
        own.post(f"/follow-ups/{each.id}/plan", plan)
        story.coordinator(each.who).post(f"{each.path}/owner", owner)
        own.post(f"/follow-ups/{each.id}/handover")
        story.decider(each.who).post(f"{each.path}/exceptions", without)
    own.post(f"{common.path}/puljer/1/closing")
    story.tell.step("followed", count=len(placed), why=without["reason"])


def _delivery(story: Story, placed: Sequence[Participant]) -> dict[str, Any]:
    text = story.tell.text
    return {
        "summary": text("summary"),
        "heard": [
            {"party": each.who.name, "kind": "participant", "answered": True} for each in placed
        ],
        "learnings": [
            {"id": "L1", "type": "model", "text": text("point"), "owner": text("owns_point")}
        ],
    }
