"""What municipalities state beside their answers, and everything that is held of them."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from aggregates.deeds.commitments import make_checklist
from aggregates.kernel.act import Role
from aggregates.tasks.notice import Notice
from log.log import Log, founding
from log.opening import open_store
from tests.kit.http import BERGEN, KINN, KS, NHN, VESTLAND, Api, Caller, day, refused
from tests.kit.runs import SYSTEM
from tests.kit.story import Story, join
from tests.services.past import done

AGREEMENTS = {
    "agreements": [
        {"id": "ks", "name": "Avtale med KS", "counterpart": KS},
        {"id": "epj", "name": "Avtale med leverandøren"},
    ],
    "source": "S3 L277",
}  # fmt: skip
WEIGHED = {"benefit": "Stor hemmelig gevinst.", "capacity": "Lite folk."}
HERE = "/municipalities/4601"


@pytest.fixture(scope="module")
def story(api: Api) -> Story:
    return Story(api)


@pytest.fixture(scope="module")
def coordinator(api: Api) -> Caller:
    return api.caller(Role.MUNICIPAL_COORDINATOR, BERGEN)


def seen(story: Story, api: Api, path: str, who: Caller | None = None, **query: Any) -> Any:
    return (who or story.reader).sees(path, at_least=api.store.head(), **query)


def obliged(story: Story, since: str = "2022-07-01") -> str:
    """A solution that a municipal emergency clinic is obliged to use."""
    code = story.solution()
    duty = {"actor": "kommunal_legevakt", "duty": "use", "since": since,
            "legal_source": "Forskrift 22.12.2021"}  # fmt: skip
    story.owner.does(f"/solutions/{code}/obligations", duty)
    return code


def plan(code: str, **instead: str) -> dict[str, str]:
    said = {"solution": code, "actor": "kommunal_legevakt", "plan": "I vår."}
    return said | {"ready_by": day(90).isoformat()} | instead


@pytest.mark.rule("I06", "C07-11")
def test_plans_under_duty_and_voluntary_answers_are_never_added_up(api: Api, story: Story) -> None:
    code = story.ready()
    duty = {"actor": "kommunal_legevakt", "duty": "use", "since": "2022-07-01",
            "legal_source": "Forskrift 22.12.2021"}  # fmt: skip
    story.owner.does(f"/solutions/{code}/obligations", duty)
    run = story.open(code)
    story.invited(run, "4602")
    story.joined(story.invited(run))
    story.bergen.does(f"{HERE}/fulfilments", plan(code))
    story.bergen.does(f"{HERE}/intentions", {"solution": code, "document": "Sak 26/1"})
    assert seen(story, api, f"/solutions/{code}/commitments")["item"] == {
        "voluntary": {"join": 1, "unanswered": 1},
        "under_duty": {"kommunal_legevakt": 1},
        "intentions": {"given": 1},
    }


@pytest.mark.rule("I06", "C07-11")
def test_what_is_said_of_a_run_under_a_duty_is_not_counted_as_voluntary(
    api: Api, story: Story
) -> None:
    code = story.ready()
    run = story.open(code)
    story.invited(run, "4602")
    invited = story.invited(run)
    duty = {"actor": "kommune", "duty": "use", "since": day(0).isoformat(),
            "legal_source": "Forskrift"}  # fmt: skip
    story.owner.does(f"/solutions/{code}/obligations", duty)
    refused(
        story.bergen.post(f"/participations/{invited}/decision", join()), 409,
        rule="C07-11", reason="plan_first",
    )  # fmt: skip
    story.bergen.does(f"{HERE}/fulfilments", plan(code, actor="kommune"))
    story.joined(invited)
    shown = seen(story, api, f"/solutions/{code}/commitments")["item"]
    assert (shown["voluntary"], shown["under_duty"]) == ({}, {"kommune": 1})


@pytest.mark.rule("I06", "C02-08")
def test_who_is_under_no_duty_plans_no_fulfilment(story: Story) -> None:
    code = obliged(story)
    other = plan(code, actor="kommunal_omsorg")
    refused(story.bergen.post(f"{HERE}/fulfilments", other), 409, rule="I06", reason="no_duty")
    known = story.reader.sees(f"/solutions/{code}/obligations", on="2022-06-30")["duties"]
    assert [(each["actor"], each["standing"]) for each in known] == [("kommunal_legevakt", False)]
    ending = {"actor": "kommunal_legevakt", "duty": "use", "until": day(0).isoformat(),
              "legal_source": "Forskrift"}  # fmt: skip
    story.owner.does(f"/solutions/{code}/obligations/endings", ending)
    refused(story.bergen.post(f"{HERE}/fulfilments", plan(code)), 409, rule="I06", reason="no_duty")
    assert story.reader.sees(f"/solutions/{story.solution()}/obligations")["duties"] == []


@pytest.mark.rule("I07")
def test_an_intention_stands_beside_the_answers_until_it_is_withdrawn(
    api: Api, story: Story
) -> None:
    code = story.solution()
    said = {"solution": code, "document": "Sak 26/41", "until": day(200).isoformat()}
    id = story.bergen.does(f"{HERE}/intentions", said)["id"]
    story.owner.does(f"/intentions/{id}/confirmation")
    stated = seen(story, api, f"{HERE}/commitments")["item"]["stated"]
    assert [each["status"] for each in stated if each["id"] == id] == ["confirmed"]
    story.bergen.does(f"/intentions/{id}/withdrawal", {})
    refused(
        story.bergen.post(f"/intentions/{id}/fulfilment", {"evidence": "I bruk."}), 409,
        rule="I07", reason="stands_no_more",
    )  # fmt: skip


@pytest.mark.rule("C07-09")
def test_missing_anchoring_is_a_warning_and_a_block_where_the_municipality_chose_it(
    api: Api, story: Story, coordinator: Caller
) -> None:
    code = story.ready()
    asked = {"sectors": ["oppvekst", "helse"], "source": "S3 L419"}
    story.owner.does(f"/solutions/{code}/requirements/sectors", asked)
    assert story.reader.sees(f"/solutions/{code}/requirements")["sectors"] == ["helse", "oppvekst"]
    invited = story.invited(story.open(code))
    story.bergen.does(f"{HERE}/anchoring/choice", {"matter": code, "required": True})
    refused(
        story.bergen.post(f"/participations/{invited}/decision", join()), 409,
        rule="C07-09", reason="anchoring_missing",
    )  # fmt: skip
    story.bergen.does(f"{HERE}/anchoring/choice", {"matter": code, "required": False})
    story.joined(invited)
    stated = {"solution": code, "sector": "helse", "leader": "kommunalsjef", "informed": True}
    coordinator.does(f"{HERE}/anchoring", stated)
    page = seen(story, api, f"{HERE}/commitments")["item"]
    assert page["missing"][code] == ["oppvekst"]


@pytest.mark.rule("C07-10")
def test_an_own_assessment_is_private_until_it_is_shared(
    api: Api, story: Story, coordinator: Caller
) -> None:
    code = story.solution()
    coordinator.does(f"{HERE}/assessments", WEIGHED | {"solution": code})
    contact = api.caller(Role.REGIONAL_CONTACT, VESTLAND)
    own, trail = f"{HERE}/assessments", f"{HERE}/trail?limit=500"

    def read(who: Caller, path: str) -> str:
        return str(seen(story, api, path, who, purpose="Råd til kommunen")["items"])

    for path in (own, trail):
        assert "hemmelig" in read(story.bergen, path)
        for who in (story.owner, contact, story.reader):
            assert "hemmelig" not in read(who, path)
    story.bergen.does(f"{HERE}/assessments/sharing", {"solution": code, "shared": True})
    assert "hemmelig" in read(contact, own)
    assert "hemmelig" not in str(seen(story, api, own, contact)["items"])
    story.bergen.does(f"{HERE}/assessments/sharing", {"solution": code, "shared": False})
    assert "hemmelig" not in read(story.owner, own)


@pytest.mark.rule("C07-01", "C19-01", "I05")
def test_the_decision_page_is_one_frozen_version_with_prices_passport_and_neighbours(
    api: Api, story: Story
) -> None:
    code = story.ready()
    prices = {
        "year": day(0).year, "total": 100, "decided_by": "HOD", "document": "Brev",
        "shares": [{"payer": "kommuner", "part": "fixed", "amount": 100}],
    }  # fmt: skip
    story.owner.does(f"/solutions/{code}/prices", prices)
    run = story.open(code)
    later = prices | {"year": day(0).year + 1, "total": 200}
    later["shares"] = [{"payer": "kommuner", "part": "fixed", "amount": 200}]
    story.owner.does(f"/solutions/{code}/prices", later)
    refused(
        story.owner.post(f"/solutions/{code}/prices", prices | {"document": "Annet"}), 409,
        rule="C19-01", reason="adopted_already",
    )  # fmt: skip
    page = seen(story, api, f"/runs/{run}/basis/1", number="4601")["item"]
    assert set(page["basis"]["parts"]) >= {"prerequisites", "resources"}
    assert (page["newest"], page["basis"]["version"]) == (1, 1)
    assert [each["total"] for each in page["prices"]] == [100]
    passport = story.reader.sees(page["passport"].removeprefix("/api"))
    assert passport["ready"]
    assert page["readiness"].startswith(f"readiness/{passport['id']}@")
    neighbours = {each["number"]: each["stage"] for each in page["neighbours"]}
    assert "4601" not in neighbours
    assert neighbours["4602"] is None
    refused(story.reader.get(f"/runs/{run}/basis/2"), 404)
    anew = {"text": "Annen kostnad.", "sources": ["HOD"], "dated": day(0).isoformat()}
    match = story.leader.get(f"/runs/{run}/basis").headers["etag"]
    response = story.leader.put(f"/runs/{run}/basis/cost_and_capacity", anew, if_match=match)
    assert response.status_code == 200, response.text
    story.leader.does(f"/runs/{run}/basis/freezing")
    told = {
        version: [
            each["total"]
            for each in seen(story, api, f"/runs/{run}/basis/{version}")["item"]["prices"]
        ]
        for version in (1, 2)
    }
    assert told == {1: [100], 2: [100, 200]}


@pytest.mark.rule("C07-01", "C03-07", "C03-14")
def test_a_region_that_national_readiness_covers_is_shown_the_national_passport(
    api: Api, story: Story
) -> None:
    code = story.solution()
    run = story.proposed(code, "regional:46")
    story.basis(run)
    page = seen(story, api, f"/runs/{run}/basis/1")["item"]
    assert (page["readiness"], page["passport"]) == (None, None)
    decision = {"ready": True, "reason": "Tilrådd og dokumentert."}
    story.owner.does(f"/readiness/{story.assessed(code)}/declaration", decision)
    page = seen(story, api, f"/runs/{run}/basis/1")["item"]
    assert (page["readiness"], page["passport"]) == (None, f"/api/passports/{code}/national")


@pytest.mark.rule("C07-12")
def test_the_municipality_ticks_its_agreements_and_the_counterpart_confirms(
    api: Api, story: Story, coordinator: Caller
) -> None:
    code = story.ready()
    story.owner.does(f"/solutions/{code}/requirements/agreements", AGREEMENTS)
    invited = story.invited(story.open(code))
    story.joined(invited)
    with Log(open_store(api.url)) as log:
        making = partial(make_checklist, participation=UUID(invited))
        asyncio.run(done(log, SYSTEM, making))
    ticks = f"/participations/{invited}/checklist/ticks"
    id = coordinator.does(ticks, {"agreement": "ks", "signed_on": day(0).isoformat()})["id"]
    provider = api.caller(Role.SERVICE_PROVIDER, NHN)
    refused(
        provider.post(f"/checklists/{id}/confirmations", {"agreement": "ks"}), 409,
        rule="C07-12", reason="not_the_counterpart",
    )  # fmt: skip
    story.owner.does(f"/checklists/{id}/confirmations", {"agreement": "ks"})
    stated = seen(story, api, f"{HERE}/commitments")["item"]["stated"]
    [listed] = [each for each in stated if each["id"] == id]
    assert listed["status"] == "open"
    told = {name: (bool(e["signed_on"]), e["confirmed"]) for name, e in listed["facts"].items()}
    assert told == {"ks": (True, True), "epj": (False, False)}
    coordinator.does(ticks, {"agreement": "epj", "signed_on": day(0).isoformat()})
    stated = seen(story, api, f"{HERE}/commitments")["item"]["stated"]
    assert [each["status"] for each in stated if each["id"] == id] == ["complete"]


@pytest.mark.rule("I68", "C23-09")
def test_a_municipality_sees_everything_that_is_held_of_it_also_what_others_noted(
    api: Api, story: Story
) -> None:
    code = story.ready()
    invited = story.invited(story.open(code))
    contact = api.caller(Role.REGIONAL_CONTACT, VESTLAND)
    contact.does(f"{HERE}/notes", {"text": "Venter på ny journal."})
    story.bergen.does(f"{HERE}/assessments", WEIGHED | {"solution": code})
    page = seen(story, api, f"{HERE}/everything", story.bergen, limit=500)
    assert "Venter på ny journal." in str(page["notes"])
    assert "hemmelig" in str(page["assessments"])
    assert invited in {each["id"] for each in page["participations"]}
    trail = seen(story, api, f"{HERE}/trail", story.bergen, limit=500)
    assert [each["position"] for each in page["events"]] == [
        each["position"] for each in trail["items"]
    ]
    assert not [each for each in page["events"] if each["withheld"]]
    problem = refused(api.caller(Role.MUNICIPAL_DECIDER, KINN).get(f"{HERE}/everything"), 403)
    assert problem["type"] == "/api/problems/other_body"


@pytest.mark.rule("I68", "C22-03")
def test_what_is_sent_to_its_organisation_and_what_names_it_among_others_is_held_of_it(
    api: Api, story: Story
) -> None:
    run = story.proposed(story.ready())
    survey = {
        "questions": ["Hvor langt?"], "municipalities": ["4601", "4602"],
        "deadline": day(9).isoformat(),
    }  # fmt: skip
    story.leader.does(f"/runs/{run}/survey", survey)
    sending = founding(
        Notice.send, about=UUID(run), to=[{"role": None, "body": BERGEN}],
        subject_key="need_answered", facts={"answer": "solved"},
    )  # fmt: skip
    with Log(open_store(api.url)) as log:
        asyncio.run(done(log, SYSTEM, sending))
    page = seen(story, api, f"{HERE}/everything", story.bergen, limit=500)
    assert ("need_answered", run) in {(each["subject"], each["about"]) for each in page["work"]}
    assert "survey.opened" in {each["event"] for each in page["events"]}


@pytest.mark.rule("I68")
def test_everything_that_is_held_comes_in_pages(api: Api, story: Story) -> None:
    story.invited(story.open(story.ready()))
    whole = seen(story, api, f"{HERE}/everything", story.bergen, limit=500)["events"]
    first = seen(story, api, f"{HERE}/everything", story.bergen, limit=1)
    assert first["events"] == whole[:1]
    second = seen(story, api, f"{HERE}/everything", story.bergen, limit=1, after=first["next"])
    assert second["events"] == whole[1:2]


@pytest.mark.rule("C01-06")
def test_an_administrator_sees_what_waits_for_a_function_in_its_own_organisation(
    api: Api, story: Story
) -> None:
    run = story.open(story.ready())
    administrator = api.caller(Role.ADMINISTRATOR, KS)
    path = f"/organisations/{KS}/orphans"
    waiting = seen(story, api, path, administrator, function="innforingsleder")["item"]
    assert run in {each["id"] for each in waiting["runs"]}
    assert seen(story, api, path, administrator, function="revisor")["item"]["runs"] == []
    refused(api.caller(Role.ADMINISTRATOR, NHN).get(path), 403)


@pytest.mark.rule("C07-01", "C19-01")
def test_the_draft_shows_what_is_proposed_of_prices_and_nothing_else_is_confirmed(
    api: Api, story: Story
) -> None:
    run = story.open(story.ready())
    shown = story.reader.sees(f"/runs/{run}/basis")
    assert (shown["outdated"], shown["proposed"]) == (None, [])
    refused(
        story.leader.post(f"/runs/{run}/basis/cost/confirmation"), 409, rule="C07-01",
        reason="nothing_proposed",
    )  # fmt: skip
