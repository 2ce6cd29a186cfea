"""Sixth chapter and eighth: the run from its start to its end, and what is known of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aggregates.kernel.act import Role
from ops.journey.cast import Municipality
from ops.journey.national import following, remaining
from ops.journey.national.answering import Joined, Participant
from ops.journey.national.remaining import SOLUTION
from ops.journey.story import Story

DUE, CALLED_FOR = 180, 60
"""Days to the evaluation: as it is stated, and from when everybody is followed up (R11)."""


def carry_out(story: Story, run: str, joined: Joined, before: dict[str, Any]) -> None:
    """Start, follow adoption, evaluate and close; `before` is what was known by municipality."""
    story.tell.chapter("introducing")
    story.leader.post(f"/runs/{run}/start")
    page = story.ks.get(f"/runs/{run}")["item"]["run"]
    story.tell.step("started", page["stage"] == "running", on=page["started_on"])
    story.leader.post(f"/runs/{run}/puljer/1/start")
    _adopt(story, [each.who for each in joined.placed], before)
    story.leader.post(f"/runs/{run}/follow-up")
    story.tell.step("follow_up")
    due = story.day(DUE)
    evaluation = story.leader.post(f"/runs/{run}/evaluation", {"due": due})["id"]
    story.tell.step("due", on=due)
    following.let_nobody_go(story, run, joined.placed)
    _evaluate(story, run, evaluation, joined.placed)


def _adopt(story: Story, placed: Sequence[Municipality], before: dict[str, Any]) -> None:
    """One uses it, one only has it, to one it is available: three different things (I28)."""
    uses, has, may = placed[:3]
    for each in (uses, has, may):
        _tell(story, each, "available")
    for each in (uses, has):
        _tell(story, each, "technically_introduced")
    _tell(story, uses, "in_use", Role.MUNICIPAL_COORDINATOR)
    board = story.ks.get(f"/regions/{uses.county}/board", solution=SOLUTION)["items"]
    stages = {row["municipality"]["number"]: row["standings"] for row in board}
    shown = [stages[each.number][0]["stage"] for each in (uses, has, may)]
    story.tell.step("never_the_same", shown == ["in_use", "technically_introduced", "available"])
    after = remaining.read(story)["by_rows"]
    story.tell.step(
        "known_now",
        (after["reached"], after["in_use"]) == (before["reached"] + 2, before["in_use"] + 1),
        reached=after["reached"], in_use=after["in_use"],
    )  # fmt: skip


def _tell(story: Story, of: Municipality, stage: str, role: Role | None = None) -> None:
    """NHN tells what it connected; only the municipality tells that it uses it."""
    teller = story.nhn if role is None else story.api.acting(role, of.organisation)
    evidence = story.tell.text(f"{stage}_evidence")
    teller.post(
        f"/municipalities/{of.number}/adoptions/{SOLUTION}/stages",
        {
            "stage": stage, "reached_on": story.day(0), "precision": "day",
            "source": story.tell.text(f"{stage}_source"), "evidence": evidence,
        },
    )  # fmt: skip
    story.tell.step(stage, name=of.name, evidence=evidence)


def _evaluate(story: Story, run: str, evaluation: str, placed: Sequence[Participant]) -> None:
    story.tell.chapter("evaluating")
    called = _waiting(story, Role.ROLLOUT_LEADER, "task", evaluation)
    day = story.day(CALLED_FOR)
    story.tell.step("called_for", called["item"]["due"] == day, on=day)
    problem = story.group.refused(f"/runs/{run}/closing", rule="I35")
    story.tell.refused("not_delivered", problem)
    _debt(story, run, True, "owed")
    story.leader.post(f"/evaluations/{evaluation}/delivery", _evaluation(story, placed))
    points = story.group.all("/learnings", run=run)
    story.tell.step("delivered", len(points) == 2, points=len(points))
    for point in points:
        story.tell.line(f"{point['text']} ({story.tell.word('points', point['type'])}: "
                        f"{point['owner']})")  # fmt: skip
    _debt(story, run, True, "still_owed")
    case = _on_agenda(story, evaluation)
    story.group.post(f"/evaluations/{evaluation}/receipt", {"case": case})
    treatment = {"meeting": story.tell.text("meeting"), "outcome": "decided"}
    story.group.post(f"/cases/{case}/treatment", treatment)
    story.tell.step("received", meeting=treatment["meeting"])
    _debt(story, run, False, "settled")
    story.group.post(f"/runs/{run}/closing")
    page = story.ks.get(f"/runs/{run}")["item"]["run"]
    story.tell.step("closed", page["stage"] == "closed", on=page["closed_on"])


def _evaluation(story: Story, placed: Sequence[Participant]) -> dict[str, Any]:
    heard = [{"party": each.who.name, "kind": "participant", "answered": True} for each in placed]
    text = story.tell.text
    return {
        "summary": text("summary"),
        "heard": [*heard, {"party": "Norsk helsenett", "kind": "actor", "answered": True}],
        "learnings": [
            {"id": "L1", "type": "material", "text": text("point_1"), "owner": "Norsk helsenett"},
            {"id": "L2", "type": "model", "text": text("point_2"), "owner": "KS"},
        ],
    }


def _debt(story: Story, run: str, owed: bool, key: str) -> None:
    """Whether the national overview shows the run as owing, on the day after it is due."""
    on = story.day(CALLED_FOR + 1)
    pages = story.ks.all("/runs", on=on, limit=500)
    found = next(page for page in pages if page["run"]["id"] == run)
    story.tell.step(key, found["evaluation_debt"] is owed, on=on)


def _on_agenda(story: Story, evaluation: str) -> str:
    """The case that the delivery put on the coordinating group's agenda (R12)."""
    found = _waiting(story, Role.COORDINATING_GROUP, "case", evaluation)
    story.tell.step("on_agenda")
    story.tell.line(found["sentence"])
    id: str = found["item"]["id"]
    return id


def _waiting(story: Story, role: Role, sort: str, about: str) -> dict[str, Any]:
    """What a reaction laid before a role, without anybody asking for it."""

    def those(page: dict[str, Any]) -> list[dict[str, Any]]:
        return [each for each in page["items"] if each["item"]["sort"] == sort]

    asked = {"role": str(role), "about": about, "open": "true"}
    return those(story.group.until("/work", lambda page: bool(those(page)), **asked))[0]
