"""Second chapter: a decision from outside stops it; all stands still, and nobody loses a turn."""

from __future__ import annotations

from collections import Counter
from typing import Any

from aggregates.kernel.act import Role
from ops.journey.cast import DIRECTORATE
from ops.journey.story import Story
from ops.journey.suspended.asking import (
    COUNT,
    JOINING,
    LEVEL,
    PLACES,
    SOLUTION,
    Asked,
    invitations,
    join,
    pulje,
    settled,
)

JOINS, DECLINES = JOINING, JOINING + 1
"""Who answers while all stands still."""


def stop(story: Story, asked: Asked) -> None:
    """Register the suspension, be refused what it stops, and look at what stands still."""
    story.tell.chapter("stopping")
    _suspend(story, asked)
    _refused(story, asked)
    _frozen(story, asked)
    _told(story, asked)
    _answers(story, asked)
    _given_up(story, asked)


def _suspend(story: Story, asked: Asked) -> None:
    decision = {
        "ground": "legal", "reason": story.tell.text("reason"), "decided_by": DIRECTORATE,
    }  # fmt: skip
    path = f"/readiness/{asked.readiness}/suspension"
    problem = story.ks.refused(path, decision, rule="C03-11")
    story.tell.refused("undocumented", problem)
    document = story.tell.text("document")
    story.ks.post(path, decision | {"document": document})
    page = story.ks.get(f"/passports/{SOLUTION}/national")
    stopped = page["suspension"]
    story.tell.step(
        "suspended", (page["ready"], stopped["decided_by"]) == (False, DIRECTORATE),
        reason=stopped["reason"], document=document,
    )  # fmt: skip


def _refused(story: Story, asked: Asked) -> None:
    invitation = asked.invitation(story, asked.later)
    problem = story.leader.refused(f"/runs/{asked.run}/invitations", invitation, rule="I09")
    story.tell.refused("no_invitation", problem, name=asked.later.name)
    story.tell.trace(problem["trace"], story.rules())
    problem = story.leader.refused(f"/runs/{asked.run}/start", rule="I09")
    story.tell.refused("no_start", problem)


def _frozen(story: Story, asked: Asked) -> None:
    """Nobody asked for it: it is a reaction to the suspension (R2)."""
    silent = COUNT - JOINING

    def all_frozen(page: dict[str, Any]) -> bool:
        return Counter(each["invitation"] for each in page["items"])["frozen"] == silent

    story.ks.until("/participations", all_frozen, run=asked.run)
    story.tell.step("frozen", count=silent)
    found = pulje(story, asked)
    story.tell.step(
        "order_kept", found["frozen"] and found["waiting"] == asked.waiting, count=PLACES
    )


def _told(story: Story, asked: Asked) -> None:
    """Those who are invited and those who joined; it asks nothing of them."""
    for which, key in ((COUNT - 1, "told_invited"), (0, "told_joined")):
        coordinator = story.api.acting(Role.MUNICIPAL_COORDINATOR, asked.whom[which].organisation)
        about = asked.ids[which]

        def heard(page: dict[str, Any]) -> bool:
            return any(each["item"]["subject"] == "readiness_suspended" for each in page["items"])

        found = coordinator.until("/work", heard, about=about)
        story.tell.step(key, name=asked.whom[which].name)
        sentence = next(
            each["sentence"] for each in found["items"]
            if each["item"]["subject"] == "readiness_suspended"
        )  # fmt: skip
        story.tell.line(sentence)


def _answers(story: Story, asked: Asked) -> None:
    """What a municipality decides is its own, also now (I01, I03)."""
    no = {"answer": "decline", "basis_version": 1, "level": LEVEL}
    story.decider(asked.whom[DECLINES]).post(f"{asked.path(DECLINES)}/decision", no)
    story.tell.step("declined", name=asked.whom[DECLINES].name)
    join(story, asked, JOINS)
    settled(story, asked, taken=PLACES, waiting=len(asked.waiting) + 1)
    found = pulje(story, asked)
    story.tell.step(
        "joined_last", found["waiting"] == [*asked.waiting, asked.ids[JOINS]],
        name=asked.whom[JOINS].name,
    )  # fmt: skip


def _given_up(story: Story, asked: Asked) -> None:
    """A place comes free, and is offered to nobody (I14)."""
    story.decider(asked.whom[0]).post(f"{asked.path(0)}/withdrawal", {})
    settled(story, asked, taken=PLACES - 1, waiting=len(asked.waiting) + 1)
    found = pulje(story, asked)
    story.tell.step("not_offered", not found["offered"], name=asked.whom[0].name)
    left = Counter(each["invitation"] for each in invitations(story.ks, asked))
    story.tell.step("still", left["frozen"] == COUNT - JOINING - 2, count=left["frozen"])
