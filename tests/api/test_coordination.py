from __future__ import annotations

from typing import Any

import pytest

from aggregates.kernel.act import Role
from aggregates.runs.tracks import QUESTIONS
from api.authority import GRANTS
from tests.kit.http import KS, NHN, VESTLAND, Api, day, refused
from tests.kit.story import Story, join, pulje

GROUP = "/coordinating-group"
CHOICE: dict[str, Any] = {
    "track": "A", "deciding_body": "NKG", "answers": dict.fromkeys(QUESTIONS, "Ja.")
}  # fmt: skip


@pytest.fixture(scope="module")
def story(api: Api) -> Story:
    return Story(api)


def test_the_seats_of_the_group_are_shown_with_what_lacks(story: Story) -> None:
    told = story.reader.sees(GROUP)
    assert (told["can_decide"], told["empty"]) == (True, [])
    assert {each["organisation"] for each in told["seats"]} >= {NHN, VESTLAND}
    assert all(each["function"] for each in told["seats"])
    before = story.reader.sees(GROUP, on="2024-01-01")
    assert before["empty"] == ["ks", "national_service_provider", "region"]


@pytest.mark.rule("I44")
def test_with_the_seat_of_the_service_provider_empty_the_group_decides_nothing(
    api: Api, story: Story
) -> None:
    run, assessed = story.proposed(story.solution()), story.assessed(story.solution())
    nhn = api.caller(Role.SERVICE_PROVIDER, NHN)
    nhn.does(f"{GROUP}/seats/{NHN}/vacancy")
    try:
        asked = [
            (f"/runs/{run}/track", CHOICE),
            (f"/runs/{run}/plan-review", {"outcome": "approved"}),
            (f"/runs/{run}/puljer/1/opening", None),
            (f"/runs/{run}/opening", None),
            (f"/evaluations/{run}/receipt", {"case": "NKG 1/27"}),
            (
                f"/readiness/{assessed}/recommendation",
                {"recommendation": "ready", "reason": "Utprøvd."},
            ),
        ]
        for path, body in asked:
            response = story.group.post(path, body)
            problem = refused(response, 409, rule="I44", reason="seats_empty")
            assert problem["facts"]["empty"] == [NHN]
    finally:
        nhn.does(f"{GROUP}/seats/{NHN}/occupant", {"function": "fagansvarlig"})
    story.group.does(f"/runs/{run}/track", CHOICE)


@pytest.mark.rule("C13-01")
def test_nobody_fills_the_seat_of_another(api: Api, story: Story) -> None:
    contact = api.caller(Role.REGIONAL_CONTACT, VESTLAND)
    response = contact.post(f"{GROUP}/seats/{NHN}/occupant", {"function": "fagansvarlig"})
    assert refused(response, 403)["type"] == "/api/problems/other_body"


@pytest.mark.rule("C13-01")
def test_a_region_waits_for_its_turn(story: Story) -> None:
    again = {
        "organisation": VESTLAND, "kind": "region", "since": "2100-01-01", "until": "2100-12-31",
    }  # fmt: skip
    response = story.owner.post(f"{GROUP}/seats", again)
    problem = refused(response, 409, rule="C13-01", reason="not_its_turn")
    assert len(problem["facts"]["regions"]) == 14
    late = again | {"organisation": "310005002", "since": day(1).isoformat()}
    story.owner.does(f"{GROUP}/seats", late)
    ended = {"until": day(1).isoformat()}
    story.owner.does(f"{GROUP}/seats/310005002/ending", ended)


@pytest.mark.rule("C13-01")
def test_the_group_is_constituted_once(story: Story) -> None:
    assert story.owner.post(GROUP, {"mandate": "KS 26/1"}).status_code == 409


NEEDS = {
    "needs": [{"kind": "onboarding_slots", "owner": NHN, "amount": 1, "per_place": True}]
}  # fmt: skip
SLOTS: dict[str, Any] = {
    "kind": "onboarding_slots", "key": "2026", "amount": 20, "since": "2020-01-01",
    "until": "2100-01-01", "source": "NHN 26/44",
}  # fmt: skip


@pytest.mark.rule("I25", "C06-13", "C13-03")
def test_the_calendar_shows_puljer_with_what_they_have_and_what_they_clash_with(
    api: Api, story: Story
) -> None:
    code = story.solution()
    first, run = story.reviewed(code), story.reviewed(code)
    for each in (first, run):
        story.leader.does(f"/runs/{each}/puljer", pulje(1, leader=story.me))
    story.leader.does(f"/runs/{run}/puljer/1/needs", NEEDS)
    nhn = api.caller(Role.SERVICE_PROVIDER, NHN)
    nhn.does("/capacity", SLOTS | {"amount": 15})
    refused(
        story.group.post(f"/runs/{run}/puljer/1/opening"), 409,
        rule="I25", reason="beyond_committed",
    )  # fmt: skip
    receipt = nhn.does("/capacity", SLOTS)
    receipt = story.group.does(f"/runs/{run}/puljer/1/opening") or receipt
    ledgers = story.reader.sees("/capacity", at_least=receipt["position"])["items"]
    [ledger] = [each for each in ledgers if each["owner"] == NHN]
    assert [(each["run"], each["amount"]) for each in ledger["reserved"]] == [(run, 20)]

    said = {"kind": "leader", "subject": story.me, "decision": "NKG 9/27", "reason": "Tid nok."}
    receipt = story.group.does(f"/runs/{run}/puljer/1/clashes", said)
    items = story.reader.sees("/calendar", limit=500, at_least=receipt["position"])["items"]
    own, met = (next(e for e in items if e["pulje"]["run"] == each) for each in (run, first))
    assert f"{first}#1" in own["clashes"][0]["others"]
    assert f"{run}#1" in met["clashes"][0]["others"]
    assert (own["unsettled"], [each["kind"] for each in met["unsettled"]]) == ([], ["leader"])
    assert (own["track"], own["capacity"], own["taken"], own["evaluation_debt"]) == (
        "A", 20, 0, False,
    )  # fmt: skip


@pytest.mark.rule("C13-09")
def test_a_body_that_advises_chooses_no_track(story: Story) -> None:
    body = {"name": "Styringsråd", "standing": "advisory", "mandate": "KS 24/118"}
    receipt = story.owner.does("/bodies", body)
    run = story.proposed(story.solution())
    response = story.group.post(f"/runs/{run}/track", CHOICE | {"deciding_body": "styringsråd"})
    refused(response, 409, rule="C13-09", reason="advisory_body")
    told = story.reader.sees("/bodies", at_least=receipt["position"])["items"]
    assert [(each["name"], each["standing"]) for each in told] == [("Styringsråd", "advisory")]


@pytest.mark.rule("C13-05")
def test_a_common_message_has_one_sender_and_is_found_by_those_it_went_to(story: Story) -> None:
    planned = {"title": "Pulje 1", "text": "Den begynner.", "sender": KS, "day": "2027-02-01"}
    id = story.group.does("/common-messages", planned)["id"]
    sending = {"recipients": [{"role": "regional_kontakt"}]}
    response = story.group.post(f"/common-messages/{id}/sending", sending)
    refused(response, 409, rule="C13-05", reason="not_the_sender")
    receipt = story.owner.does(f"/common-messages/{id}/sending", sending)
    told = story.reader.sees("/common-messages", at_least=receipt["position"])["items"]
    [row] = [each for each in told if each["id"] == id]
    assert row["recipients"] == [{"role": "regional_kontakt", "body": None}]
    found = story.reader.sees("/work", about=id, at_least=receipt["position"])["items"]
    assert [each["sentence"] for each in found] == [f"{KS} har sendt en felles melding: Pulje 1"]


@pytest.mark.rule("C13-06")
def test_the_leader_pool_shows_who_is_offered_and_what_they_have_led(story: Story) -> None:
    story.reviewed(story.solution())
    offered = {"leader": story.me, "competences": ["pll"], "percent": 50, "since": "2026-01-01"}
    receipt = story.owner.does("/leader-pool", offered)
    told = story.reader.sees("/leader-pool", at_least=receipt["position"])["items"]
    [row] = [each for each in told if each["id"] == story.me]
    assert (row["competences"], row["percent"]) == (["pll"], 50)
    assert row["led"]
    receipt = story.owner.does(f"/leader-pool/{receipt['id']}/withdrawal")
    told = story.reader.sees("/leader-pool", at_least=receipt["position"])["items"]
    assert [each for each in told if each["id"] == story.me] == []


@pytest.mark.rule("C13-10")
def test_the_group_decides_for_no_municipality_and_endorses_no_portfolio(story: Story) -> None:
    invited = story.invited(story.open(story.ready()))
    refused(story.group.post(f"/participations/{invited}/decision", join()), 403)
    refused(story.group.post("/portfolio/endorsement/versions", {}), 403)
    assert not any(
        Role.COORDINATING_GROUP in GRANTS[name]
        for name in GRANTS
        if name.startswith("POST /api/participations/") or name.startswith("POST /api/portfolio")
    )
