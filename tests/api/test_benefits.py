"""Benefits are expected until confirmed, studies are no stage, and published figures stay."""

from __future__ import annotations

from typing import Any

import pytest

from aggregates.adoption.activity import earlier, month_of
from aggregates.kernel.act import Role
from tests.api.test_use import RULE, measured, stage
from tests.kit.http import BERGEN, NHN, VESTLAND, Api, Caller, day, refused
from tests.kit.story import Story

CASE = {"indicator": "Tid", "kind": "time", "unit": "minutter", "target": 20, "owner": "p-31"}
BEFORE = {"value": 42, "on": "2024-06-01", "source": "Måling"}
AFTER = {"value": 18, "on": "2025-06-01", "source": "Måling"}


@pytest.fixture(scope="module")
def story(api: Api) -> Story:
    return Story(api)


@pytest.fixture
def bergen(api: Api) -> Caller:
    return api.caller(Role.MUNICIPAL_COORDINATOR, BERGEN)


def sees(story: Story, path: str, receipt: dict[str, Any], **query: Any) -> Any:
    return story.reader.sees(path, at_least=receipt["position"], **query)


@pytest.mark.rule("C09-08", "I31")
def test_a_benefit_is_expected_until_the_municipality_confirms_it(
    story: Story, bergen: Caller
) -> None:
    code = story.solution()
    stage(bergen, code, "4601", "in_use")
    id = bergen.does(f"/municipalities/4601/adoptions/{code}/benefit-cases", CASE)["id"]
    path = f"/benefit-cases/{id}"
    refused(bergen.post(f"{path}/confirmation"), 409, rule="I31", reason="baseline_missing")
    bergen.does(f"{path}/baseline", BEFORE)
    receipt = bergen.does(f"{path}/measurements", AFTER)
    shown = sees(story, f"/solutions/{code}/benefits", receipt)
    assert shown["tally"]["time"] == {"expected": 1, "confirmed": 0}
    receipt = bergen.does(f"{path}/confirmation")
    shown = sees(story, f"/solutions/{code}/benefits", receipt)
    assert shown["tally"]["time"] == {"expected": 0, "confirmed": 1}
    assert shown["tally"]["money"] == {"expected": 0, "confirmed": 0}
    [case] = shown["items"]
    assert (case["baseline"]["value"], case["measured"][-1]["value"]) == (42, 18)


@pytest.mark.rule("C09-10")
def test_a_study_changes_no_stage(story: Story) -> None:
    code = story.solution()
    study = {
        "title": "Effektstudie", "population": "12 sykehjem", "finding": "Kortere tid.",
        "limits": "Uten kontrollgruppe.", "source": "Rapport 3/25", "published": "2025-06-01",
        "strength": "low",
    }  # fmt: skip
    receipt = story.owner.does(f"/solutions/{code}/studies", study)
    [found] = sees(story, f"/solutions/{code}/studies", receipt)["items"]
    assert (found["criterion"], found["limits"]) == ("K2", "Uten kontrollgruppe.")
    nation = sees(story, f"/solutions/{code}/dashboard", receipt)["item"]["nation"]
    assert nation["stages"]["unknown"] == nation["municipalities"]


@pytest.mark.rule("C10-09")
def test_evidence_has_a_strength_which_the_passport_and_the_board_show(story: Story) -> None:
    code = story.ready()
    study: dict[str, Any] = {
        "title": "Effektstudie", "population": "12 sykehjem", "finding": "Kortere tid.",
        "limits": "Uten kontrollgruppe.", "source": "Rapport 3/25", "published": "2025-06-01",
        "partners": [NHN],
    }  # fmt: skip
    path = f"/solutions/{code}/studies"
    refused(story.owner.post(path, study), 409, rule="C10-09", reason="strength_missing")
    stranger = study | {"strength": "low", "partners": ["999999999"]}
    assert story.owner.post(path, stranger).status_code == 404
    receipt = story.owner.does(path, study | {"strength": "low"})
    graded = {"strength": "moderate", "reason": "Bekreftet av to til."}
    receipt = story.owner.does(f"/studies/{receipt['id']}/grade", graded)
    [shown] = sees(story, f"/passports/{code}/national", receipt)["studies"]
    assert (shown["strength"], shown["partners"]) == ("moderate", [NHN])
    rows = sees(story, "/portfolio/board", receipt)["items"]
    [row] = [each for each in rows if each["solution"]["id"] == code]
    assert row["evidence"] == {"moderate": 1}


@pytest.mark.rule("C09-13")
def test_the_categories_of_the_report_hold_until_others_are_published(story: Story) -> None:
    before = story.reader.sees("/welfare-categories")
    assert len(before["categories"]) == 4 or before["version"] > 0
    said = {"categories": [{"code": "tilsyn", "name": "Tilsyn"}], "decision": "KS 26/208"}
    story.owner.does("/welfare-categories", said)
    after = story.reader.sees("/welfare-categories")
    assert after["categories"] == said["categories"]
    assert after["version"] >= 1


@pytest.mark.rule("I34")
def test_published_figures_stay_as_published_when_the_rule_changes(api: Api, story: Story) -> None:
    code, nhn = story.solution(), api.caller(Role.SERVICE_PROVIDER, NHN)
    stage(nhn, code, "4601", "in_use")
    last = earlier(month_of(day(0)), 1)
    nhn.does(f"/solutions/{code}/use", measured("b-1", ("4601", last, 8)))
    path, said = f"/solutions/{code}/published-figures", {"as_of": day(0).isoformat()}
    figures = []
    for threshold in (5, 10):
        receipt = story.owner.does(f"/solutions/{code}/use-rule", RULE | {"threshold": threshold})
        sees(story, f"/solutions/{code}/use-rules", receipt)
        receipt = story.owner.does(path, said)
        refused(story.owner.post(path, said), 409, rule="I34", reason="published_already")
        figures = sees(story, path, receipt)["items"]
    assert [(each["use_rule"], each["introduced"], each["active"]) for each in figures] == [
        (1, 1, 1), (2, 1, 0),
    ]  # fmt: skip


@pytest.mark.rule("C09-11")
def test_only_a_pilot_with_a_beginning_can_be_stuck_and_none_that_got_beyond_it(
    api: Api, story: Story
) -> None:
    code, contact = story.solution(), api.caller(Role.REGIONAL_CONTACT, VESTLAND)
    pilot = {
        "status": "pilot", "precision": "year", "evidence": "Pilotkommune",
        "source": "Programmet", "confidence": "high",
    }  # fmt: skip
    for number, dated in (("4601", "2022"), ("4602", "2022"), ("4621", None)):
        said = pilot | ({"dated": dated} if dated else {"precision": "unknown"})
        contact.does(f"/municipalities/{number}/adoptions/{code}/evidence", said)
    receipt = stage(contact, code, "4602", "in_use")
    shown = sees(story, f"/solutions/{code}/stuck-pilots", receipt, months=12)["item"]
    assert [each["municipality"]["number"] for each in shown["items"]] == ["4601"]
    assert shown["months"] == 12
    assert (
        sees(story, f"/solutions/{code}/stuck-pilots", receipt, months=600)["item"]["items"] == []
    )


@pytest.mark.rule("I29")
def test_who_remains_has_a_reason_a_contact_and_a_next_step_and_silence_is_no_reason(
    story: Story,
) -> None:
    code = story.ready()
    run = story.open(code)
    declining, silent = story.invited(run), story.invited(run, "4602")
    said = {"answer": "decline", "basis_version": 1, "level": "kommunedirektor"}
    receipt = story.bergen.does(f"/participations/{declining}/decision", said)
    assert silent
    rows = sees(story, f"/solutions/{code}/remaining", receipt)["item"]["by_rows"]
    left = {each["municipality"]["number"]: each for each in rows["left"]}
    assert len(left) == 357
    assert (left["4601"]["reason"], left["4601"]["said_by"]) == ("decline", "municipality")
    assert left["4601"]["next_step"] == "await_own_wish"
    assert (left["4602"]["reason"], left["4602"]["next_step"]) == (None, "await_answer")
    assert (left["0301"]["reason"], left["0301"]["next_step"]) == (None, "invite")


def test_the_portfolio_board_shows_what_lacks_and_what_remains(story: Story) -> None:
    code = story.solution()
    assessed = story.assessed(code)
    receipt = story.owner.does(f"/solutions/{code}/phase", {"phase": "paused", "decision": "KS 1"})
    assert assessed
    rows = sees(story, "/portfolio/board", receipt)["items"]
    [row] = [each for each in rows if each["solution"]["id"] == code]
    assert row["paused"]
    assert row["gaps"] == {"national": []}
    assert (row["target"], row["reached"], row["remaining"], row["unknown"]) == (357, 0, 357, 357)
    assert row["by_figures"] is None


@pytest.mark.rule("I29")
def test_the_portfolio_board_shows_the_ambition_and_what_remains_of_it(story: Story) -> None:
    rows = story.reader.sees("/portfolio/board", on="2024-01-01")["items"]
    [row] = [each for each in rows if each["solution"]["id"] == "kjernejournal"]
    left = story.reader.sees("/solutions/kjernejournal/remaining", on="2024-01-01")["item"]
    assert row["by_figures"] == left["by_figures"]
    assert row["by_figures"]["remaining"]["value"] == 93
    assert row["remaining"] == row["target"] - row["reached"] == len(left["by_rows"]["left"])


@pytest.mark.rule("C09-11", "C02-10")
def test_a_pilot_that_was_accepted_counts_from_its_start_until_it_ends(story: Story) -> None:
    code = story.solution()
    nominated = {"municipality": "4601", "reason": "Vil prøve."}
    receipt = story.owner.does(f"/solutions/{code}/pilots", nominated)
    shown = sees(story, f"/solutions/{code}/stuck-pilots", receipt, months=12)["item"]
    assert shown["items"] == []
    pilot = receipt["id"]
    accepted = {"level": "kommunedirektor", "on": "2022-03-01"}
    receipt = story.bergen.does(f"/pilots/{pilot}/acceptance", accepted)

    def stuck(months: int, **on: str) -> list[tuple[str, str]]:
        path = f"/solutions/{code}/stuck-pilots"
        found = sees(story, path, receipt, months=months, **on)["item"]["items"]
        return [(each["municipality"]["number"], each["begun"]) for each in found]

    assert (stuck(12), stuck(600)) == ([("4601", "2022-03-01")], [])
    ended = {"outcome": "Gikk i drift hos andre.", "on": "2024-05-01"}
    receipt = story.owner.does(f"/pilots/{pilot}/ending", ended)
    assert stuck(12) == []
    assert stuck(12, on="2024-04-30") == [("4601", "2022-03-01")]
