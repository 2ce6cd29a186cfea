"""Second chapter: nothing has moved, and somebody is asked."""

from __future__ import annotations

from typing import Any

from ops.journey.story import Story
from ops.journey.territory.before import AALESUND, COUNTY, HARAM, LAST_DAY, OLD, Known, contact


def show(story: Story, known: Known) -> None:
    """Neither successor has a stage; the regional contact has a task for each (R10)."""
    story.tell.chapter("waiting")

    def asked(page: dict[str, Any]) -> bool:
        return len(page["items"]) == 2

    work = contact(story).until("/work", asked, about=known.adoption)["items"]
    story.tell.step("asked", all(each["item"]["open"] for each in work), count=len(work))
    for each in work:
        story.tell.line(each["sentence"])
    then = stages(story, known, on=LAST_DAY)
    story.tell.step("then", then[OLD] == ("in_use", "measured"), number=OLD, day=LAST_DAY)
    now = stages(story, known)
    story.tell.step(
        "unknown", now[AALESUND] == now[HARAM] == (None, None), one=AALESUND, other=HARAM
    )


def stages(story: Story, known: Known, **query: str) -> dict[str, tuple[str | None, str | None]]:
    """What the region board says of each municipality: the stage, and whose word that is."""
    path = f"/regions/{COUNTY}/board"
    board = contact(story).get(path, solution=known.solution, **query)["items"]
    found = {}
    for row in board:
        [standing] = row["standings"] or [{"stage": None, "source_kind": None}]
        found[row["municipality"]["number"]] = (standing["stage"], standing["source_kind"])
    return found
