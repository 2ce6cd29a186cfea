"""First chapter: a method is no solution to introduce, so the region goes through it together."""

from __future__ import annotations

from aggregates.kernel.act import Role
from ops.journey import preparing
from ops.journey.cast import body_of, of_county
from ops.journey.preparing import QUESTIONS
from ops.journey.process import surveying
from ops.journey.process.common import (
    ASKED,
    COUNTY,
    DAYS_TO_DECIDE,
    METHOD,
    PLACES,
    STARTS,
    Common,
    contact,
    leader,
)
from ops.journey.story import Story


def begin(story: Story) -> Common:
    """Propose, share the sketch of it with the coordinating group, and open it."""
    story.tell.chapter("process_beginning")
    common = Common(_proposed(story), of_county(COUNTY)[:ASKED])
    _led(story, common)
    surveying.survey(story, common)
    _shared(story, common)
    _opened(story, common)
    return common


def _proposed(story: Story) -> str:
    """A method only has a common process, and that follows no track (I26)."""
    own, text = contact(story), story.tell.text
    proposal = {
        "title": text("title_of_process"), "kind": "rollout", "solution": METHOD,
        "scope": f"regional:{COUNTY}", "proposer": text("proposer"),
    }  # fmt: skip
    story.tell.refused("no_rollout", own.refused("/runs", proposal, rule="I26"))
    run: str = own.post("/runs", proposal | {"kind": "common_process"})["id"]
    story.tell.step("proposed", title=proposal["title"])
    answers = {question: text("answer") for question in QUESTIONS}
    choice = {"track": "B", "deciding_body": text("proposer"), "answers": answers}
    story.tell.refused("no_track", own.refused(f"/runs/{run}/track", choice, rule="I26"))
    return run


def _led(story: Story, common: Common) -> None:
    """Somebody of the region who knows the matter leads it, and has said yes (C06-08)."""
    appointed = {
        "leader": leader(story).get("/me")["reference"],
        "body": body_of("regional_group", COUNTY), "role": str(Role.ROLLOUT_LEADER),
    }  # fmt: skip
    contact(story).post(f"{common.path}/leader", appointed)
    leader(story).post(f"{common.path}/leader/acceptance")
    story.tell.step("led")


def _shared(story: Story, common: Common) -> None:
    """The coordinating group is given the sketch, and may only remark on it (C06-06, I21)."""
    own, text = contact(story), story.tell.text
    leader(story).post(f"{common.path}/plan", {"plan": text("plan")})
    told = {"starts": story.day(STARTS), "ends": story.day(STARTS + 180), "reason": text("reason")}
    path = f"{common.path}/notification"
    story.tell.refused("no_sketch", own.refused(path, told, rule="C06-06"))
    own.post(path, told | {"sketch": text("sketch")})
    story.tell.step("shared", sketch=text("sketch"))
    answered = preparing.answer_learnings(story, common.run, leader(story))
    if answered:
        story.tell.step("answered", count=len(answered))
    remark = {"outcome": "remark", "remark": text("remark")}
    story.group.post(f"{common.path}/plan-review", remark)
    story.tell.step("remarked", remark=remark["remark"])


def _opened(story: Story, common: Common) -> None:
    own, text = contact(story), story.tell.text
    preparing.basis(story, common.run, leader(story))
    planned = {
        "number": 1, "starts": story.day(STARTS), "invites_from": story.day(0),
        "decision_days": DAYS_TO_DECIDE, "capacity": PLACES,
        "leader": leader(story).get("/me")["reference"],
    }  # fmt: skip
    leader(story).post(f"{common.path}/puljer", planned)
    own.post(f"{common.path}/puljer/1/opening")
    why = {"reason": text("deviation"), "deciding_body": text("proposer"), "decision": text("plan")}
    own.post(f"{common.path}/deviation", why)
    own.post(f"{common.path}/opening")
    page = story.ks.get(common.path)["item"]["run"]
    story.tell.step("opened", page["stage"] == "open" and page["track"] is None, places=PLACES)
