"""A run over HTTP: what it has in place before it opens and starts, and how it is halted."""

from __future__ import annotations

from typing import Any

import pytest

from aggregates.execution.themes import THEMES
from aggregates.kernel.act import Role
from aggregates.runs.tracks import QUESTIONS
from tests.kit.http import KS, NHN, VESTLAND, Api, Caller, day, refused
from tests.kit.story import Story, pulje

TRONDELAG = "310005002"


@pytest.fixture(scope="module")
def story(api: Api) -> Story:
    return Story(api)


@pytest.fixture
def contact(api: Api) -> Caller:
    return api.caller(Role.REGIONAL_CONTACT)


def chosen(story: Story, scope: str, track: str) -> str:
    """The id of a run of a ready solution in that track."""
    id = story.proposed(story.ready(), scope)
    answers = dict.fromkeys(QUESTIONS, "Ja.")
    story.group.does(
        f"/runs/{id}/track", {"track": track, "deciding_body": "NKG", "answers": answers}
    )
    return id


def told(**other: Any) -> dict[str, Any]:
    period = {"starts": day(90).isoformat(), "ends": day(300).isoformat()}
    return period | {"reason": "Sykehuset starter samtidig."} | other


@pytest.mark.rule("I21", "C06-04")
def test_a_regions_own_run_is_told_of_led_and_opened_by_that_region(
    api: Api, story: Story, contact: Caller
) -> None:
    run = chosen(story, "regional:46", "B")
    elsewhere = api.caller(Role.REGIONAL_CONTACT, TRONDELAG)
    refused(
        elsewhere.post(f"/runs/{run}/notification", told()), 409,
        rule="C06-04", reason="not_their_run",
    )  # fmt: skip
    contact.does(f"/runs/{run}/notification", told())
    leader = {"leader": story.me, "body": VESTLAND, "role": "innforingsleder"}
    refused(
        story.group.post(f"/runs/{run}/leader", leader), 409,
        rule="C06-04", reason="regions_own_run",
    )  # fmt: skip
    for body in (KS, TRONDELAG):
        refused(
            contact.post(f"/runs/{run}/leader", leader | {"body": body}), 409,
            rule="C06-04", reason="leader_from_elsewhere",
        )  # fmt: skip
    contact.does(f"/runs/{run}/leader", leader)
    warnings = story.reader.sees(f"/runs/{run}/preparation")["leader_warnings"]
    assert [each["reason"] for each in warnings] == ["not_in_pool"]
    story.leader.does(f"/runs/{run}/plan", {"plan": "Vest 27/4"})
    deviation = {"reason": "Utprøving.", "deciding_body": "Vest", "decision": "Vest 27/5"}
    contact.does(f"/runs/{run}/deviation", deviation)
    position = contact.does(f"/runs/{run}/opening")["position"]
    shown = story.reader.sees(f"/runs/{run}", at_least=position)["item"]["run"]
    assert (shown["stage"], shown["planned_start"]) == ("open", day(90).isoformat())


@pytest.mark.rule("I27")
def test_a_run_for_what_is_not_endorsed_opens_on_a_deviation_alone(story: Story) -> None:
    run = story.reviewed(story.ready())
    refused(
        story.group.post(f"/runs/{run}/opening"), 409, rule="I27", reason="not_endorsed"
    )  # fmt: skip
    story.deviates(run)
    story.group.does(f"/runs/{run}/opening")


@pytest.mark.rule("I22", "C06-08", "C06-16")
def test_a_start_is_refused_with_the_trace_of_all_that_is_not_in_place(
    api: Api, story: Story
) -> None:
    run = story.reviewed(story.ready())
    story.deviates(run)
    story.group.does(f"/runs/{run}/opening")
    declared = {"actor": NHN, "what": "Ny versjon i produksjon."}
    story.leader.does(f"/runs/{run}/simultaneity", declared)
    problem = refused(
        story.leader.post(f"/runs/{run}/start"), 409, rule="C06-16", reason="unconfirmed"
    )
    lacking = {each["rule"] for each in problem["trace"] if each["outcome"] == "not_ok"}
    assert lacking == {"C06-16", "I22"}
    story.programme.does(f"/runs/{run}/simultaneity/confirmation")
    assert story.reader.sees(f"/runs/{run}/simultaneity")["unconfirmed"] == []
    empty = story.reader.sees(f"/runs/{run}/preparation")["empty_seats"]
    assert empty == ["experienced_region", "low_spread_region", "service_provider", "ks"]
    story.worked_out(run)
    story.leader.does(f"/runs/{run}/start")


@pytest.mark.rule("I20")
def test_track_c_invites_those_it_is_for_and_no_other(api: Api, story: Story) -> None:
    run = chosen(story, "limited:vkp", "C")
    refused(
        story.leader.post(f"/runs/{run}/puljer", pulje()), 409,
        rule="I20", reason="limits_before_puljer",
    )  # fmt: skip
    limits = {"available_for": ["Kommuner med VKP"], "municipalities": ["4601"]}
    story.leader.does(f"/runs/{run}/limits", limits)
    story.leader.does(f"/runs/{run}/puljer", pulje())
    refused(
        story.leader.post(f"/runs/{run}/puljer", pulje(2)), 409, rule="I23", reason="leads_another"
    )
    invitation = {"municipality": "4621", "puljer": [1], "deadline": day(20).isoformat()}
    problem = story.leader.post(f"/runs/{run}/invitations", invitation).json()
    lacking = {each["rule"] for each in problem["trace"] if each["outcome"] == "not_ok"}
    assert "I20" in lacking
    invitation["municipality"] = "4601"
    problem = story.leader.post(f"/runs/{run}/invitations", invitation).json()
    assert "I20" not in {each["rule"] for each in problem["trace"] if each["outcome"] == "not_ok"}


@pytest.mark.rule("C06-09", "C06-14")
def test_whom_a_run_is_for_is_frozen_and_told_ahead_without_being_asked(story: Story) -> None:
    run = chosen(story, "national", "A")
    story.leader.does(f"/runs/{run}/population", {"as_of": "2024-01-01"})
    ahead = {"municipalities": ["4601", "4621"], "starts": day(200).isoformat()}
    position = story.leader.does(f"/runs/{run}/advance-notices", ahead)["position"]
    page = story.reader.sees(f"/runs/{run}/preparation")
    assert (page["population"]["target"], len(page["population"]["municipalities"])) == (357, 357)
    assert len(page["forewarned"]) == 2
    invited = story.reader.sees("/participations", run=run, at_least=position)["items"]
    assert invited == []


@pytest.mark.rule("C08-11")
def test_a_stopped_run_invites_nobody_and_a_cancelled_one_frees_its_places(story: Story) -> None:
    run = story.open(story.ready())
    story.group.does(f"/runs/{run}/stop", {"reason": "Feil i oppslaget."})
    invitation = {"municipality": "4601", "puljer": [1], "deadline": day(20).isoformat()}
    refused(
        story.leader.post(f"/runs/{run}/invitations", invitation), 409,
        rule="C06-01", reason="sign_up_not_open",
    )  # fmt: skip
    story.group.does(f"/runs/{run}/resumption", {"reason": "Rettet."})
    joined = story.invited(run)
    story.joined(joined)
    story.bergen.does(f"/participations/{joined}/sign-up", {"pulje": 1})
    position = story.group.does(f"/runs/{run}/cancellation", {"reason": "Erstattes."})["position"]
    shown = story.reader.sees(f"/runs/{run}", at_least=position)["item"]
    assert shown["run"]["stage"] == "cancelled"
    assert [(each["stage"], each["taken"]) for each in shown["puljer"]] == [("cancelled", [])] * 2


@pytest.mark.rule("C12-16", "C06-06")
def test_a_survey_shows_who_has_answered_and_who_has_not(
    api: Api, story: Story, contact: Caller
) -> None:
    method = story.solution("method")
    proposal = {
        "title": method, "kind": "common_process", "solution": method, "scope": "regional:46",
        "proposer": "Vest",
    }  # fmt: skip
    run = contact.does("/runs", proposal)["id"]
    asking = {
        "questions": ["Hvor langt har dere kommet?"], "municipalities": ["4601", "4621"],
        "deadline": day(10).isoformat(),
    }  # fmt: skip
    contact.does(f"/runs/{run}/survey", asking)
    story.bergen.does(f"/runs/{run}/survey/answers", {"answers": ["Godt i gang."]})
    page = story.reader.sees(f"/runs/{run}/survey")
    assert {each["standing"] for each in page["asked"]} == {"answered", "waiting"}
    assert (len(page["asked"]), len(page["unasked"])) == (2, 41)
    later = story.reader.sees(f"/runs/{run}/survey", on=day(11).isoformat())["asked"]
    assert {each["standing"] for each in later} == {"answered", "not_answered"}
    stage = {
        "stage": "technically_introduced", "reached_on": "2024-03", "precision": "month",
        "source": "Bergen", "evidence": "Modellen er i bruk",
    }  # fmt: skip
    coordinator = api.caller(Role.MUNICIPAL_COORDINATOR)
    refused(
        coordinator.post(f"/municipalities/4601/adoptions/{method}/stages", stage), 409,
        rule="C06-06", reason="nothing_technical",
    )  # fmt: skip


@pytest.mark.rule("C06-18", "C10-04")
def test_what_a_test_of_the_model_teaches_is_a_learning_point(story: Story) -> None:
    run = chosen(story, "national", "A")
    taught = {"key": "T1", "text": "Gi lengre tid.", "type": "model", "owner": "NKG"}
    refused(
        story.group.post(f"/runs/{run}/test/adjustments", taught), 409,
        rule="C06-18", reason="no_test",
    )  # fmt: skip
    story.group.does(f"/runs/{run}/test", {"purpose": "Spor A med flere puljer."})
    position = story.leader.does(f"/runs/{run}/test/adjustments", taught)["position"]
    assert story.reader.sees(f"/runs/{run}", at_least=position)["item"]["run"]["test"]


@pytest.mark.rule("C06-11", "C06-12")
def test_a_detailed_plan_shows_what_its_template_lacks_and_its_version_is_what_is_reviewed(
    story: Story,
) -> None:
    run = chosen(story, "national", "A")
    planned = {
        "title": "Samling", "groups": ["super_users"], "since": day(30).isoformat(),
        "until": day(40).isoformat(), "common": "Digitalt.", "local": "Ingenting.",
    }  # fmt: skip
    story.leader.does(f"/runs/{run}/plan/activities", planned | {"key": "a", "theme": THEMES[0]})
    refused(
        story.leader.post(f"/runs/{run}/plan", {}), 409, rule="C06-11", reason="themes_uncovered"
    )
    for number, theme in enumerate(THEMES[1:]):
        line = planned | {"key": f"b{number}", "theme": theme}
        story.leader.does(f"/runs/{run}/plan/activities", line)
    story.leader.does(f"/runs/{run}/plan/activities", planned | {"key": "c", "theme": THEMES[0]})
    story.leader.does(f"/runs/{run}/plan/removals", {"key": "c"})
    position = story.leader.does(f"/runs/{run}/plan", {})["position"]
    page = story.reader.sees(f"/runs/{run}/plan")
    assert (page["uncovered"], len(page["activities"]), len(page["issued"])) == ([], 13, 13)
    shown = story.reader.sees(f"/runs/{run}", at_least=position)["item"]["run"]
    assert shown["plan"] == page["reference"]
