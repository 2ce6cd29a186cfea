"""Ninth chapter: what everybody can look up afterwards."""

from __future__ import annotations

from collections import Counter
from typing import Any

from aggregates.kernel.act import Role
from ops.journey.cast import body_of, names
from ops.journey.national.answering import Joined, Participant
from ops.journey.national.introducing import DUE
from ops.journey.national.remaining import SOLUTION
from ops.journey.story import Story

TASKS = 3
"""Two come with the place (R6); whom the use is handed over to was asked and never answered."""


READY = {"readiness.declared-ready", "readiness.resumed"}
"""What says that the solution was ready: its declaration, or that a suspension was lifted."""


def show(story: Story, run: str, joined: Joined) -> None:
    """The boards, one municipality's own page, and the trail of its decision."""
    story.tell.chapter("boards")
    _region(story, joined.placed[0].who.county)
    _nation(story, run)
    _portfolio(story)
    _own_page(story, run, joined.last)
    _trail(story, joined.last)


def _region(story: Story, county: str) -> None:
    contact = story.api.acting(Role.REGIONAL_CONTACT, body_of("regional_group", county))
    rows = contact.get(f"/regions/{county}/board", solution=SOLUTION)["items"]
    stages = Counter(each["stage"] for row in rows for each in row["standings"])
    unknown = stages.pop(None, 0) + sum(not row["standings"] for row in rows)
    counties = {each["number"]: each["name"] for each in contact.get("/counties")}
    story.tell.step(
        "region", stages["in_use"] > 0 and sum(stages.values()) + unknown == len(rows),
        county=counties[county], count=len(rows), unknown=unknown,
    )  # fmt: skip
    for stage, count in sorted(stages.items()):
        story.tell.line(f"{story.tell.word('stages', stage)}: {count}")


def _nation(story: Story, run: str) -> None:
    pages = story.ks.all("/runs", on=story.day(DUE + 1), limit=500)
    found = next(page for page in pages if page["run"]["id"] == run)
    story.tell.step(
        "nation", found["run"]["stage"] == "closed" and not found["evaluation_debt"],
        runs=len(pages), owing=sum(page["evaluation_debt"] for page in pages),
    )  # fmt: skip
    story.tell.line(f"{found['run']['title']}: {story.tell.text('answers')}".format(
        **found["answers"]
    ))  # fmt: skip


def _portfolio(story: Story) -> None:
    rows = {row["id"]: row for row in story.ks.all("/portfolio")}
    ready = rows[SOLUTION]["readiness"]["national"]["outcome"]
    waiting = rows["pll"]["readiness"]["national"]["outcome"]
    story.tell.step(
        "portfolio", ready == "ready" and waiting is None and rows["pll"]["needs"],
        count=len(rows), ready=rows[SOLUTION]["name"], waiting=rows["pll"]["name"],
    )  # fmt: skip


def _own_page(story: Story, run: str, who: Participant) -> None:
    """The municipality sees what stands about it, and what is left for it to do (R6)."""
    municipality = story.decider(who.who)

    def has_tasks(page: dict[str, Any]) -> bool:
        return len([each for each in page["item"]["work"] if each["about"] == who.id]) == TASKS

    page = municipality.until(f"/municipalities/{who.who.number}", has_tasks)["item"]
    mine = [each for each in page["participations"] if each["run"] == run]
    story.tell.step(
        "own_page", [each["place"] for each in mine] == ["place"],
        name=who.who.name, pulje=mine[0]["pulje"], tasks=TASKS,
    )  # fmt: skip
    for each in municipality.all("/work", about=who.id):
        story.tell.line(each["sentence"])


def _trail(story: Story, who: Participant) -> None:
    """The whole story of one decision: who, in which role, for whom, when, why, by which rules."""
    told = story.decider(who.who).get(f"/decisions/{who.id}/trail")["items"]
    events = [each["event"] for each in told]
    sent = next(each for each in told if each["event"] == "participation.invited")
    story.tell.step(
        "trail",
        {"participation.decision-made", "participation.place-gained", "pulje.place-offered",
         "basis.frozen"} <= set(events)
        and bool(READY & set(events))
        and all(each["outcome"] == "ok" for each in sent["trace"]),
        name=who.who.name, count=len(told),
    )  # fmt: skip
    called = names()
    for each in told:
        _tell(story, each, called)


def _tell(story: Story, event: dict[str, Any], called: dict[str, str]) -> None:
    word = story.tell.word
    said = word("events", event["event"])
    who = f"{word('roles', event['role'])}, {called[event['body']]}"
    why = f": «{event['reason']}»" if event["reason"] else ""
    rules = sorted({finding["rule"] for finding in event["trace"] or []})
    asked = f" [{', '.join(rules)}]" if rules else ""
    story.tell.line(f"{event['position']:>6} {event['on']} {said} ({who}){why}{asked}")
