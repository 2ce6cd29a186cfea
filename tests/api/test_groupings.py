"""Groupings over HTTP: who states them, and that a region's own run may name one."""

from __future__ import annotations

from uuid import uuid4

import pytest

from aggregates.kernel.act import Role
from tests.kit.http import VESTLAND, Api, day, refused
from tests.kit.story import Story


@pytest.mark.rule("C01-03")
def test_a_run_in_a_health_region_is_proposed_by_its_code(api: Api) -> None:
    story = Story(api)
    story.proposed(story.solution(), "regional:helse-vest")
    run = {"title": "x", "kind": "rollout", "solution": story.solution(), "proposer": "KS"}
    unknown = story.group.post("/runs", run | {"scope": "regional:helse-ingensteds"})
    refused(unknown, 409, rule="C01-03", reason="unknown_region")


@pytest.mark.rule("C01-03")
def test_a_grouping_is_established_and_its_members_are_those_of_the_day(api: Api) -> None:
    story, code = Story(api), f"o-{uuid4().hex[:8]}"
    contact = api.caller(Role.REGIONAL_CONTACT, VESTLAND)
    contact.does("/groupings", {"kind": "ikt_samarbeid", "code": code, "name": "IKT"})
    stated = {"members": ["4601", "4621"], "since": day(0).isoformat()}
    receipt = contact.does(f"/groupings/{code}/members", stated)

    def members(on: str) -> list[str]:
        items = story.reader.sees("/groupings", at_least=receipt["position"], on=on)["items"]
        [told] = [each for each in items if each["code"] == code]
        return sorted(each["number"] for each in told["members"])

    assert members(day(0).isoformat()) == ["4601", "4621"]
    assert members(day(-1).isoformat()) == []
    theirs = contact.post(f"/groupings/{code}/members", stated | {"members": ["5001"]})
    refused(theirs, 409, rule="C01-03", reason="other_region")
    story.owner.does(f"/groupings/{code}/members", stated | {"members": ["4601", "5001"]})
