"""Those who assess a solution find the criteria that it is judged by."""

from __future__ import annotations

from uuid import uuid4

from tests.kit.http import Api, day
from tests.kit.story import CRITERION, Story


def test_every_version_of_the_criteria_is_listed_with_how_far_it_has_come(api: Api) -> None:
    story = Story(api)
    name, listed = f"k-{uuid4().hex[:12]}", []
    receipt = story.owner.does(
        "/criteria-sets", {"name": name, "version": 1, "criteria": [CRITERION]}
    )
    path = f"/criteria-sets/{receipt['id']}"
    for step, body in (
        ("anchoring", {"decision": "Samstyring 3/26"}),
        ("publication", {"on": day(0).isoformat()}),
    ):
        listed.append(_phase(story, receipt["id"], receipt["position"]))
        receipt = story.owner.does(f"{path}/{step}", body)
    listed.append(_phase(story, receipt["id"], receipt["position"]))
    assert listed == ["draft", "anchored", "published"]


def test_an_assessment_shows_the_criteria_that_it_binds_to(api: Api) -> None:
    story = Story(api)
    code, criteria = story.solution(), story.criteria()
    asked = {"solution": code, "scope": {"level": "national"}, "criteria_set": criteria}
    passport = story.reader.sees(f"/readiness/{story.owner.does('/readiness', asked)['id']}")
    assert passport["criteria_set"] == criteria
    assert [each["id"] for each in passport["criteria"]] == passport["unmet"] == ["K1"]


def _phase(story: Story, id: str, position: int) -> str:
    listed = story.reader.sees("/criteria-sets", at_least=position, limit=500)["items"]
    (phase,) = [each["phase"] for each in listed if each["id"] == id]
    return str(phase)
