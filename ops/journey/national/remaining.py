"""First chapter: whom the run is for, as far as anybody knows."""

from __future__ import annotations

from typing import Any

from ops.journey.story import Story

SOLUTION = "kjernejournal"


def look(story: Story) -> dict[str, Any]:
    """Show what remains by stated totals and by municipalities; the latter are returned."""
    story.tell.chapter("remaining")
    left = read(story)
    figures, rows = left["by_figures"], left["by_rows"]
    story.tell.step(
        "by_figures",
        figures["target"]["value"] - figures["reached"]["value"] == figures["remaining"]["value"]
        and figures["remaining"]["precision"] == "about",
        reached=figures["reached"]["value"], target=figures["target"]["value"],
        remaining=figures["remaining"]["value"], as_of=figures["reached"]["as_of"],
    )  # fmt: skip
    story.tell.step(
        "by_rows",
        rows["reached"] + len(rows["not_known"]) == rows["target"],
        reached=rows["reached"], in_use=rows["in_use"], target=rows["target"],
        not_known=len(rows["not_known"]),
    )  # fmt: skip
    story.tell.step(
        "never_mixed", not figures["at_one_date"],
        then=figures["target"]["as_of"], now=rows["on"], target=rows["target"],
    )  # fmt: skip
    found: dict[str, Any] = rows
    return found


def read(story: Story) -> dict[str, Any]:
    """The remaining list as it is now."""
    left: dict[str, Any] = story.ks.get(f"/solutions/{SOLUTION}/remaining")["item"]
    return left
