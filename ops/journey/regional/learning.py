"""Fourth chapter: the region's own leader evaluates, and what was learned is there for the next."""

from __future__ import annotations

from collections.abc import Sequence

from ops.journey.national.answering import Participant
from ops.journey.regional.region import Regional, leader
from ops.journey.story import Story

DUE = 200


def learn(story: Story, region: Regional, placed: Sequence[Participant]) -> None:
    """Ask those who took part, deliver, and let the group take it in; then the run is closed."""
    story.tell.chapter("regional_learning")
    own = leader(story)
    own.post(f"{region.path}/follow-up")
    evaluation = own.post(f"{region.path}/evaluation", {"due": story.day(DUE)})["id"]
    path = f"/evaluations/{evaluation}"
    parties = [
        {"organisation": each.who.organisation, "name": each.who.name, "kind": "participant"}
        for each in placed
    ]
    own.post(f"{path}/parties", {"parties": parties})
    answering = placed[0]
    said = {"text": story.tell.text("response"), "anonymous": True}
    story.decider(answering.who).post(f"{path}/response", said)
    found = story.ks.get(path)["item"]
    story.tell.step("asked", found["response_rate"] == 1 / len(placed), count=len(placed))
    points = [{"id": "L1", "type": "model", "text": story.tell.text("point"), "owner": "KS"}]
    delivery = {"summary": story.tell.text("summary"), "heard": [], "learnings": points}
    problem = story.leader.refused(f"{path}/delivery", delivery, rule="I35")
    story.tell.refused("not_the_national_leader", problem)
    own.post(f"{path}/delivery", delivery)
    story.tell.step("delivered")
    problem = story.group.refused(f"{region.path}/closing", rule="I35")
    story.tell.refused("not_received", problem)
    story.group.post(f"{path}/receipt", {"case": story.tell.text("case")})
    story.group.post(f"{region.path}/closing")
    page = story.ks.get(region.path)["item"]["run"]
    story.tell.step("closed", page["stage"] == "closed")
    open_ = story.ks.all("/learnings", run=region.run, open="true")
    story.tell.step("open_learning", len(open_) == 1, text=open_[0]["text"])
