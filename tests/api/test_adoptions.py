"""How far a municipality has come is told by itself, its region, or a measurement."""

from __future__ import annotations

from typing import Any

import pytest

from aggregates.kernel.act import Role
from tests.kit.http import BERGEN, NHN, OSLO, VESTLAND, Api, Caller, refused
from tests.kit.story import Story

MORE_OG_ROMSDAL = "310001503"
USED: dict[str, Any] = {
    "stage": "in_use", "reached_on": "2024-03", "precision": "month",
    "source": "Bergen 26/88", "evidence": "Brukes i hjemmetjenesten.",
}  # fmt: skip
LAPSED = {"on": "2025-10-01", "source": "Bergen 26/301", "evidence": "Avtalen er sagt opp."}
PILOT: dict[str, Any] = {
    "status": "pilot", "dated": "2024", "precision": "year", "evidence": "Pilotkommune",
    "source": "Programmet", "confidence": "high",
}  # fmt: skip
BENEFIT: dict[str, Any] = {
    "indicator": "Tid", "owner": "p-31",
    "baseline": {"value": 42, "unit": "minutter", "on": "2024-06-01"},
    "measured": {"value": 18, "unit": "minutter", "on": "2025-06-01"},
}  # fmt: skip


@pytest.fixture(scope="module")
def story(api: Api) -> Story:
    return Story(api)


@pytest.fixture
def bergen(api: Api) -> Caller:
    return api.caller(Role.MUNICIPAL_COORDINATOR, BERGEN)


def standing(story: Story, code: str, at_least: int) -> dict[str, Any]:
    """What the region board shows of Bergen and a solution."""
    board = story.reader.sees("/regions/46/board", solution=code, at_least=at_least)
    [row] = [each for each in board["items"] if each["municipality"]["number"] == "4601"]
    [found] = row["standings"]
    return dict(found)


@pytest.mark.parametrize("part", ["stages", "evidence", "lapses", "benefits"])
def test_nobody_tells_for_another_municipality_or_another_region(
    api: Api, story: Story, bergen: Caller, part: str
) -> None:
    code = story.solution()
    bodies = {"stages": USED, "evidence": PILOT, "lapses": LAPSED, "benefits": BENEFIT}
    head = api.store.head()
    refused(bergen.post(f"/municipalities/4621/adoptions/{code}/{part}", bodies[part]), 403)
    for body in (VESTLAND, OSLO):
        contact = api.caller(Role.REGIONAL_CONTACT, body)
        refused(contact.post(f"/municipalities/0301/adoptions/{code}/{part}", bodies[part]), 403)
    assert api.store.head() == head


@pytest.mark.parametrize(
    ("role", "body", "source"),
    [
        (Role.MUNICIPAL_DECIDER, BERGEN, "municipality"),
        (Role.REGIONAL_CONTACT, VESTLAND, "regional_contact"),
        (Role.SERVICE_PROVIDER, NHN, "measured"),
    ],
)
def test_whose_word_it_is_follows_from_the_role(
    api: Api, story: Story, role: Role, body: str, source: str
) -> None:
    code = story.solution()
    receipt = api.caller(role, body).does(f"/municipalities/4601/adoptions/{code}/stages", USED)
    shown = standing(story, code, receipt["position"])
    assert (shown["stage"], shown["source_kind"]) == ("in_use", source)


def test_a_report_does_not_change_what_was_measured(api: Api, story: Story, bergen: Caller) -> None:
    path = f"/municipalities/4601/adoptions/{story.solution()}/stages"
    api.caller(Role.SERVICE_PROVIDER, NHN).does(path, USED)
    refused(bergen.post(path, USED), 409, rule="C09-02", reason="use_is_measured")


def test_a_pilot_is_no_stage(story: Story, bergen: Caller) -> None:
    code = story.solution()
    receipt = bergen.does(f"/municipalities/4601/adoptions/{code}/evidence", PILOT)
    board = story.reader.sees("/regions/46/board", solution=code, at_least=receipt["position"])
    assert all(row["standings"] == [] for row in board["items"])


def test_use_goes_on_to_benefit_and_may_lapse(story: Story, bergen: Caller) -> None:
    code = story.solution()
    path = f"/municipalities/4601/adoptions/{code}"
    refused(bergen.post(f"{path}/benefits", BENEFIT), 404)
    bergen.does(f"{path}/stages", USED)
    later = BENEFIT | {"measured": BENEFIT["baseline"]}
    refused(bergen.post(f"{path}/benefits", later), 409, rule="I31", reason="measured_too_early")
    receipt = bergen.does(f"{path}/benefits", BENEFIT)
    assert standing(story, code, receipt["position"])["stage"] == "benefit_realised"
    receipt = bergen.does(f"{path}/lapses", LAPSED)
    assert standing(story, code, receipt["position"])["stage"] == "use_lapsed"


@pytest.mark.parametrize("when", ["2024-13", "24", "2024-3", "2024-03-01", "1850", "i fjor"])
def test_a_day_that_is_not_as_precise_as_it_says_is_refused(
    api: Api, story: Story, bergen: Caller, when: str
) -> None:
    path = f"/municipalities/4601/adoptions/{story.solution()}/stages"
    head = api.store.head()
    response = bergen.post(path, USED | {"reached_on": when})
    assert response.status_code in {409, 422}
    assert api.store.head() == head


@pytest.mark.rule("I33")
def test_what_is_told_of_a_municipality_that_was_is_taken_over_only_by_decision(
    api: Api, story: Story
) -> None:
    code, contact = story.solution(), api.caller(Role.REGIONAL_CONTACT, MORE_OG_ROMSDAL)
    told = USED | {"number_on": "2023-12-31", "reached_on": "2022-03"}
    contact.does(f"/municipalities/1507/adoptions/{code}/stages", told)
    path = f"/municipalities/1580/adoptions/{code}/inheritance"
    said = {"predecessor": "1507", "on": "2023-12-31", "inherits": True, "reason": "Likt system."}

    def stages(receipt: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
        board = story.reader.sees("/regions/15/board", solution=code, at_least=receipt["position"])
        return {
            row["municipality"]["number"]: (each["stage"], each["source_kind"])
            for row in board["items"]
            for each in row["standings"]
        }

    refused(
        contact.post(f"/municipalities/1505/adoptions/{code}/inheritance", said), 409,
        rule="I33", reason="not_a_successor",
    )  # fmt: skip
    assert stages(contact.does(path, said)) == {"1580": ("in_use", "inherited")}
    assert stages(contact.does(path, said | {"inherits": False})) == {"1580": (None, None)}
