"""A pulje over HTTP: started, followed up, and closed only when nobody is let go too early."""

from __future__ import annotations

from typing import Any

import pytest

from aggregates.kernel.act import Role
from tests.kit.http import KINN, Api, Caller, day, refused
from tests.kit.story import Story

LATER = day(200).isoformat()
PLAN = {"text": "Samtale hver måned.", "until": LATER, "measurements": 2}
OWNER = {"owner_role": "Helsesjef", "support_line": "Brukerstøtte", "next_review": LATER}


@pytest.fixture(scope="module")
def story(api: Api) -> Story:
    return Story(api)


def under_way(story: Story) -> tuple[str, str]:
    """A run whose pulje 1 is in follow-up, and Bergen's participation in it."""
    run = story.open(story.ready())
    part = story.invited(run)
    story.joined(part)
    story.bergen.does(f"/participations/{part}/sign-up", {"pulje": 1})
    story.leader.does(f"/runs/{run}/start")
    for step in ("start", "follow-up"):
        story.leader.does(f"/runs/{run}/puljer/1/{step}")
    return run, part


def measured(days: int) -> dict[str, Any]:
    return {"on": day(-days).isoformat(), "value": 412, "unit": "oppslag", "source": "NHN"}


@pytest.mark.rule("I32")
def test_a_pulje_stays_open_until_each_participant_has_what_it_is_owed(
    api: Api, story: Story
) -> None:
    run, part = under_way(story)
    problem = refused(
        story.leader.post(f"/runs/{run}/puljer/1/closing"), 409,
        rule="I32", reason="participants_lack",
    )  # fmt: skip
    assert problem["detail"].endswith(
        "oppfølgingsplan i 4601, overlevering til drift i 4601, målinger av bruk i 4601."
    )
    story.leader.does(f"/follow-ups/{part}/plan", PLAN)
    for days in (40, 10):
        story.programme.does(f"/follow-ups/{part}/measurements", measured(days))
    refused(
        story.leader.post(f"/follow-ups/{part}/handover"), 409,
        rule="C08-07", reason="owner_missing",
    )  # fmt: skip
    story.bergen.does(f"/participations/{part}/owner", OWNER)
    page = story.reader.sees(f"/follow-ups/{part}")["follow_up"]
    assert (page["lacks"], page["done"]) == (["handover"], False)
    story.leader.does(f"/follow-ups/{part}/handover")
    receipt = story.leader.does(f"/runs/{run}/puljer/1/closing")
    seen = story.reader.sees(f"/runs/{run}", at_least=receipt["position"])["item"]["puljer"]
    assert [each["stage"] for each in seen] == ["closed", "open"]
    assert story.reader.sees(f"/follow-ups/{part}")["follow_up"]["done"]


@pytest.mark.rule("I32")
def test_the_municipality_may_do_without_and_nobody_else_for_it(api: Api, story: Story) -> None:
    run, part = under_way(story)
    without = {"lacks": "handover", "reason": "Kommunen drifter den alt."}
    kinn = api.caller(Role.MUNICIPAL_DECIDER, KINN)
    refused(
        kinn.post(f"/participations/{part}/exceptions", without), 403,
        rule="I01", reason="not_own_municipality",
    )  # fmt: skip
    for lacks in ("handover", "use_measurements", "follow_up_plan"):
        story.bergen.does(f"/participations/{part}/exceptions", without | {"lacks": lacks})
    story.leader.does(f"/runs/{run}/puljer/1/closing")


@pytest.mark.rule("C08-05")
def test_what_is_said_measured_and_thought_stands_side_by_side(api: Api, story: Story) -> None:
    _, part = under_way(story)
    page = story.reader.sees(f"/follow-ups/{part}")
    assert (page["reported"], page["measured"], page["stale"]) == ([], [], True)
    said = {"on": day(-3).isoformat(), "state": "used", "source": "Ledermøte", "text": ""}
    story.bergen.does(f"/participations/{part}/reports", said)
    story.programme.does(f"/follow-ups/{part}/measurements", measured(5) | {"value": 0})
    thought = {"on": day(0).isoformat(), "text": "Virker lite brukt."}
    story.leader.does(f"/follow-ups/{part}/impressions", thought)
    page = story.reader.sees(f"/follow-ups/{part}")
    assert [(each["said"], each["source"]) for each in page["reported"]] == [("used", "Ledermøte")]
    assert [each["value"] for each in page["measured"]] == [0]
    assert [each["said"] for each in page["impressions"]] == ["Virker lite brukt."]
    assert not page["stale"]


@pytest.mark.rule("C08-05")
def test_what_is_older_than_agreed_is_stale(api: Api, story: Story) -> None:
    run, part = under_way(story)
    story.programme.does(f"/follow-ups/{part}/measurements", measured(30))
    assert not story.reader.sees(f"/follow-ups/{part}")["stale"]
    code = story.reader.sees(f"/runs/{run}", at_least=api.store.head())["item"]["run"]["solution"]
    usual = story.reader.sees(f"/solutions/{code}/terms")
    assert (usual["agreed"], usual["demands"]["measurements"]) == (False, 2)
    story.group.does(
        f"/solutions/{code}/terms",
        {
            "measurements": 1, "stale_days": 29, "check_weeks": [4],
            "kept": ["evaluation"], "decision": "NKG 9/26",
        },
    )  # fmt: skip
    assert story.reader.sees(f"/follow-ups/{part}")["stale"]
    assert story.reader.sees(f"/solutions/{code}/terms")["demands"]["stale_days"] == 29


def test_a_municipality_plans_its_own_follow_up_and_no_others(api: Api, story: Story) -> None:
    _, part = under_way(story)
    coordinator = api.caller(Role.MUNICIPAL_COORDINATOR)
    coordinator.does(f"/follow-ups/{part}/plan", PLAN)
    kinn: Caller = api.caller(Role.MUNICIPAL_COORDINATOR, KINN)
    refused(
        kinn.post(f"/follow-ups/{part}/plan", PLAN), 403, rule="I01", reason="not_own_municipality"
    )
