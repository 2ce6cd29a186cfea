"""First chapter: the region plans a run of its own, and tells the coordinating group of it."""

from __future__ import annotations

from aggregates.kernel.act import Role
from ops.journey import preparing
from ops.journey.cast import NHN, body_of, of_county
from ops.journey.preparing import QUESTIONS
from ops.journey.regional.region import (
    ASKED,
    COUNTY,
    NEIGHBOUR,
    SOLUTION,
    Regional,
    contact,
    leader,
)
from ops.journey.story import Story

STARTS, PLACES, DAYS_TO_DECIDE = 40, 5, 30


def plan(story: Story) -> Regional:
    """Propose, tell of, and open it. What is the region's own is nobody else's to open."""
    story.tell.chapter("regional_planning")
    scope = {"level": "regional", "regions": [COUNTY]}
    preparing.ready(story, SOLUTION, story.nhn, NHN, scope)
    story.tell.step("ready")
    region = Regional(_proposed(story), of_county(COUNTY)[:ASKED], of_county(NEIGHBOUR)[0])
    _led(story, region)
    _deviating(story, region)
    _answered(story, region)
    _told(story, region)
    _basis(story, region)
    _opened(story, region)
    return region


def _proposed(story: Story) -> str:
    own, word = contact(story), story.tell.text
    proposal = {
        "title": word("run_title"), "kind": "rollout", "solution": SOLUTION,
        "scope": f"regional:{COUNTY}", "proposer": word("proposer"),
    }  # fmt: skip
    run: str = own.post("/runs", proposal)["id"]
    answers = {question: word("answer") for question in QUESTIONS}
    choice = {"track": "B", "deciding_body": word("proposer"), "answers": answers}
    own.post(f"/runs/{run}/track", choice)
    story.tell.step("proposed", title=word("run_title"))
    return run


def _led(story: Story, region: Regional) -> None:
    """The region appoints its own leader; neither the group nor a neighbour does (C06-04)."""
    reference = leader(story).get("/me")["reference"]
    body = body_of("regional_group", COUNTY)
    appointed = {"leader": reference, "body": body, "role": str(Role.ROLLOUT_LEADER)}
    problem = story.group.refused(f"{region.path}/leader", appointed, rule="C06-04")
    story.tell.refused("not_the_groups", problem)
    problem = story.contact(NEIGHBOUR).refused(f"{region.path}/leader", appointed, rule="C06-04")
    story.tell.refused("not_the_neighbours", problem)
    contact(story).post(f"{region.path}/leader", appointed)
    leader(story).post(f"{region.path}/leader/acceptance")
    leader(story).post(f"{region.path}/plan", {"plan": story.tell.text("plan")})
    story.tell.step("led")


def _deviating(story: Story, region: Regional) -> None:
    """Where the sector has not endorsed the solution, somebody answers for running it (I27)."""
    why = {
        "reason": story.tell.text("deviation"), "deciding_body": story.tell.text("proposer"),
        "decision": story.tell.text("deviation_decided"),
    }  # fmt: skip
    problem = contact(story).refused(f"{region.path}/opening", rule="I27")
    story.tell.refused("not_endorsed", problem)
    contact(story).post(f"{region.path}/deviation", why)
    story.tell.step("deviating", reason=why["reason"], decision=why["decision"])


def _answered(story: Story, region: Regional) -> None:
    """What earlier runs taught is answered first, where they taught something (I36)."""
    if not leader(story).all(f"{region.path}/learnings"):
        return
    problem = contact(story).refused(f"{region.path}/opening", rule="I36")
    story.tell.refused("unanswered", problem)
    answered = preparing.answer_learnings(story, region.run, leader(story))
    story.tell.step("answered", count=len(answered))


def _told(story: Story, region: Regional) -> None:
    """Before anything is carried out the group has been told, and then it may remark (I21)."""
    problem = contact(story).refused(f"{region.path}/opening", rule="I21")
    story.tell.refused("not_told", problem)
    notice = {
        "starts": story.day(STARTS), "ends": story.day(STARTS + 180),
        "reason": story.tell.text("reason"),
    }  # fmt: skip
    contact(story).post(f"{region.path}/notification", notice)
    story.tell.step("told", reason=notice["reason"])
    review = f"{region.path}/plan-review"
    problem = story.group.refused(review, {"outcome": "approved"}, rule="I21")
    story.tell.refused("not_theirs_to_approve", problem)
    remark = story.tell.text("remark")
    story.group.post(review, {"outcome": "remark", "remark": remark})
    story.tell.step("remarked", remark=remark)


def _basis(story: Story, region: Regional) -> None:
    """The basis says what it means not to join; that is asked of every track (I04)."""
    preparing.basis(story, region.run, leader(story))
    page = story.leader.get(f"{region.path}/basis")
    part = page["frozen"]["consequences_of_not_joining"]
    story.tell.step("basis", page["latest"] == 1, text=part["text"])


def _opened(story: Story, region: Regional) -> None:
    own = leader(story)
    planned = {
        "number": 1, "starts": story.day(STARTS), "invites_from": story.day(0),
        "decision_days": DAYS_TO_DECIDE, "capacity": PLACES,
        "leader": own.get("/me")["reference"],
    }  # fmt: skip
    own.post(f"{region.path}/puljer", planned)
    contact(story).post(f"{region.path}/puljer/1/opening")
    contact(story).post(f"{region.path}/opening")
    page = story.ks.get(region.path)["item"]["run"]
    story.tell.step("opened", page["stage"] == "open", places=PLACES)
