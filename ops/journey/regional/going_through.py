"""Second and third chapter: the region's municipalities answer, and those who join go through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ops.journey.cast import Municipality
from ops.journey.client import Caller
from ops.journey.national.answering import Participant
from ops.journey.regional.planning import DAYS_TO_DECIDE, STARTS
from ops.journey.regional.region import SOLUTION, Regional, contact, leader
from ops.journey.story import Story


def invite(story: Story, region: Regional) -> list[Participant]:
    """Only those of the region are asked; four join, one declines, one says nothing."""
    story.tell.chapter("regional_answers")
    problem = leader(story).refused(
        f"{region.path}/invitations", _invitation(story, region.outside), rule="C03-07"
    )
    story.tell.refused("outside", problem, name=region.outside.name)
    asked = [Participant(each, _invited(story, region, each)) for each in region.asked]
    story.tell.step("invited", count=len(asked))
    *joining, no, silent = asked
    problem = contact(story).refused(f"{silent.path}/decision", _answer("join"), rule="I01")
    story.tell.refused("not_for_them", problem, name=silent.who.name)
    story.decider(no.who).post(f"{no.path}/decision", _answer("decline"))
    story.tell.step("declined", name=no.who.name)
    for each in joining:
        answer = _answer("join") | {"wished_pulje": 1}
        story.decider(each.who).post(f"{each.path}/decision", answer)
    wanted = [each.id for each in joining]

    def settled(page: dict[str, Any]) -> bool:
        return bool(page["item"]["puljer"][0]["taken"] == wanted)

    story.ks.until(region.path, settled)
    story.tell.step("joined", count=len(joining), name=silent.who.name)
    return joining


def go_through(story: Story, region: Regional, placed: Sequence[Participant]) -> None:
    """Start, tell of stages, follow up: nobody is let go too early (I32)."""
    story.tell.chapter("regional_following")
    own = leader(story)
    own.post(f"{region.path}/start")
    own.post(f"{region.path}/puljer/1/start")
    story.tell.step("started")
    for each in placed:
        for stage in ("available", "technically_introduced", "in_use"):
            _reach(story, each.who, stage)
    story.tell.step("in_use", count=len(placed))
    own.post(f"{region.path}/puljer/1/follow-up")
    problem = own.refused(f"{region.path}/puljer/1/closing", rule="I32")
    story.tell.refused("too_early", problem)
    *followed, alone = placed
    for each in followed:
        _follow(story, own, each)
    for lacks in ("follow_up_plan", "use_measurements", "handover"):
        exception = {"lacks": lacks, "reason": story.tell.text("own_choice")}
        story.decider(alone.who).post(f"{alone.path}/exceptions", exception)
    story.tell.step("followed", count=len(followed), name=alone.who.name)
    own.post(f"{region.path}/puljer/1/closing")
    pulje = story.ks.get(region.path)["item"]["puljer"][0]
    story.tell.step("closed", pulje["stage"] == "closed")


def _follow(story: Story, own: Caller, who: Participant) -> None:
    text = story.tell.text
    plan = {"text": text("follow_up"), "until": story.day(STARTS + 90), "measurements": 2}
    own.post(f"/follow-ups/{who.id}/plan", plan)
    for day, value in ((-1, 11), (0, 14)):
        measured = {
            "on": story.day(day), "value": value, "unit": text("unit"),
            "source": text("measured_by"),
        }  # fmt: skip
        story.nhn.post(f"/follow-ups/{who.id}/measurements", measured)
    owner = {
        "owner_role": text("owner"), "support_line": text("support"),
        "next_review": story.day(STARTS + 200),
    }  # fmt: skip
    story.coordinator(who.who).post(f"{who.path}/owner", owner)
    own.post(f"/follow-ups/{who.id}/handover")


def _reach(story: Story, of: Municipality, stage: str) -> None:
    teller = story.coordinator(of) if stage == "in_use" else story.nhn
    said = {
        "stage": stage, "reached_on": story.day(0), "precision": "day",
        "source": story.tell.text("source"), "evidence": story.tell.text("evidence"),
    }  # fmt: skip
    teller.post(f"/municipalities/{of.number}/adoptions/{SOLUTION}/stages", said)


def _invited(story: Story, region: Regional, whom: Municipality) -> str:
    sent: str = leader(story).post(f"{region.path}/invitations", _invitation(story, whom))["id"]
    return sent


def _invitation(story: Story, whom: Municipality) -> dict[str, object]:
    return {"municipality": whom.number, "puljer": [1], "deadline": story.day(DAYS_TO_DECIDE)}


def _answer(answer: str) -> dict[str, Any]:
    return {"answer": answer, "basis_version": 1, "level": "kommunedirektor"}
