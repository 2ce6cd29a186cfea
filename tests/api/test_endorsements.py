"""The portfolio that the sector agreed on, and what municipalities work with."""

from __future__ import annotations

import pytest

from aggregates.kernel.act import Role
from tests.kit.http import KINN, Api, day, refused
from tests.kit.story import Story

PROFILE = {
    "key": "epj", "values": ["Visma Profil"], "source": "Bergen 26/77", "since": "2026-01-01"
}  # fmt: skip


@pytest.fixture(scope="module")
def story(api: Api) -> Story:
    return Story(api)


def test_a_version_holds_once_it_is_endorsed_and_not_before(story: Story) -> None:
    code, portfolio = story.solution(), "/portfolio/endorsement"
    proposal = {"solutions": [code, "kjernejournal"], "reason": "Etter høring 26/40"}
    story.owner.does(f"{portfolio}/proposals", proposal)
    seen = story.reader.sees(portfolio)
    assert seen["waiting"] == sorted(proposal["solutions"])
    assert code not in seen["solutions"]
    endorsed = {"number": 1, "deciding_body": "KommIT-rådet", "decision": "KommIT 14/26"}
    story.owner.does(f"{portfolio}/versions", endorsed)
    seen = story.reader.sees(portfolio)
    assert (seen["number"], seen["decision"], seen["waiting"]) == (1, "KommIT 14/26", None)
    assert code in seen["solutions"]
    assert story.reader.sees(portfolio, on=day(-1).isoformat())["number"] is None
    unknown = story.owner.post(f"{portfolio}/versions", endorsed | {"number": 7})
    refused(unknown, 409, rule="C02-02", reason="not_proposed")


def test_before_anything_is_proposed_nothing_is_endorsed(story: Story) -> None:
    seen = story.reader.sees("/portfolio/endorsement", as_of="2020-01-01")
    assert (seen["number"], seen["solutions"], seen["waiting"]) == (None, [], None)


def test_a_municipality_says_what_it_works_with_and_its_region_is_a_second_source(
    api: Api, story: Story
) -> None:
    path = "/municipalities/4601/technology"
    assert story.reader.sees(path)["keys"]["epj"]["known"] is None
    contact = api.caller(Role.REGIONAL_CONTACT)
    contact.does(path, PROFILE | {"values": ["Gerica"], "source": "Samtale"})
    receipt = story.bergen.does(path, PROFILE)
    epj = story.reader.sees(path)["keys"]["epj"]
    assert (epj["known"]["values"], epj["known"]["source_kind"]) == (
        ["Visma Profil"],
        "municipality",
    )
    assert (epj["region"]["values"], epj["differ"]) == (["Gerica"], True)
    found = story.reader.sees(
        "/technology", key="epj", value="visma profil", at_least=receipt["position"]
    )["items"]
    assert [row["source_kind"] for row in found] == ["municipality"]
    earlier = story.reader.sees("/technology", key="epj", on="2025-12-31")["items"]
    assert earlier == []


def test_another_municipality_says_nothing_of_what_this_one_works_with(
    api: Api, story: Story
) -> None:
    stranger = api.caller(Role.MUNICIPAL_DECIDER, KINN)
    response = stranger.post("/municipalities/4601/technology", PROFILE)
    assert refused(response, 403)["type"] == "/api/problems/not_theirs"
