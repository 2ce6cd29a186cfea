"""What stories need before they begin, done without a word: a ready solution, an open run.

Everything is asked of the API, by those whose it is to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aggregates.kernel.act import Role
from ops.journey.cast import KS, NHN, body_of
from ops.journey.client import Caller
from ops.journey.story import Story

READY = {"ready", "ready_with_conditions"}
NATIONAL = {"level": "national"}
CRITERIA = "Klar til bruk"
COMPETENCES = ("clinical", "health_professional", "administrative")
QUESTIONS = (
    "readiness", "fit_and_benefit", "simultaneity", "competence_and_capacity",
    "vendor_dependencies",
)  # fmt: skip
PARTS = ("prerequisites", "cost_and_capacity", "resources", "consequences_of_not_joining")


@dataclass(frozen=True, slots=True)
class Cohort:
    """A pulje to be: so many places, and in so many days it starts."""

    number: int
    places: int
    starts: int
    days_to_decide: int = 30


def criteria(story: Story) -> str:
    """The newest version of the criteria, anchored and published unless it is; its id."""
    versions = story.ks.all("/criteria-sets")
    newest = [each for each in versions if each["name"] == CRITERIA][-1]
    path = f"/criteria-sets/{newest['id']}"
    if newest["phase"] == "draft":
        story.ks.post(f"{path}/anchoring", {"decision": story.tell.word("prepared", "anchoring")})
    if newest["phase"] != "published":
        story.ks.post(f"{path}/publication", {"on": story.day(0)})
    id: str = newest["id"]
    return id


def assessment(
    story: Story, solution: str, owner: str, criteria: str, scope: dict[str, Any]
) -> str:
    """The assessment of a solution in a scope, opened unless it is open."""
    asked = {
        "solution": solution, "scope": scope, "criteria_set": criteria, "programme_owner": owner,
    }  # fmt: skip
    opened: str = story.ks.post("/readiness", asked)["id"]
    return opened


def managed(story: Story, solution: str) -> None:
    """Answer who manages a solution, who answers for it and who pays, as far as nobody has."""
    path, word = f"/solutions/{solution}/management", story.tell.word
    for each in story.ks.get(path)["unanswered"]:
        told = {"question": each, "answer": word("prepared", each)}
        story.ks.post(path, told | {"agreement": word("prepared", "agreement")})


def answer(
    caller: Caller, readiness: str, criterion: dict[str, Any], said: str, reference: str
) -> None:
    """One answer of the programme, with what shows it."""
    evidence = {"kind": criterion["evidence_type"], "title": criterion["text"][:200]}
    told = {"criterion": criterion["id"], "answer": said}
    if said == "met":
        told |= {"evidence": [evidence | {"reference": f"{reference} {criterion['id']}"}]}
    caller.post(f"/readiness/{readiness}/answers", told)


def ready(story: Story, solution: str, owner: Caller, body: str, scope: dict[str, Any]) -> str:
    """Declare a solution of `body` ready in a scope, unless it is; the assessment's id."""
    id = assessment(story, solution, body, criteria(story), scope)
    path, word = f"/readiness/{id}", story.tell.word
    found = story.ks.get(path)
    if found["outcome"] in READY:
        return id
    if scope == NATIONAL:
        managed(story, solution)
    for each in found["criteria"]:
        answer(owner, id, each, "met", word("prepared", "reference"))
    members = [{"ref": f"p-{n}", "competence": each} for n, each in enumerate(COMPETENCES, 11)]
    verdict = {"verdict": "sound", "point": "during_trial", "members": members}
    assessors = story.api.acting(Role.HEALTH_ASSESSOR, body_of("assessor_group"))
    assessors.post(f"{path}/verdicts", verdict)
    advice = {"recommendation": "ready", "reason": word("prepared", "recommendation")}
    story.group.post(f"{path}/recommendation", advice)
    story.ks.post(f"{path}/declaration", {"ready": True, "reason": word("prepared", "declaration")})
    return id


def open_run(
    story: Story, *, solution: str, title: str, track: str, scope: str, cohorts: Sequence[Cohort]
) -> str:
    """Propose, plan and open a run, with its puljer; its id."""
    word = story.tell.word
    group = word("prepared", "group")
    proposal = {
        "title": title, "kind": "rollout", "solution": solution, "scope": scope, "proposer": group,
    }  # fmt: skip
    run: str = story.group.post("/runs", proposal)["id"]
    answers = {question: word("prepared", "answer") for question in QUESTIONS}
    choice = {"track": track, "deciding_body": group, "answers": answers}
    story.group.post(f"/runs/{run}/track", choice)
    lead(story, run)
    story.leader.post(f"/runs/{run}/plan", {"plan": word("prepared", "plan")})
    answer_learnings(story, run, story.leader)
    story.group.post(f"/runs/{run}/plan-review", {"outcome": "approved"})
    basis(story, run, story.leader)
    for each in cohorts:
        pulje(story, run, each)
    if track == "A":
        working_group(story, run)
    deviation(story, run)
    story.group.post(f"/runs/{run}/opening")
    return run


def answer_learnings(story: Story, run: str, by: Caller) -> list[dict[str, Any]]:
    """Answer for a run everything that was learned before it; what that was."""
    found = by.all(f"/runs/{run}/learnings")
    said = {"answer": "taken_into_account", "reason": story.tell.word("prepared", "answered")}
    for each in found:
        by.post(f"/runs/{run}/learnings/{each['learning']['id']}/answer", said)
    return found


def lead(story: Story, run: str) -> None:
    """Appoint the rollout leader of KS to lead a run, who accepts."""
    leader = {"leader": story.leader_reference, "body": KS, "role": str(Role.ROLLOUT_LEADER)}
    story.group.post(f"/runs/{run}/leader", leader)
    story.leader.post(f"/runs/{run}/leader/acceptance")


def working_group(story: Story, run: str) -> None:
    """Appoint a national run's working group: two regions, Norsk helsenett and KS (I22)."""
    word = story.tell.word
    members = [
        {
            "seat": "experienced_region", "body": body_of("regional_group", "46"),
            "ground": word("prepared", "experienced"),
        },
        {
            "seat": "low_spread_region", "body": body_of("regional_group", "56"),
            "ground": word("prepared", "low_spread"),
        },
        {"seat": "service_provider", "body": NHN},
        {"seat": "ks", "body": KS},
    ]  # fmt: skip
    mandate = word("prepared", "task_of_group")
    appointed = {"mandate": mandate, "members": members, "ends": story.day(400)}
    story.group.post(f"/runs/{run}/working-group", appointed)


def deviation(story: Story, run: str) -> None:
    """Say why a solution that nobody has endorsed yet is run all the same (I27)."""
    word = story.tell.word
    why = {"reason": word("prepared", "deviation"), "deciding_body": word("prepared", "group")}
    story.group.post(
        f"/runs/{run}/deviation", why | {"decision": word("prepared", "deviation_decided")}
    )


def basis(story: Story, run: str, by: Caller) -> None:
    """Write the four parts of a run's decision basis, and freeze it."""
    path = f"/runs/{run}/basis"
    for part in PARTS:
        text = story.tell.word("prepared", part)
        written = {"text": text, "sources": ["S3 L296"], "dated": story.day(0)}
        by.put(f"{path}/{part}", written, by.etag(path))
    by.post(f"{path}/freezing")


def pulje(story: Story, run: str, cohort: Cohort) -> None:
    """Plan a pulje of a run, and open it."""
    planned = {
        "number": cohort.number, "starts": story.day(cohort.starts), "invites_from": story.day(0),
        "decision_days": cohort.days_to_decide, "capacity": cohort.places,
        "leader": story.leader_reference,
    }  # fmt: skip
    story.leader.post(f"/runs/{run}/puljer", planned)
    story.group.post(f"/runs/{run}/puljer/{cohort.number}/opening")
