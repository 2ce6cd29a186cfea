"""Third chapter: the suspension is lifted, and everything goes on from where it stood."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ops.journey.cast import DIRECTORATE
from ops.journey.story import Story
from ops.journey.suspended.asking import (
    COUNT,
    DAYS_TO_ANSWER,
    JOINING,
    SOLUTION,
    Asked,
    invitations,
    pulje,
)


def go_on(story: Story, asked: Asked) -> None:
    """Lift it, and see that invitations run and the first who waits is offered the place."""
    story.tell.chapter("resuming")
    _resume(story, asked)
    _thawed(story, asked)
    _offered(story, asked)
    sent = story.leader.post(f"/runs/{asked.run}/invitations", asked.invitation(story, asked.later))
    story.tell.step("invited", bool(sent["id"]), name=asked.later.name)
    _looked_back(story, asked)


def _resume(story: Story, asked: Asked) -> None:
    path, text = f"/readiness/{asked.readiness}/resumption", story.tell.text
    lifted = {"reason": text("reason"), "decided_by": DIRECTORATE, "document": text("document")}
    story.ks.post(path, lifted)
    page = story.ks.get(f"/passports/{SOLUTION}/national")
    story.tell.step(
        "resumed", page["ready"] and page["suspension"] is None,
        reason=lifted["reason"], document=lifted["document"],
    )  # fmt: skip


def _thawed(story: Story, asked: Asked) -> None:
    def none_frozen(page: dict[str, Any]) -> bool:
        return not any(each["invitation"] == "frozen" for each in page["items"])

    story.ks.until("/participations", none_frozen, run=asked.run)
    found = invitations(story.ks, asked)
    open_ones = [each for each in found if each["invitation"] == "open"]
    deadline = story.day(DAYS_TO_ANSWER)
    story.tell.step(
        "thawed",
        len(open_ones) == COUNT - JOINING - 2
        and all(each["deadline"] >= deadline for each in open_ones),
        count=len(open_ones), deadline=min(each["deadline"] for each in open_ones),
    )  # fmt: skip


def _offered(story: Story, asked: Asked) -> None:
    """The place that was given up goes to the first who waits, as it would have then (R7, I24)."""
    first, rest = asked.waiting[0], [*asked.waiting[1:], asked.ids[JOINING]]

    def so(page: dict[str, Any]) -> bool:
        return first in page["item"]["puljer"][0]["offered"]

    story.ks.until(f"/runs/{asked.run}", so)
    found = pulje(story, asked)
    name = asked.whom[asked.ids.index(first)].name
    story.tell.step("offered", found["waiting"] == rest and not found["frozen"], name=name)


def _looked_back(story: Story, asked: Asked) -> None:
    told = story.ks.get(f"/trail/{asked.readiness}", limit=500)["items"]
    kinds = Counter(each["event"] for each in told)
    story.tell.step(
        "trail", kinds["readiness.suspended"] >= 1 and kinds["readiness.resumed"] >= 1,
    )  # fmt: skip
