"""Shared material: one maintainer, versions that stay, and copies that are a municipality's own."""

from __future__ import annotations

from typing import Any

import pytest

from aggregates.kernel.act import Role
from tests.kit.http import KINN, NHN, PROGRAMME, Api, day, refused
from tests.kit.story import Story

NEW = {"change_note": "Første versjon.", "to_do": "Fyll ut kapittel 3."}


@pytest.fixture(scope="module")
def story(api: Api) -> Story:
    return Story(api)


def published(story: Story, *types: str) -> str:
    """The code of a solution whose material of these types is valid, maintained by NHN."""
    code = story.solution()
    for type in types:
        draft = {"type": type, "title": type, "reference": f"NHN 26/{type}", "made_with": ["4601"]}
        story.programme.does(f"/solutions/{code}/material", draft)
        if type == types[0]:
            by = {"maintainer": NHN, "review_on": day(300).isoformat()}
            story.owner.does(f"/solutions/{code}/material/maintainer", by)
        story.programme.does(f"/solutions/{code}/material/{type}/versions/1/publication", NEW)
    return code


def test_what_is_missing_is_shown_beside_what_there_is(story: Story) -> None:
    code = published(story, "ros", "dpia")
    seen = story.reader.sees(f"/solutions/{code}/material")
    assert (seen["maintainer"], seen["complete"], seen["review_overdue"]) == (NHN, False, False)
    assert len(seen["missing"]) == 5
    assert seen["types"]["ros"]["versions"][0]["to_do"] == NEW["to_do"]


def test_only_who_maintains_it_publishes_and_withdraws(api: Api, story: Story) -> None:
    code = published(story, "ros")
    path = f"/solutions/{code}/material/ros/versions/1"
    response = story.owner.post(f"{path}/withdrawal", {"reason": "Feil."})
    refused(response, 409, rule="I17", reason="not_the_maintainer")
    story.programme.does(f"{path}/withdrawal", {"reason": "Feil rettsgrunnlag."})
    seen = story.reader.sees(f"/solutions/{code}/material")["types"]["ros"]
    assert (seen["valid"], seen["versions"][0]["status"]) == (None, "withdrawn")
    story.programme.does(
        f"/solutions/{code}/material/review",
        {"finding": "Ny versjon trengs.", "review_on": day(400).isoformat()},
    )


def test_a_national_dpia_leaves_the_municipalitys_own_not_started(api: Api, story: Story) -> None:
    code = published(story, "dpia")
    path, own = f"/solutions/{code}/material/dpia/copy", f"/municipalities/4601/material/{code}"

    def status() -> dict[str, Any]:
        told: dict[str, Any] = story.bergen.sees(own)["types"]["dpia"]
        return told

    assert (status()["status"], status()["newer"]) == ("not_started", 1)
    story.bergen.does(path)
    assert (status()["status"], status()["newer"]) == ("begun", None)
    template = story.bergen.post(f"{path}/completion", {"document": "NHN 26/dpia"})
    refused(template, 409, rule="I16", reason="national_template")
    story.bergen.does(f"{path}/completion", {"document": "Bergen 26/512"})
    assert status()["status"] == "completed"


def test_a_copy_is_for_the_municipality_itself_until_it_shares_it(api: Api, story: Story) -> None:
    code = published(story, "ros")
    path = f"/solutions/{code}/material/ros/copy"
    story.bergen.does(path)
    receipt = story.bergen.does(f"{path}/completion", {"document": "Bergen 26/513"})
    kinn = api.caller(Role.MUNICIPAL_DECIDER, KINN)
    refused(kinn.get(f"/municipalities/4601/material/{code}"), 403)
    trail = kinn.sees(f"/trail/{receipt['id']}", at_least=receipt["position"])["items"]
    assert {each["withheld"] for each in trail} == {"14"}
    assert "26/513" not in str(trail)
    own = story.bergen.sees(f"/trail/{receipt['id']}")["items"]
    assert own[-1]["about"]["document"] == "Bergen 26/513"
    seen = kinn.sees(f"/solutions/{code}/material")["types"]["ros"]
    assert (seen["copies"], seen["shared"]) == (1, [])
    story.bergen.does(f"{path}/sharing")
    [shared] = kinn.sees(f"/solutions/{code}/material")["types"]["ros"]["shared"]
    assert shared["document"] == "Bergen 26/513"


def test_an_error_report_is_open_until_it_is_answered(story: Story) -> None:
    code = published(story, "ros")
    error = {"version": 1, "text": "Kapittel 2 viser til gammel lov."}
    receipt = story.bergen.does(f"/solutions/{code}/material/ros/errors", error)

    def open_ones(at_least: int) -> list[str]:
        page = story.reader.sees("/material-errors", solution=code, open="true", at_least=at_least)
        return [each["id"] for each in page["items"]]

    assert open_ones(receipt["position"]) == [receipt["id"]]
    path = f"/material-errors/{receipt['id']}/answer"
    refused(
        story.owner.post(path, {"answer": "Rettet."}), 409,
        rule="C04-06", reason="not_the_maintainer",
    )  # fmt: skip
    answered = story.programme.does(path, {"answer": "Rettet.", "corrected_in": 2})
    assert open_ones(answered["position"]) == []


def test_a_run_shows_what_has_been_withdrawn_since_it_was_attached(story: Story) -> None:
    code = published(story, "ros")
    run = story.proposed(code)
    story.leader.does(f"/runs/{run}/material", {"type": "ros", "version": 1})
    path = f"/solutions/{code}/material/ros/versions/1/withdrawal"
    story.programme.does(path, {"reason": "Feil rettsgrunnlag."})
    assert story.reader.sees(f"/runs/{run}/material") == [
        {"solution": code, "type": "ros", "version": 1, "withdrawn": True}
    ]
    other = story.leader.post(
        f"/runs/{story.proposed(code)}/material", {"type": "ros", "version": 1}
    )
    refused(other, 409, rule="C04-07", reason="not_valid")


def test_a_programme_does_not_end_while_it_maintains(api: Api, story: Story) -> None:
    code = published(story, "ros")
    path = f"/solutions/{code}/material/maintainer"
    review = day(300).isoformat()
    story.owner.does(path, {"maintainer": PROGRAMME, "review_on": review, "reason": "Pågår."})
    ending = {"on": day(30).isoformat(), "successor": NHN}
    response = story.owner.post(f"/organisations/{PROGRAMME}/ending", ending)
    refused(response, 409, rule="I17", reason="still_maintains")
