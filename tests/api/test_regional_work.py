"""A region's year over HTTP: people, letter, plan, wishes, contact, and what is missing."""

from __future__ import annotations

from typing import Any

import pytest

from aggregates.kernel.act import Role
from aggregates.regions.principles import KEYS
from tests.kit.http import BERGEN, DIGIVESTLAND, VESTLAND, Api, Caller, day, refused
from tests.kit.regions import FOUNDERS, TROMS
from tests.kit.rosters import SOMEBODY, referred

NEW = {"organisation": VESTLAND, "counties": ["46"], "founders": FOUNDERS}
LETTER = {
    "year": 2027, "tasks": ["Etablere"], "base_functions": ["Kontakt"],
    "result_goals": ["Alle"], "principles": list(KEYS),
}  # fmt: skip


@pytest.fixture(scope="module")
def person(api: Api) -> str:
    return referred(api.url, api.folder, SOMEBODY)


@pytest.fixture(scope="module")
def network(api: Api) -> Caller:
    return api.caller(Role.DIGITAL_NETWORK, DIGIVESTLAND)


@pytest.fixture(scope="module")
def contact(api: Api) -> Caller:
    return api.caller(Role.REGIONAL_CONTACT, VESTLAND)


@pytest.fixture(scope="module")
def ks(api: Api) -> Caller:
    return api.caller(Role.PORTFOLIO_OWNER)


@pytest.fixture(scope="module")
def group(network: Caller, person: str) -> str:
    id: str = network.does("/regions/groups", NEW)["id"]
    appointed = {"person": person, "since": day(0).isoformat()}
    network.does(f"/regions/groups/{id}/contact", appointed)
    return f"/regions/groups/{id}"


def secondment(person: str, percent: int, number: str = "4601") -> dict[str, Any]:
    return {
        "person": person, "municipality": number, "percent": percent,
        "since": day(0).isoformat(), "until": day(300).isoformat(),
        "funding_line": "samhandling", "tasks": ["Støtte"], "agreement": "26/210",
    }  # fmt: skip


@pytest.mark.rule("I43", "C12-06")
def test_sixty_and_fifty_per_cent_are_refused_and_the_person_accepts_themself(
    network: Caller, contact: Caller, group: str, person: str
) -> None:
    lent = network.does(f"{group}/secondments", secondment(person, 60))
    refused(network.post(f"{group}/secondments", secondment(person, 50)), 409,
            rule="I43", reason="over_hundred")  # fmt: skip
    refused(network.post(f"{group}/secondments", secondment("p-0f3c1d7a9b", 50)), 409,
            rule="I43", reason="one_municipality")  # fmt: skip
    network.does(f"{group}/secondments", secondment("p-0f3c1d7a9b", 50, "4602"))
    receipt = contact.does(f"/regions/secondments/{lent['id']}/1/acceptance")
    seen = contact.sees(f"{group}/secondments", at_least=receipt["position"])["items"]
    assert {each["accepted"] for each in seen if each["person"] == person} == {True}
    ending = {"until": day(9).isoformat(), "reason": "Ny stilling."}
    receipt = contact.does(f"/regions/secondments/{lent['id']}/1/ending", ending)
    seen = contact.sees(f"{group}/secondments", at_least=receipt["position"])["items"]
    assert day(9).isoformat() in {each["until"] for each in seen}


@pytest.mark.rule("I45", "C12-05", "C12-07")
def test_a_letter_has_nine_principles_and_is_accepted_with_open_eyes(
    network: Caller, ks: Caller, group: str
) -> None:
    assert [each["key"] for each in ks.sees("/regions/principles")] == list(KEYS)
    refused(ks.post(f"{group}/letters", LETTER | {"principles": list(KEYS[1:])}), 409,
            rule="I45", reason="principles_missing")  # fmt: skip
    ks.does(f"{group}/letters", LETTER)
    accept = f"{group}/letters/2027/acceptance"
    told = refused(network.post(accept, {"gaps_seen": []}), 409,
                   rule="C12-05", reason="gaps_unseen")  # fmt: skip
    network.does(accept, {"gaps_seen": told["facts"]["gaps"]})
    points = [{"principle": key, "met": True, "how": "Ja."} for key in KEYS]
    report: dict[str, Any] = {"points": points, "results": []}
    refused(network.post(f"{group}/letters/2027/report", report), 409,
            rule="C12-07", reason="point_untold")  # fmt: skip
    results = [{"point": each, "met": False, "how": "Ikke alt."} for each in ("Etablere", "Alle")]
    report |= {"results": results}
    receipt = network.does(f"{group}/letters/2027/report", report)
    [letter] = ks.sees("/regions/letters", year=2027, at_least=receipt["position"])["items"]
    assert letter["results"] == results
    assert {"three_functions", "joint_competence"} <= set(letter["doubts"])


@pytest.mark.rule("C06-15")
def test_fifteen_answers_are_expected_and_the_silent_are_seen(contact: Caller, group: str) -> None:
    before = contact.sees("/regions/planned-runs/2027")
    assert (before["expected"], before["answered"], len(before["unanswered"])) == (15, 0, 15)
    refused(contact.post(f"{group}/planned-runs/2027", {"none": False, "runs": []}), 409,
            rule="C06-15", reason="neither_or_both")  # fmt: skip
    receipt = contact.does(f"{group}/planned-runs/2027", {"none": True, "runs": []})
    after = contact.sees("/regions/planned-runs/2027", at_least=receipt["position"])
    assert (after["expected"], after["answered"]) == (15, 1)
    assert "46" not in after["unanswered"]
    [ours] = [each for each in after["items"] if each["county"] == "46"]
    assert ours["runs"] == []
    assert {each["runs"] for each in after["items"] if each["county"] != "46"} == {None}


@pytest.mark.rule("C12-12")
def test_a_region_plans_within_the_frame_and_those_without_a_plan_are_seen(
    ks: Caller, network: Caller, contact: Caller, group: str
) -> None:
    year = day(0).year
    plan, board = f"{group}/implementation/{year}", f"/regions/implementation/{year}"
    owned = {"starts": f"{year}-01-15", "owner": DIGIVESTLAND}
    whole = owned | {"milestones": [{"name": "Komplett", "by": f"{year}-12-01"}]}
    refused(contact.post(plan, whole), 409, rule="C12-12", reason="no_frame")
    frame = {
        "starts": f"{year}-01-01", "ends": f"{year}-12-31", "milestones": ["Komplett"],
        "decision": "KS 26/4",
    }  # fmt: skip
    ks.does(f"{board}/frame", frame)
    for lacking in ("starts", "owner", "milestones"):
        less = {name: value for name, value in whole.items() if name != lacking}
        refused(contact.post(plan, less), 409, rule="C12-12", reason="field_missing")
    contact.does(plan, whole)
    on = day(0).isoformat()
    network.does(f"{plan}/milestones", {"name": "Komplett", "on": on})
    met = {"with_whom": "helseledernettverk", "on": on, "document": "26/511"}
    receipt = contact.does(f"{plan}/meetings", met)
    told = ks.sees(board, at_least=receipt["position"])
    assert told["frame"]["milestones"] == ["Komplett"]
    assert (len(told["items"]), len(told["lacking"])) == (15, 14)
    [ours] = [each for each in told["items"] if each["county"] == "46"]
    assert (ours["starts"], ours["owner"]) == (f"{year}-01-15", DIGIVESTLAND)
    assert [each["reached_on"] for each in ours["milestones"]] == [on]
    assert ours["meetings"] == [met]
    assert ours["not_met"] == ["diginettverk", "kommunedirektorutvalg", "ks_region"]


@pytest.mark.rule("C12-08", "C12-15")
def test_a_plan_links_to_the_portfolio_is_anchored_and_adopted(contact: Caller, group: str) -> None:
    plan = f"{group}/plans/2027"
    item = {"key": "1", "text": "Felles innføring.", "solution": "kjernejournal"}
    refused(contact.post(f"{plan}/items", item | {"solution": None}), 409,
            rule="C12-08", reason="link_missing")  # fmt: skip
    contact.does(f"{plan}/items", item)
    refused(contact.post(f"{plan}/adoption", {"decision": "3/26"}), 409,
            rule="C12-08", reason="not_anchored")  # fmt: skip
    contact.does(f"{plan}/anchoring", {"with_whom": "helseledere", "document": "26/410"})
    contact.does(f"{plan}/projects", {"key": "1", "project": "Digital hjemmeoppfølging"})
    contact.does(f"{plan}/adoption", {"decision": "3/26"})
    told = contact.sees(plan)
    assert (told["adopted"], told["projects"]) == ("3/26", {"Digital hjemmeoppfølging": "1"})
    assert [each["solution"] for each in told["items"]] == ["kjernejournal"]
    contact.does(f"{plan}/removals", {"key": "1", "reason": "Utsatt."})
    assert contact.sees(plan)["adopted"] is None


@pytest.mark.rule("C12-09", "C12-10")
def test_a_municipality_that_nobody_talks_to_is_seen_and_one_that_asks_gets_an_owner(
    api: Api, contact: Caller, group: str, person: str
) -> None:
    silent = contact.sees("/regions/46/contacts")["items"]
    assert len(silent) == 43
    assert all(each["silent"] for each in silent)
    receipt = contact.does(
        "/municipalities/4602/contacts", {"kind": "visit", "on": day(-1).isoformat()}
    )
    rows = contact.sees("/regions/46/contacts", at_least=receipt["position"])["items"]
    assert [r["municipality"]["number"] for r in rows if not r["silent"]] == ["4602"]
    asked = api.caller(Role.MUNICIPAL_COORDINATOR, BERGEN).does("/questions", {"text": "Hvem?"})
    [inbox] = contact.sees("/questions", county="46", at_least=asked["position"])["items"]
    assert (inbox["question"]["owner"], inbox["days_unanswered"]) == (person, 0)
    contact.does(f"/questions/{asked['id']}/routing", {"owner": person})
    stranger = api.caller(Role.REGIONAL_CONTACT, TROMS)
    refused(stranger.post(f"/questions/{asked['id']}/answer", {"text": "Vi."}), 409,
            rule="C12-10", reason="other_region")  # fmt: skip
    receipt = contact.does(f"/questions/{asked['id']}/answer", {"text": "Kinn."})
    rows = contact.sees("/regions/46/contacts", at_least=receipt["position"])["items"]
    assert {r["municipality"]["number"] for r in rows if not r["silent"]} == {"4601", "4602"}


@pytest.mark.rule("C12-16")
def test_a_region_asks_all_its_municipalities_and_sees_who_has_not_answered(
    api: Api, contact: Caller
) -> None:
    asked = {
        "subject": "htm", "title": "Helhetlig tjenestemodell", "questions": ["Hvor langt?"],
        "deadline": day(9).isoformat(),
    }  # fmt: skip
    stranger = api.caller(Role.REGIONAL_CONTACT, TROMS)
    refused(stranger.post("/regions/46/surveys", asked), 409,
            rule="C12-16", reason="not_the_contact")  # fmt: skip
    contact.does("/regions/46/surveys", asked)
    bergen = api.caller(Role.MUNICIPAL_COORDINATOR, BERGEN)
    answer = {"answers": ["Vi er i gang."]}
    receipt = bergen.does("/regions/46/surveys/htm/answers", answer)
    page = {each["standing"] for each in contact.sees("/regions/46/surveys/htm")["asked"]}
    assert page == {"answered", "waiting"}
    seen = {"county": "46", "at_least": receipt["position"]}
    [row] = contact.sees("/surveys", **seen)["items"]
    assert (row["asked"], row["answered"], row["standing"]) == (43, 1, "waiting")
    assert "4601" not in {each["number"] for each in row["unanswered"]}
    [late] = contact.sees("/surveys", **seen, on=day(10).isoformat())["items"]
    assert (late["standing"], len(late["unanswered"])) == ("not_answered", 42)


@pytest.mark.rule("C12-11", "C12-13", "C12-14")
def test_networks_relations_and_nominations_are_told_of(
    api: Api, ks: Caller, network: Caller, contact: Caller, group: str
) -> None:
    old = {
        "network": "e_komp", "base_year": 2022, "base_percent": 150, "ends": day(99).isoformat(),
    }  # fmt: skip
    ks.does(f"{group}/networks", old)
    level = {"percent": 151, "agreement": "26/1"}
    refused(network.post(f"{group}/networks/e_komp/level", level), 409,
            rule="C12-11", reason="above_base")  # fmt: skip
    network.does(f"{group}/networks/e_komp/level", level | {"percent": 100})
    refused(ks.post(f"{group}/networks/e_komp/closing"), 409, rule="C12-11",
            reason="still_needed")  # fmt: skip
    related = {"actor": "USHT Vestland", "kind": "usht", "form": "Kvartalsvis.",
               "since": day(-9).isoformat()}  # fmt: skip
    contact.does(f"{group}/relations", related)
    ending = {"actor": "USHT Vestland", "until": day(9).isoformat()}
    contact.does(f"{group}/relations/endings", ending)
    [told] = contact.sees(f"{group}/relations")
    assert (told["since"], told["until"]) == (day(-9).isoformat(), day(9).isoformat())
    pilot = {"municipality": "4601", "place": "Utprøving", "mandate": "Til jul."}
    id = contact.does(f"{group}/nominations", pilot)["id"]
    refused(contact.post(f"/nominations/{id}/response", {"accept": True}), 409,
            rule="C12-14", reason="not_the_nominated")  # fmt: skip
    assert contact.sees(f"/nominations/{id}")["state"] == "proposed"
    decider = api.caller(Role.MUNICIPAL_DECIDER, BERGEN)
    decider.does(f"/nominations/{id}/response", {"accept": False})
    assert contact.sees(f"/nominations/{id}")["state"] == "declined"
