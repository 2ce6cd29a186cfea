"""Who missed events asks for them over HTTP, and can prove that nothing is missing."""

from __future__ import annotations

from itertools import pairwise
from typing import Any
from uuid import uuid4

import pytest

from aggregates.kernel.act import Role
from tests.kit.http import Api
from tests.kit.story import CRITERION, Story

SUBSCRIBER = "320000408"


@pytest.fixture(scope="module")
def story(api: Api) -> Story:
    return Story(api)


def draft(story: Story) -> None:
    """Something that concerns nobody outside."""
    criteria = {"name": f"k-{uuid4().hex[:12]}", "version": 1, "criteria": [CRITERION]}
    story.owner.does("/criteria-sets", criteria)


def events(api: Api, after: int, limit: int) -> list[dict[str, Any]]:
    """All events after a position, page by page as the answers say."""
    subscriber = api.caller(Role.SUBSCRIBER, SUBSCRIBER)
    items: list[dict[str, Any]] = []
    while True:
        page = subscriber.sees("/events", after=after, limit=limit)
        items += page["items"]
        after = page["next"]
        if page["complete"]:
            assert after == (items[-1]["position"] if items else after)
            return items


@pytest.mark.parametrize("limit", [1, 2, 500])
def test_each_event_names_the_one_before_whatever_lies_between(
    api: Api, story: Story, limit: int
) -> None:
    story.solution()
    began = events(api, 0, 500)[-1]["position"]
    for _ in range(3):
        draft(story)
        story.solution()
    draft(story)
    told = events(api, began, limit)
    assert [each["type"].split(".")[-2] for each in told] == ["solution-registered"] * 3
    assert told[0]["previous"] == began
    assert all(later["previous"] == earlier["position"] for earlier, later in pairwise(told))


def test_who_is_up_to_date_and_asks_again_later_finds_no_gap(api: Api, story: Story) -> None:
    story.solution()
    subscriber = api.caller(Role.SUBSCRIBER, SUBSCRIBER)
    last = events(api, 0, 500)[-1]["position"]
    draft(story)
    page = subscriber.sees("/events", after=last)
    assert (page["items"], page["next"], page["complete"]) == ([], last, True)
    story.solution()
    (told,) = subscriber.sees("/events", after=page["next"])["items"]
    assert told["previous"] == last
    assert None not in told.values()
