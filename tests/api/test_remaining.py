"""Why somebody has not introduced it: its own answer, and beside it what its contact knows."""

from __future__ import annotations

from typing import Any

import pytest

from aggregates.kernel.act import Role
from tests.kit.http import BERGEN, GROUP, KINN, KS, VESTLAND, Api, Caller, refused
from tests.kit.story import Story

SECRET = "Venter på ny avtale om journalsystem."
WHY = "Planlegging av løpet"


@pytest.fixture(scope="module")
def story(api: Api) -> Story:
    return Story(api)


def noted(api: Api, code: str, number: str = "4601") -> dict[str, Any]:
    contact = api.caller(Role.REGIONAL_CONTACT, VESTLAND)
    return contact.does(f"/municipalities/{number}/notes", {"solution": code, "text": SECRET})


def left(
    caller: Caller, path: str, receipt: dict[str, Any], number: str = "4601", **query: Any
) -> dict[str, Any]:
    """One municipality of the remaining list, or of whom a run is for."""
    item = caller.sees(path, at_least=receipt["position"], **query)["item"]
    rows = item["municipalities"] if "municipalities" in item else item["by_rows"]["left"]
    [found] = [each for each in rows if each["municipality"]["number"] == number]
    return dict(found)


def frozen(story: Story, code: str) -> str:
    """A run with its population frozen, and its path."""
    run = story.proposed(code)
    story.leader.does(f"/runs/{run}/population", {"as_of": "2024-02-16"})
    return f"/runs/{run}/population"


@pytest.mark.rule("C06-09", "C23-09")
@pytest.mark.parametrize("run", [True, False], ids=["population", "remaining"])
def test_what_the_contact_knows_stands_beside_the_municipalitys_own_answer_and_is_labelled(
    api: Api, story: Story, run: bool
) -> None:
    code = story.ready()
    declining = story.invited(story.open(code))
    path = frozen(story, code) if run else f"/solutions/{code}/remaining"
    said = {"answer": "decline", "basis_version": 1, "level": "kommunedirektor"}
    story.bergen.does(f"/participations/{declining}/decision", said)
    receipt = noted(api, code)
    row = left(story.bergen, path, receipt)
    assert (row["reason"], row["said_by"]) == ("decline", "municipality")
    [insight] = row["insights"]
    assert (insight["label"], insight["said_by"]) == ("kontaktens innsikt", "regional_kontakt")
    assert (insight["text"], insight["withheld"]) == (SECRET, None)
    assert left(story.bergen, path, receipt, "4602")["insights"] == []


@pytest.mark.rule("C06-09", "C23-09")
def test_its_region_and_ks_read_an_insight_for_a_purpose_and_that_is_recorded(
    api: Api, story: Story
) -> None:
    code = story.solution()
    path, receipt = frozen(story, code), noted(api, code)
    for reader in (api.caller(Role.REGIONAL_CONTACT, VESTLAND), story.owner, story.reader):
        [closed] = left(reader, path, receipt)["insights"]
        assert (closed["text"], closed["withheld"]) == (None, "14")
        head = api.store.head()
        [whole] = left(reader, path, receipt, purpose=WHY)["insights"]
        assert whole["text"] == SECRET
        [reading] = [e for e in api.store.read(head, 10) if e.topic == "reading.noted"]
        assert receipt["id"].encode() in reading.state


@pytest.mark.rule("C06-09", "C23-09")
@pytest.mark.parametrize(
    ("role", "body"),
    [
        (Role.REGIONAL_CONTACT, "310005002"), (Role.MUNICIPAL_DECIDER, KINN),
        (Role.COORDINATING_GROUP, GROUP), (Role.ROLLOUT_LEADER, KS),
    ],
    ids=str,
)  # fmt: skip
def test_nobody_else_reads_an_insight_for_any_purpose(
    api: Api, story: Story, role: Role, body: str
) -> None:
    code = story.solution()
    receipt = noted(api, code)
    for path in (frozen(story, code), f"/solutions/{code}/remaining"):
        [insight] = left(api.caller(role, body), path, receipt, purpose=WHY)["insights"]
        assert (insight["text"], insight["withheld"]) == (None, "14")
        assert insight["label"] == "kontaktens innsikt"


@pytest.mark.rule("C06-09")
def test_an_insight_is_shown_as_it_was_corrected_and_one_about_another_solution_is_not(
    api: Api, story: Story
) -> None:
    code, other = story.solution(), story.solution()
    receipt = noted(api, code)
    contact = api.caller(Role.REGIONAL_CONTACT, VESTLAND)
    after = contact.does(f"/notes/{receipt['id']}/correction", {"text": "Avtalen er inngått."})
    bergen = api.caller(Role.MUNICIPAL_COORDINATOR, BERGEN)
    [insight] = left(bergen, f"/solutions/{code}/remaining", after)["insights"]
    assert insight["text"] == "Avtalen er inngått."
    assert left(bergen, f"/solutions/{other}/remaining", after)["insights"] == []


@pytest.mark.rule("C06-09", "I29")
def test_whom_a_run_is_for_are_rows_as_of_the_day_on_which_it_was_frozen(
    api: Api, story: Story
) -> None:
    code = story.solution()
    coordinator = api.caller(Role.MUNICIPAL_COORDINATOR, BERGEN)
    stage = {
        "stage": "technically_introduced", "reached_on": "2023-03", "precision": "month",
        "source": "NHN", "evidence": "Oppkoblet",
    }  # fmt: skip
    coordinator.does(f"/municipalities/4601/adoptions/{code}/stages", stage)
    path = frozen(story, code)
    page = story.reader.sees(path, at_least=api.store.head())["item"]
    numbers = {each["municipality"]["number"] for each in page["municipalities"]}
    assert (page["as_of"], page["target"], len(numbers)) == ("2024-02-16", 357, 356)
    assert "4601" not in numbers
    refused(story.reader.get(f"/runs/{story.proposed(code)}/population"), 404)
