"""Third chapter: each pulje is evaluated by its own leader, and only then is it closed (I37)."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from ops.journey.national.answering import Participant
from ops.journey.partly.limiting import Partly, leader
from ops.journey.story import Story

LACKING = ("follow_up_plan", "use_measurements", "handover")


def evaluate(story: Story, partly: Partly, joined: Sequence[Participant]) -> None:
    """Two puljer, two evaluations: one alone closes neither the other pulje nor the run."""
    story.tell.chapter("evaluating")
    story.leader.post(f"{partly.path}/start")
    for number in (1, 2):
        story.leader.post(f"{partly.path}/puljer/{number}/start")
        story.leader.post(f"{partly.path}/puljer/{number}/follow-up")
    for each in joined:
        for lacks in LACKING:
            exception = {"lacks": lacks, "reason": story.tell.text("own_choice")}
            story.decider(each.who).post(f"{each.path}/exceptions", exception)
    story.tell.step("gone_through", count=len(joined))
    owed = sorted(story.ks.all("/evaluations", run=partly.run), key=itemgetter("pulje"))
    story.tell.step("owed", [each["pulje"] for each in owed] == [1, 2])
    problem = story.leader.refused(f"{partly.path}/puljer/1/closing", rule="I37")
    story.tell.refused("not_evaluated", problem)
    story.leader.post(f"{partly.path}/follow-up")
    for each in owed:
        _deliver(story, partly, each["pulje"], each["id"])
        if each["pulje"] == 1:
            problem = story.group.refused(f"{partly.path}/closing", rule="I35")
            story.tell.refused("one_of_two", problem)
    story.group.post(f"{partly.path}/closing")
    page = story.ks.get(partly.path)["item"]
    stages = [page["run"]["stage"], *(each["stage"] for each in page["puljer"])]
    story.tell.step("closed", stages == ["closed"] * 3)


def _deliver(story: Story, partly: Partly, pulje: int, evaluation: str) -> None:
    path = f"/evaluations/{evaluation}"
    heard = [{"party": "Norsk helsenett", "kind": "actor", "answered": True}]
    delivery = {"summary": story.tell.text("summary"), "heard": heard, "learnings": []}
    if pulje == 1:
        problem = leader(story, 2).refused(f"{path}/delivery", delivery, rule="I35")
        story.tell.refused("not_the_other", problem)
    leader(story, pulje).post(f"{path}/delivery", delivery)
    story.group.post(f"{path}/receipt", {"case": f"NKG {pulje}/27"})
    story.leader.post(f"{partly.path}/puljer/{pulje}/closing")
    story.tell.step("pulje_closed", number=pulje)
