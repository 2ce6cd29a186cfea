"""Second chapter: on what grounds Kjernejournal is declared «klar til bruk»."""

from __future__ import annotations

from typing import Any

from aggregates.kernel.act import Role
from ops.journey.cast import DIRECTORATE, NHN, body_of
from ops.journey.national.remaining import SOLUTION
from ops.journey.preparing import (
    COMPETENCES,
    CRITERIA,
    NATIONAL,
    READY,
    answer,
    assessment,
    managed,
)
from ops.journey.story import Story

UNMET_BY_PLL = {"K3", "K5", "K6"}


def declare(story: Story) -> str:
    """Publish criteria, assess, judge, recommend and declare; what is done already stands.

    Returns the version of the criteria that solutions are judged by.
    """
    story.tell.chapter("readiness")
    criteria = _published(story)
    standing = story.ks.get(f"/solutions/{SOLUTION}")["item"]["readiness"].get("national", {})
    if standing.get("outcome") in READY:
        story.tell.step("declared_before", on=standing["on"])
    else:
        _assess(story, criteria)
    decided = story.ks.get(f"/solutions/{SOLUTION}")["item"]["readiness"]["national"]
    _show_trace(story, decided["readiness"])
    _show_word(story, decided["readiness"])
    return criteria


def on_trial(story: Story, criteria: str) -> list[str]:
    """PLL is assessed too, and has not met everything; the unmet criteria."""
    programme = story.api.acting(Role.PROGRAMME, DIRECTORATE)
    pll = assessment(story, "pll", DIRECTORATE, criteria, NATIONAL)
    for each in story.ks.get(f"/readiness/{pll}")["criteria"]:
        said = "partly" if each["id"] in UNMET_BY_PLL else "met"
        answer(programme, pll, each, said, story.tell.text("pll_reference"))
    unmet: list[str] = story.ks.get(f"/readiness/{pll}")["unmet"]
    return unmet


def _published(story: Story) -> str:
    versions = story.ks.all("/criteria-sets")
    newest = [each for each in versions if each["name"] == CRITERIA][-1]
    path = f"/criteria-sets/{newest['id']}"
    if newest["phase"] == "draft":
        decision = story.tell.text("anchoring")
        story.ks.post(f"{path}/anchoring", {"decision": decision})
        story.tell.step("anchored", decision=decision)
    if newest["phase"] != "published":
        story.ks.post(f"{path}/publication", {"on": story.day(0)})
    found = story.ks.get(path)
    story.tell.step(
        "published", found["phase"] == "published",
        name=found["name"], version=found["version"], on=found["published_on"],
        mandatory=sum(each["mandatory"] for each in found["criteria"]),
        criteria=len(found["criteria"]),
    )  # fmt: skip
    id: str = newest["id"]
    return id


def _assess(story: Story, criteria: str) -> None:
    tell, path = story.tell, f"/readiness/{assessment(story, SOLUTION, NHN, criteria, NATIONAL)}"
    managed(story, SOLUTION)
    judged_by = story.ks.get(path)["criteria"]
    for each in judged_by:
        answer(story.nhn, path.rpartition("/")[2], each, "met", tell.text("reference"))
    tell.step("assessed", story.ks.get(path)["unmet"] == [], count=len(judged_by))
    assessors = story.api.acting(Role.HEALTH_ASSESSOR, body_of("assessor_group"))
    members = [{"ref": f"p-{n}", "competence": each} for n, each in enumerate(COMPETENCES, 11)]
    verdict = {"verdict": "sound", "point": "during_trial", "members": members}
    assessors.post(f"{path}/verdicts", verdict)
    tell.step("judged")
    reason = tell.text("recommendation")
    story.group.post(f"{path}/recommendation", {"recommendation": "ready", "reason": reason})
    tell.step("recommended", reason=reason)
    reason = tell.text("declaration")
    story.ks.post(f"{path}/declaration", {"ready": True, "reason": reason})
    tell.step("declared", story.ks.get(path)["outcome"] in READY, reason=reason)


def _show_trace(story: Story, readiness: str) -> None:
    told = story.ks.get(f"/trail/{readiness}", limit=500)["items"]
    decision = [each for each in told if each["event"] == "readiness.declared-ready"][-1]
    story.tell.step("trace", all(each["outcome"] == "ok" for each in decision["trace"]))
    story.tell.trace(decision["trace"], story.rules())


def _show_word(story: Story, readiness: str) -> None:
    """The reaction to the declaration: notices, and a task for the coordinating group (R1)."""

    def both(page: dict[str, Any]) -> bool:
        return {"notice", "task"} <= {each["item"]["sort"] for each in page["items"]}

    found = story.group.until("/work", both, about=readiness)
    told = [each for each in found["items"] if each["item"]["sort"] == "notice"]
    story.tell.step("word", count=len(told))
    story.tell.line(told[0]["sentence"])
