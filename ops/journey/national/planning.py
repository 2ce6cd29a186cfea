"""Third and fourth chapter: one run is planned until it may invite, another may not."""

from __future__ import annotations

from ops.journey import preparing
from ops.journey.cast import Municipality
from ops.journey.national import readiness
from ops.journey.national.remaining import SOLUTION
from ops.journey.preparing import PARTS, QUESTIONS
from ops.journey.story import Story

PLACES, DAYS_TO_DECIDE = 20, 30
PULJER = ((1, PLACES, 60), (2, 30, 120))
"""Number, places, and in how many days it starts."""


def prepare(story: Story, first: Municipality) -> str:
    """Plan a run, from the proposal to open sign-up; its id. `first` is invited too early."""
    story.tell.chapter("planning")
    run = _proposed(story, SOLUTION, story.tell.text("run_title"))
    _choose_track(story, run)
    _plan(story, run)
    _write_basis(story, run, first)
    _open(story, run)
    return run


def hold_back(story: Story, criteria: str, first: Municipality) -> None:
    """PLL may be planned before it is ready, but nobody may be invited to it (I15, I09)."""
    story.tell.chapter("holding_back")
    unmet = readiness.on_trial(story, criteria)
    story.tell.step("assessed", bool(unmet), unmet=", ".join(unmet))
    run = _proposed(story, "pll", story.tell.text("run_title"))
    story.group.post(f"/runs/{run}/track", _choice(story))
    _plan(story, run)
    problem = story.leader.refused(
        f"/runs/{run}/invitations", _invitation(story, first), rule="I09"
    )
    story.tell.step("named", problem["facts"]["unmet"] == unmet)
    story.tell.refused("not_ready", problem, name=first.name)


def _proposed(story: Story, solution: str, title: str) -> str:
    proposal = {
        "title": title, "kind": "rollout", "solution": solution, "scope": "national",
        "proposer": story.tell.text("proposer"),
    }  # fmt: skip
    run: str = story.group.post("/runs", proposal)["id"]
    story.tell.step("proposed", title=title)
    return run


def _choice(story: Story) -> dict[str, object]:
    answers = {question: story.tell.text(question) for question in QUESTIONS}
    return {"track": "A", "deciding_body": story.tell.text("proposer"), "answers": answers}


def _choose_track(story: Story, run: str) -> None:
    path, choice = f"/runs/{run}/track", _choice(story)
    four = {name: story.tell.text(name) for name in QUESTIONS[:-1]}
    problem = story.group.refused(path, choice | {"answers": four}, rule="I19")
    story.tell.refused("four_answers", problem)
    story.group.post(path, choice)
    story.tell.step("track")


def _plan(story: Story, run: str) -> None:
    """A leader, a plan, and the coordinating group's review of it."""
    preparing.lead(story, run)
    plan = story.tell.text("plan")
    story.leader.post(f"/runs/{run}/plan", {"plan": plan})
    _answer_what_was_learned(story, run)
    story.group.post(f"/runs/{run}/plan-review", {"outcome": "approved"})
    page = story.ks.get(f"/runs/{run}")["item"]["run"]
    story.tell.step("planned", page["stage"] == "reviewed", plan=plan)


def _answer_what_was_learned(story: Story, run: str) -> None:
    """A run that comes after others answers what they taught before its plan is cleared (I36)."""
    if not story.leader.all(f"/runs/{run}/learnings"):
        return
    review = {"outcome": "approved"}
    problem = story.group.refused(f"/runs/{run}/plan-review", review, rule="I36")
    story.tell.refused("unanswered", problem)
    answered = preparing.answer_learnings(story, run, story.leader)
    story.tell.step("answered_learnings", count=len(answered))


def _write_basis(story: Story, run: str, first: Municipality) -> None:
    path = f"/runs/{run}/basis"
    for letter, part in zip("abcd", PARTS, strict=True):
        if part == PARTS[-1]:
            asked = _invitation(story, first)
            problem = story.leader.refused(f"/runs/{run}/invitations", asked, rule="I04")
            story.tell.refused("without_d", problem, name=first.name)
            missing = [each for each in problem["trace"] if each["outcome"] == "not_ok"]
            story.tell.trace(missing, story.rules())
        written = {"text": story.tell.text(part), "sources": ["S3 L296"], "dated": story.day(0)}
        story.leader.put(f"{path}/{part}", written, story.leader.etag(path))
        story.tell.step("part", letter=letter, text=story.tell.text(part))
    story.leader.post(f"{path}/freezing")
    frozen = story.leader.get(path)
    story.tell.step("frozen", frozen["latest"] == 1 and not frozen["missing"])


def _open(story: Story, run: str) -> None:
    for number, capacity, starts in PULJER:
        story.leader.post(
            f"/runs/{run}/puljer",
            {
                "number": number, "starts": story.day(starts), "invites_from": story.day(0),
                "decision_days": DAYS_TO_DECIDE, "capacity": capacity,
                "leader": story.leader_reference,
            },
        )  # fmt: skip
        story.group.post(f"/runs/{run}/puljer/{number}/opening")
        story.tell.step("pulje", number=number, capacity=capacity, starts=story.day(starts))
    preparing.working_group(story, run)
    shown = story.ks.get(f"/runs/{run}/preparation")
    story.tell.step("working_group", shown["leader_accepted"] and not shown["empty_seats"])
    problem = story.group.refused(f"/runs/{run}/opening", None, rule="I27")
    story.tell.refused("unendorsed", problem)
    preparing.deviation(story, run)
    story.group.post(f"/runs/{run}/opening")
    page = story.ks.get(f"/runs/{run}")["item"]["run"]
    story.tell.step("opened", page["stage"] == "open")


def _invitation(story: Story, whom: Municipality) -> dict[str, object]:
    deadline = story.day(DAYS_TO_DECIDE)
    return {"municipality": whom.number, "puljer": [n for n, *_ in PULJER], "deadline": deadline}


def invite(story: Story, run: str, whom: Municipality) -> str:
    """Invite a municipality to both puljer; its participation."""
    sent: str = story.leader.post(f"/runs/{run}/invitations", _invitation(story, whom))["id"]
    return sent
