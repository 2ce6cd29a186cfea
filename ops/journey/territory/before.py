"""First chapter: what was until 31 December 2023, and what is since."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from aggregates.kernel.act import Role
from ops.journey.cast import NHN, body_of
from ops.journey.client import Caller
from ops.journey.story import Story

LAST_DAY, DIVISION = "2023-12-31", "2024-01-01"
OLD, AALESUND, HARAM, COUNTY = "1507", "1508", "1580", "15"


@dataclass(frozen=True, slots=True)
class Known:
    """A solution, and the adoption of it that Ålesund had before it was split."""

    solution: str
    adoption: str

    def path(self, number: str) -> str:
        return f"/municipalities/{number}/adoptions/{self.solution}"


def contact(story: Story, county: str = COUNTY) -> Caller:
    """The regional contact of a county."""
    return story.api.acting(Role.REGIONAL_CONTACT, body_of("regional_group", county))


def look(story: Story) -> Known:
    """Ålesund of 1507 used a solution; the status list that says so comes long after the split."""
    story.tell.chapter("before")
    names = {}
    for day in (LAST_DAY, DIVISION):
        page = story.ks.get("/municipalities", on=day)
        names[day] = {each["number"]: each["name"] for each in page["items"]}
    was, came = names[LAST_DAY], names[DIVISION]
    story.tell.step(
        "split", OLD in was and OLD not in came and {AALESUND, HARAM} <= came.keys() - was.keys(),
        count=len(was), then=len(came), old=was[OLD], one=came[AALESUND], other=came[HARAM],
        last_day=LAST_DAY, day=DIVISION,
    )  # fmt: skip
    solution = f"s-t-{uuid4().hex[:12]}"
    named = story.tell.text("solution")
    entered = {
        "code": solution, "name": named, "kind": "national_solution", "owner": NHN,
        "source": story.tell.text("source"),
    }  # fmt: skip
    story.ks.post("/solutions", entered)
    told = {
        "stage": "in_use", "number_on": LAST_DAY, "reached_on": "2022", "precision": "year",
        "source": story.tell.text("list"), "evidence": story.tell.text("evidence"),
    }  # fmt: skip
    known = Known(solution, "")
    adoption = story.nhn.post(f"{known.path(OLD)}/stages", told)["id"]
    story.tell.step("told", solution=named, number=OLD)
    return Known(solution, adoption)
