"""Third chapter: who may not decide, what is decided, and what is decided otherwise."""

from __future__ import annotations

from typing import Any

from ops.journey.story import Story
from ops.journey.territory.before import AALESUND, HARAM, LAST_DAY, OLD, Known, contact
from ops.journey.territory.waiting import stages

STRANGER, NO_HEIR = "46", "1505"


def decide(story: Story, known: Known) -> None:
    """Haram takes it over, Ålesund does not, and both can be decided anew."""
    story.tell.chapter("deciding")
    _refused(story, known)
    own = contact(story)
    own.post(f"{known.path(HARAM)}/inheritance", _said(story, True, "same_system"))
    own.post(f"{known.path(AALESUND)}/inheritance", _said(story, False, "new_system"))
    now = stages(story, known)
    story.tell.step(
        "taken_over", now[HARAM] == ("in_use", "inherited"),
        number=HARAM, why=story.tell.text("same_system"),
    )  # fmt: skip
    story.tell.step(
        "not_taken_over", now[AALESUND] == (None, None),
        number=AALESUND, why=story.tell.text("new_system"),
    )  # fmt: skip
    work = own.get("/work", about=known.adoption)["items"]
    story.tell.step("closed", not any(each["item"]["open"] for each in work), count=len(work))
    _totals(story, known)
    _anew(story, known)


def _refused(story: Story, known: Known) -> None:
    path = f"{known.path(HARAM)}/inheritance"
    for key, caller in (("stranger", contact(story, STRANGER)), ("not_ks", story.ks)):
        problem = caller.forbidden(path, _said(story, True, "same_system"))
        story.tell.barred(key, problem)
    problem = contact(story).refused(
        f"{known.path(NO_HEIR)}/inheritance", _said(story, True, "same_system"), rule="I33"
    )
    story.tell.refused("no_heir", problem, number=NO_HEIR)


def _totals(story: Story, known: Known) -> None:
    """The same question for two days; each has its own municipalities and its own answer."""
    path = f"/solutions/{known.solution}/dashboard"
    then = story.ks.get(path, on=LAST_DAY)["item"]
    now = story.ks.get(path)["item"]
    story.tell.step(
        "totals",
        all(_adds_up(each) and each["nation"]["stages"]["in_use"] == 1 for each in (then, now)),
        then=then["nation"]["municipalities"], now=now["nation"]["municipalities"],
        unknown=now["nation"]["stages"]["unknown"], day=LAST_DAY,
    )  # fmt: skip


def _anew(story: Story, known: Known) -> None:
    own = contact(story)
    own.post(f"{known.path(HARAM)}/inheritance", _said(story, False, "looked_again"))
    after = stages(story, known)
    story.tell.step(
        "given_back", after[HARAM] == (None, None),
        number=HARAM, why=story.tell.text("looked_again"),
    )  # fmt: skip
    told = {
        "stage": "technically_introduced", "reached_on": "2024", "precision": "year",
        "source": story.tell.text("own_source"), "evidence": story.tell.text("own_evidence"),
    }  # fmt: skip
    own.post(f"{known.path(HARAM)}/stages", told)
    after = stages(story, known)
    story.tell.step(
        "own_word", after[HARAM] == ("technically_introduced", "regional_contact"), number=HARAM
    )
    trail = own.get(f"/trail/{known.adoption}")["items"]
    story.tell.step(
        "history", [each["event"] for each in trail][:2]
        == ["adoption.begun", "adoption.stage-reached"], number=OLD,
    )  # fmt: skip


def _adds_up(shown: dict[str, Any]) -> bool:
    regions, nation = shown["regions"], shown["nation"]["stages"]
    return all(sum(each["stages"][name] for each in regions) == nation[name] for name in nation)


def _said(story: Story, inherits: bool, why: str) -> dict[str, Any]:
    return {
        "predecessor": OLD, "on": LAST_DAY, "inherits": inherits, "reason": story.tell.text(why),
    }  # fmt: skip
