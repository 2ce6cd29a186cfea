"""First chapter: forty municipalities are invited; two have a place, and three wait in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ops.imports.rows import read
from ops.journey import preparing
from ops.journey.cast import NHN, Municipality
from ops.journey.client import Caller
from ops.journey.story import Story

SOLUTION = "vkp"
COUNT, PLACES, JOINING = 40, 2, 5
DAYS_TO_ANSWER = 30
LEVEL = "kommunedirektor"


@dataclass(frozen=True, slots=True)
class Asked:
    """A run, the readiness it rests upon, and those who were asked, in the order of that."""

    run: str
    readiness: str
    whom: list[Municipality]
    ids: list[str]

    @property
    def later(self) -> Municipality:
        """One that is not asked before the suspension."""
        return self.whom[COUNT]

    @property
    def waiting(self) -> list[str]:
        """Those who joined after the places were taken."""
        return self.ids[PLACES:JOINING]

    def path(self, which: int) -> str:
        return f"/participations/{self.ids[which]}"

    def invitation(self, story: Story, whom: Municipality) -> dict[str, Any]:
        return {
            "municipality": whom.number, "puljer": [1], "deadline": story.day(DAYS_TO_ANSWER),
        }  # fmt: skip


def ask(story: Story) -> Asked:
    """Invite the forty, and take five answers; nobody else says anything yet."""
    story.tell.chapter("asking")
    readiness = _ready(story)
    cohort = preparing.Cohort(1, PLACES, 90)
    run = preparing.open_run(
        story, solution=SOLUTION, title=story.tell.text("run_title"), track="A",
        scope="national", cohorts=[cohort],
    )  # fmt: skip
    asked = Asked(run, readiness, _municipalities(), [])
    for each in asked.whom[:COUNT]:
        sent = story.leader.post(f"/runs/{run}/invitations", asked.invitation(story, each))
        asked.ids.append(sent["id"])
    story.tell.step("invited", len(set(asked.ids)) == COUNT, count=COUNT)
    for which in range(JOINING):
        join(story, asked, which)
        settled(story, asked, taken=min(which + 1, PLACES), waiting=max(0, which + 1 - PLACES))
    places = pulje(story, asked)
    story.tell.step(
        "joined", places["waiting"] == asked.waiting, count=JOINING, places=PLACES,
        first=asked.whom[PLACES].name, second=asked.whom[PLACES + 1].name,
        third=asked.whom[PLACES + 2].name,
    )  # fmt: skip
    return asked


def join(story: Story, asked: Asked, which: int) -> None:
    """A municipality joins, and wishes pulje 1."""
    answer = {"answer": "join", "wished_pulje": 1, "basis_version": 1, "level": LEVEL}
    story.decider(asked.whom[which]).post(f"{asked.path(which)}/decision", answer)


def pulje(story: Story, asked: Asked) -> dict[str, Any]:
    """Pulje 1 of the run as it is shown."""
    found: dict[str, Any] = story.ks.get(f"/runs/{asked.run}")["item"]["puljer"][0]
    return found


def settled(story: Story, asked: Asked, *, taken: int, waiting: int) -> None:
    """Wait for the reaction that gives places to those who joined (R6)."""

    def so(page: dict[str, Any]) -> bool:
        found = page["item"]["puljer"][0]
        return (len(found["taken"]), len(found["waiting"])) == (taken, waiting)

    story.ks.until(f"/runs/{asked.run}", so)


def invitations(caller: Caller, asked: Asked) -> list[dict[str, Any]]:
    """Every participation of the run, as it is shown."""
    return caller.all("/participations", run=asked.run)


def _ready(story: Story) -> str:
    """The solution's readiness; a story that was broken off may have left it suspended."""
    id = preparing.ready(story, SOLUTION, story.nhn, NHN, {"level": "national"})
    if story.ks.get(f"/readiness/{id}")["suspension"]:
        story.ks.post(f"/readiness/{id}/resumption", {"reason": story.tell.text("reopened")})
    page = story.ks.get(f"/passports/{SOLUTION}/national")
    story.tell.step("ready", page["ready"])
    return id


def _municipalities() -> list[Municipality]:
    rows = [row.values for row in read("municipalities.csv") if row["orgnr"]]
    return [
        Municipality(each["kommunenummer"], each["navn_norsk"], each["fylkesnummer"], each["orgnr"])
        for each in rows[:: len(rows) // (COUNT + 1)][: COUNT + 1]
    ]
