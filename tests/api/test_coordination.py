from __future__ import annotations

from typing import Any

import pytest

from aggregates.kernel.act import Role
from aggregates.runs.tracks import QUESTIONS
from tests.kit.http import NHN, VESTLAND, Api, day, refused
from tests.kit.story import Story

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
