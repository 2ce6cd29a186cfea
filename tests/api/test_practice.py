"""What KS states of its practice, over HTTP: from when it holds, and who is held by it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from aggregates.deeds.practice import EVALUATION_RECEIPT
from aggregates.kernel.act import Role
from api.calendar import receipt_due
from projections.evaluations import EvaluationRow
from tests.kit.http import DIRECTORATE, KS, NHN, Api, day, refused
from tests.kit.practice import stated
from tests.kit.story import MEMBERS, PROOF, Story, join


@pytest.fixture(scope="module")
def story(api: Api) -> Story:
    return Story(api)


def shown(story: Story, name: str, **query: Any) -> dict[str, Any]:
    """What is shown of one thing that KS can state."""
    items = story.reader.sees("/practice", **query)["items"]
    [found] = [each for each in items if each["name"] == name]
    return dict(found)


def said(name: str, value: Any, days: int = 0) -> dict[str, Any]:
    since = day(days).isoformat()
    return {"name": name, "value": value, "since": since, "decision": "KS 26/311"}


@pytest.mark.rule("T06")
def test_a_value_holds_from_its_day_on_and_the_past_is_shown_as_it_was(story: Story) -> None:
    before = datetime.now(UTC).isoformat().replace("+00:00", "Z")
    default = shown(story, "readiness_decider")
    assert (default["value"], default["default"], default["rule"]) == (KS, KS, "C03-08")
    assert (default["since"], default["decision"], default["reference"]) == (None, None, None)
    receipt = story.owner.does("/practice", said("readiness_decider", NHN, 5))
    days = [shown(story, "readiness_decider", on=day(each).isoformat()) for each in (4, 5)]
    assert [each["value"] for each in days] == [KS, NHN]
    assert (days[1]["since"], days[1]["decision"]) == (day(5).isoformat(), "KS 26/311")
    assert days[1]["reference"] == f"practice/{receipt['id']}@{receipt['version']}"
    then = shown(story, "readiness_decider", on=day(5).isoformat(), as_of=before)
    assert (then["value"], then["reference"]) == (KS, None)


@pytest.mark.rule("T06")
def test_what_does_not_hold_together_is_refused_with_a_sentence(story: Story) -> None:
    for name, value, days, reason in (
        ("reminders", 2, 0, "holds_already"), ("reminders", 3, -1, "in_the_past"),
        ("reminders", 99, 0, "does_not_fit"), ("use", 1, 0, "unknown_practice"),
        ("readiness_told", ["320000106", "x"], 0, "does_not_fit"),
    ):  # fmt: skip
        refused(story.owner.post("/practice", said(name, value, days)), 409, rule="T06",
                reason=reason)  # fmt: skip
    problem = refused(
        story.owner.post("/practice", said("reminders", 99)), 409, rule="T06",
        reason="does_not_fit",
    )  # fmt: skip
    assert "hvor mange påminnelser en kommune kan få" in problem["detail"]


@pytest.mark.rule("T06")
def test_nobody_but_ks_states_it(api: Api, story: Story) -> None:
    for caller in (story.group, story.leader, story.programme, story.bergen):
        refused(caller.post("/practice", said("reminders", 3)), 403)
    assert shown(story, "reminders")["value"] == 2


@pytest.mark.rule("T06", "C03-08", "I12")
def test_another_body_that_an_assessment_names_decides_on_it_and_ks_does_not(
    api: Api, story: Story
) -> None:
    directorate = api.caller(Role.SERVICE_PROVIDER, DIRECTORATE)
    solution = story.solution()
    story.managed(solution)
    asked = {
        "solution": solution, "scope": {"level": "national"},
        "criteria_set": story.criteria(), "decider": DIRECTORATE,
    }  # fmt: skip
    refused(
        story.owner.post("/readiness", asked | {"decider": "958935420"}),
        409, rule="C03-08", reason="unfit_decider",
    )  # fmt: skip
    refused(
        story.owner.post("/readiness", asked | {"decider": NHN}),
        403, rule="I12", reason="owner_decides",
    )  # fmt: skip
    id = story.owner.does("/readiness", asked)["id"]
    answer = {"criterion": "K1", "answer": "met", "evidence": PROOF}
    story.programme.does(f"/readiness/{id}/answers", answer)
    verdict = {"verdict": "sound", "point": "during_trial", "members": MEMBERS}
    story.assessors.does(f"/readiness/{id}/verdicts", verdict)
    advice = {"recommendation": "ready", "reason": "Alle krav er møtt."}
    story.group.does(f"/readiness/{id}/recommendation", advice)
    decision = {"ready": True, "reason": "Tilrådd og dokumentert."}
    for other in (story.owner, story.group):
        refused(
            other.post(f"/readiness/{id}/declaration", decision),
            409, rule="C03-08", reason="not_the_decider",
        )  # fmt: skip
    directorate.does(f"/readiness/{id}/declaration", decision)
    assert story.reader.sees(f"/readiness/{id}")["outcome"] == "ready"


@pytest.mark.rule("C07-06", "T06")
def test_the_leader_reminds_by_hand_once_a_day_and_never_one_who_has_answered(
    story: Story,
) -> None:
    run = story.open(story.ready())
    silent, answered = story.invited(run), story.invited(run, "4602")
    receipt = story.leader.does(f"/participations/{silent}/reminders")
    again = story.owner.does(f"/participations/{silent}/reminders")
    assert again["version"] == receipt["version"]
    item = story.reader.sees(f"/participations/{silent}", at_least=receipt["position"])["item"]
    assert item["reminders"] == 1
    story.owner.does(f"/participations/{answered}/decision", join(document="Sak 26/14"))
    refused(
        story.leader.post(f"/participations/{answered}/reminders"),
        409, rule="C07-06", reason="answered",
    )  # fmt: skip


@pytest.mark.rule("C10-03", "T06")
def test_what_was_delivered_waits_as_long_as_the_practice_had_it_on_that_day() -> None:
    practice = stated(EVALUATION_RECEIPT, 30, since=date(2024, 3, 1))
    [delivered, later] = [
        EvaluationRow(
            "e", "r", None, "pll", "A", "innforingsleder", None, date(2024, 6, 1), on, None, None,
            [], [], [], None,
        )
        for on in (date(2024, 2, 29), date(2024, 3, 1))
    ]  # fmt: skip
    received = later.but(received_on=date(2024, 3, 2))
    assert receipt_due([delivered, later], None) == date(2024, 3, 14)
    assert receipt_due([delivered], practice) == date(2024, 3, 14)
    assert receipt_due([later], practice) == date(2024, 3, 31)
    assert receipt_due([received], practice) is None
