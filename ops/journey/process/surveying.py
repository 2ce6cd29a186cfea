"""The status survey that a common process begins with, and what it says of those who are silent."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ops.journey.cast import Municipality, of_county
from ops.journey.process.common import COUNTY, Common, contact
from ops.journey.story import Story

QUESTIONS = ("how_far", "how_well", "what_is_hard", "roles")
"""The four of S3 L435."""
DEADLINE = 14


def survey(story: Story, common: Common) -> None:
    """Ask all of the region how far they have come; all but one answer, each for itself (C12-16).

    Where some are not asked there is no overview to begin with (C06-06).
    """
    text, everybody = story.tell.text, of_county(COUNTY)
    asking = {
        "questions": [text(each) for each in QUESTIONS],
        "municipalities": [each.number for each in everybody], "deadline": story.day(DEADLINE),
    }  # fmt: skip
    contact(story).post(f"{common.path}/survey", asking)
    story.tell.step("surveyed", count=len(everybody))
    for question in QUESTIONS:
        story.tell.line(text(question))
    silent = common.asked[-1]
    answering = [each for each in everybody if each.number != silent.number]
    path, said = f"{common.path}/survey/answers", {"answers": [text("answered_so")] * 4}
    problem = contact(story).forbidden(path, said)
    story.tell.barred("not_for_them", problem, name=silent.name)
    for each in answering:
        story.coordinator(each).post(path, said)
    now, later = _standings(story, common), _standings(story, common, on=story.day(DEADLINE + 1))
    story.tell.step(
        "silence_shown", now["waiting"] == later["not_answered"] == 1,
        count=now["answered"], name=silent.name, on=story.day(DEADLINE + 1),
    )  # fmt: skip


def last_answer(story: Story, common: Common) -> Municipality:
    """Who was waited for answers the survey too, which says nothing of the invitation."""
    silent = common.asked[-1]
    said = {"answers": [story.tell.text("answered_late")] * 4}
    story.coordinator(silent).post(f"{common.path}/survey/answers", said)
    return silent


def _standings(story: Story, common: Common, **query: str) -> Counter[str]:
    found: dict[str, Any] = contact(story).get(f"{common.path}/survey", **query)
    return Counter(each["standing"] for each in found["asked"])
