"""Third chapter: work in each municipality, and together at gatherings (S3 L437)."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.execution.themes import KEPT, THEMES
from ops.journey.national.answering import Participant
from ops.journey.process.common import METHOD, Common, leader
from ops.journey.process.surveying import last_answer
from ops.journey.story import Story

CHOSEN = ("service_model", "change_management", "sharing_experience", *KEPT)
HEADS = "health_leaders"


def work(story: Story, common: Common, placed: Sequence[Participant]) -> None:
    """Choose themes, start, meet, and let each do its own; nothing is introduced technically."""
    story.tell.chapter("process_working")
    own, text = leader(story), story.tell.text
    themes = [{"theme": each, "groups": [HEADS]} for each in CHOSEN]
    omitted = {each: text("omitted") for each in THEMES if each not in CHOSEN}
    problem = own.refused(f"{common.path}/start", rule="C06-06")
    story.tell.refused("no_overview", problem)
    silent = last_answer(story, common)
    answers = story.ks.get(common.path)["item"]["answers"]
    story.tell.step("overview", answers["unanswered"] == 1, name=silent.name)
    own.post(f"{common.path}/start")
    own.post(f"{common.path}/puljer/1/start")
    own.post(f"{common.path}/themes", {"themes": themes, "omitted": omitted})
    story.tell.step("started", chosen=len(CHOSEN), omitted=len(omitted))
    _meet(story, common, placed)
    _each_its_own(story, common, placed)
    _used(story, placed)


def _meet(story: Story, common: Common, placed: Sequence[Participant]) -> None:
    own = leader(story)
    planned = {
        "pulje": 1, "theme": "service_model", "groups": [HEADS],
        "title": story.tell.text("gathering"), "form": "physical", "day": story.day(0),
    }  # fmt: skip
    activity = own.post(f"{common.path}/activities", planned)["id"]
    own.post(f"/activities/{activity}/holding", {"on": story.day(0), "form": "physical"})
    *came, away = placed
    for each in came:
        attended = {"participation": each.id, "attended": {HEADS: 2}}
        own.post(f"/activities/{activity}/attendance", attended)
    rows = own.all(f"{common.path}/attendance")
    story.tell.step("met", len(rows) == len(came), count=len(came), name=away.who.name)


def _each_its_own(story: Story, common: Common, placed: Sequence[Participant]) -> None:
    """What is difficult is each municipality's own to work with, and to close (C08-03)."""
    task = {"key": "roller", "title": story.tell.text("task")}
    leader(story).post(f"{common.path}/puljer/1/tasks", {"tasks": [task]})
    first = placed[0]
    done = {"key": task["key"], "outcome": story.tell.text("outcome")}
    problem = leader(story).forbidden(f"{first.path}/tasks/outcome", done)
    story.tell.barred("not_the_leaders", problem, name=first.who.name)
    for each in placed:
        story.coordinator(each.who).post(f"{each.path}/tasks/outcome", done)
    story.tell.step("own_work", title=task["title"], count=len(placed))


def _used(story: Story, placed: Sequence[Participant]) -> None:
    """A method has no technical introduction; only its use is told of, by the municipality."""
    first = placed[0].who
    path = f"/municipalities/{first.number}/adoptions/{METHOD}/stages"
    told = {
        "reached_on": story.day(0), "precision": "day", "source": story.tell.text("source"),
        "evidence": story.tell.text("evidence"),
    }  # fmt: skip
    problem = story.nhn.refused(path, told | {"stage": "technically_introduced"}, rule="C06-06")
    story.tell.refused("nothing_technical", problem, name=first.name)
    story.coordinator(first).post(path, told | {"stage": "in_use"})
    story.tell.step("used", name=first.name)
