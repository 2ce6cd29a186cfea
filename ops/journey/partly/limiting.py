"""First chapter: whom an unfinished solution is for, who finishes it, and who leads each pulje."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from ops.journey import preparing
from ops.journey.cast import KS, NHN, Municipality, of_county
from ops.journey.client import Caller
from ops.journey.preparing import QUESTIONS
from ops.journey.story import Story

SOLUTION = "vkp"
COUNTY = "50"
LEADERS = ("46", "50")
"""The regions whose rollout leaders lead a pulje each."""
STARTS, DAYS_TO_DECIDE, PLACES = 40, 30, 3


@dataclass(frozen=True, slots=True)
class Partly:
    """A track C run: those whom it is for by name, and one it is not for."""

    run: str
    named: list[Municipality]
    other: Municipality

    @property
    def path(self) -> str:
        return f"/runs/{self.run}"


def leader(story: Story, pulje: int) -> Caller:
    """Who leads that pulje."""
    return story.leader_of(LEADERS[pulje - 1])


def plan(story: Story) -> Partly:
    """Ready for some, and only with all that track C asks for may it start (I20, I23)."""
    story.tell.chapter("limiting")
    slug = f"hub-{uuid4().hex[:8]}"
    words = story.tell.text("for_whom")
    scope = {"level": "limited", "available_for": [words], "slug": slug}
    preparing.ready(story, SOLUTION, story.nhn, NHN, scope)
    story.tell.step("ready", whom=words)
    there = of_county(COUNTY)
    partly = Partly(_proposed(story, slug), there[:4], there[4])
    _limited(story, partly, words)
    _planned(story, partly)
    _opened(story, partly)
    return partly


def _proposed(story: Story, slug: str) -> str:
    text = story.tell.text
    proposal = {
        "title": text("run_title"), "kind": "rollout", "solution": SOLUTION,
        "scope": f"limited:{slug}", "proposer": text("proposer"),
    }  # fmt: skip
    run: str = story.group.post("/runs", proposal)["id"]
    answers = {question: text("answer") for question in QUESTIONS}
    national = {"track": "A", "deciding_body": text("proposer"), "answers": answers}
    problem = story.group.refused(f"/runs/{run}/track", national, rule="C06-03")
    story.tell.refused("not_for_all", problem)
    story.group.post(f"/runs/{run}/track", national | {"track": "C"})
    story.tell.step("proposed")
    return run


def _limited(story: Story, partly: Partly, words: str) -> None:
    """Whom it is for is said before anything else; then who completes it, and how it is told."""
    text = story.tell.text
    preparing.lead(story, partly.run)
    story.leader.post(f"{partly.path}/plan", {"plan": text("plan")})
    preparing.answer_learnings(story, partly.run, story.leader)
    review = {"outcome": "approved"}
    problem = story.group.refused(f"{partly.path}/plan-review", review, rule="I20")
    story.tell.refused("untold", problem)
    limits = {
        "available_for": [words], "municipalities": [each.number for each in partly.named],
    }  # fmt: skip
    story.leader.post(f"{partly.path}/limits", limits)
    completion = {"owner": NHN, "plan": text("completion"), "review_on": story.day(200)}
    story.leader.post(f"{partly.path}/completion", completion)
    story.leader.post(f"{partly.path}/communication", {"plan": text("communication")})
    story.group.post(f"{partly.path}/plan-review", review)
    found = story.ks.get(f"{partly.path}/preparation")
    story.tell.step("limited", found["untold"] == [], count=len(partly.named))


def _planned(story: Story, partly: Partly) -> None:
    preparing.basis(story, partly.run, story.leader)
    first, second = _offered(story)
    for number, reference in ((1, first), (2, first), (2, second)):
        planned = {
            "number": number, "starts": story.day(STARTS), "invites_from": story.day(0),
            "decision_days": DAYS_TO_DECIDE, "capacity": PLACES, "leader": reference,
        }  # fmt: skip
        if (number, reference) == (2, first):
            problem = story.leader.refused(f"{partly.path}/puljer", planned, rule="I23")
            story.tell.refused("one_leader_for_two", problem)
            continue
        story.leader.post(f"{partly.path}/puljer", planned)
        story.group.post(f"{partly.path}/puljer/{number}/opening")
    story.tell.step("led")


def _offered(story: Story) -> list[str]:
    """The leaders of the puljer, whom their regions have offered to lead (C13-06)."""
    known = {each["id"] for each in story.ks.all("/leader-pool")}
    leaders = []
    for number, county in enumerate(LEADERS, 1):
        reference = leader(story, number).get("/me")["reference"]
        leaders.append(reference)
        offer = {
            "leader": reference, "competences": [SOLUTION], "percent": 50, "since": story.day(0),
        }  # fmt: skip
        if reference not in known:
            story.contact(county).post("/leader-pool", offer)
    story.tell.step("offered", count=len(leaders))
    return leaders


def _opened(story: Story, partly: Partly) -> None:
    text = story.tell.text
    members = [
        {"seat": "service_provider", "body": NHN},
        {"seat": "introduced_municipality", "body": partly.named[0].organisation,
         "ground": text("introduced")},
    ]  # fmt: skip
    group = {"mandate": text("mandate"), "members": members, "ends": story.day(400)}
    story.group.post(f"{partly.path}/working-group", group)
    empty = story.ks.get(f"{partly.path}/preparation")["empty_seats"]
    story.tell.step("seat_empty", empty == ["planning_municipality"])
    members.append(
        {"seat": "planning_municipality", "body": partly.named[1].organisation,
         "ground": text("planning")}
    )  # fmt: skip
    story.group.post(f"{partly.path}/working-group", group)
    preparing.deviation(story, partly.run)
    story.group.post(f"{partly.path}/opening")
    page = story.ks.get(partly.path)["item"]["run"]
    story.tell.step("opened", page["stage"] == "open", ks=KS)
