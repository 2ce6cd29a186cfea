"""A view says how far it has come, waits for what was just recorded, and is read page by page."""

from __future__ import annotations

import base64
import json
import time
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any
from uuid import uuid4

import pytest

from tests.kit.http import KS, Api, Caller, refused
from tests.kit.story import Story


@pytest.fixture(scope="module")
def story(api: Api) -> Story:
    return Story(api)


def walked(reader: Caller, path: str, limit: int, **query: Any) -> list[dict[str, Any]]:
    """Everything on every page, one after the other."""
    items: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        page = reader.sees(path, limit=limit, **cursor, **query)
        assert len(page["items"]) <= limit
        items += page["items"]
        if page["next"] is None:
            return items
        cursor = {"cursor": page["next"]}


def test_a_receipt_names_what_was_made_and_where_the_log_stands(api: Api, story: Story) -> None:
    head = api.store.head()
    code = story.solution()
    receipt = story.owner.does(
        f"/solutions/{code}/phase", {"phase": "trial", "decision": "KS 1/26"}
    )
    assert (receipt["version"], receipt["position"]) == (2, head + 2)
    [moved] = api.store.at([receipt["position"]])
    assert (str(moved.aggregate), moved.topic) == (receipt["id"], "solution.moved")


def test_what_was_just_recorded_is_seen_by_who_asks_for_it(story: Story) -> None:
    code = story.solution()
    for phase in ("trial", "paused", "trial", "ready"):
        receipt = story.owner.does(
            f"/solutions/{code}/phase", {"phase": phase, "decision": "KS 1/26"}
        )
        seen = story.reader.sees(f"/solutions/{code}", at_least=receipt["position"])
        assert seen["position"] >= receipt["position"]
        assert (seen["item"]["phase"], seen["recorded"]) == (phase, seen["recorded"])


def test_who_asks_too_early_waits_until_it_is_recorded(api: Api, story: Story) -> None:
    code, position = f"s-{uuid4().hex[:12]}", api.store.head() + 1
    body = {"code": code, "name": "X", "kind": "method", "owner": KS, "source": "S3"}
    with ThreadPoolExecutor(1) as pool:
        seen = pool.submit(story.reader.sees, f"/solutions/{code}", at_least=position)
        wait([seen], timeout=0.1)  # it is not there yet, and that is no reason to say 404
        story.owner.does("/solutions", body)
        assert seen.result()["item"]["id"] == code


def test_who_asks_for_what_never_comes_is_told_so_in_bounded_time(api: Api, story: Story) -> None:
    began = time.monotonic()
    problem = refused(story.reader.get("/portfolio", at_least=api.store.head() + 1_000_000), 425)
    assert problem["type"] == "/api/problems/too_early"
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("limit", [1, 3, 500])
def test_pages_are_complete_and_in_a_stable_order(api: Api, story: Story, limit: int) -> None:
    story.solution()
    whole = story.reader.sees("/portfolio", limit=500, at_least=api.store.head())["items"]
    pages = walked(story.reader, "/portfolio", limit)
    assert pages == whole
    ids = [row["id"] for row in whole]
    assert ids == sorted(ids)
    assert len(ids) == len(set(ids)) >= 23


def test_runs_are_paged_in_the_order_they_were_proposed_in(api: Api, story: Story) -> None:
    runs = {story.proposed(story.solution()) for _ in range(4)}
    pages = walked(story.reader, "/runs", 2, at_least=api.store.head())
    found = [(page["run"]["proposed_on"], page["run"]["id"]) for page in pages]
    assert found == sorted(found)
    assert runs <= {id for _, id in found}


def cursor(*key: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode()


@pytest.mark.parametrize(
    "tampered",
    ["", "x", "ÿ", "AAAA", "bm90IGpzb24=", cursor(), cursor("a", "b"), cursor(None), cursor(7),
     cursor([]), cursor(["a"]), cursor({}), cursor(True), cursor("a\x00"), cursor("\ud800"),
     "W10" * 300],
    ids=ascii,
)  # fmt: skip
def test_a_cursor_that_was_tampered_with_is_refused(story: Story, tampered: str) -> None:
    refused(story.reader.get("/portfolio", cursor=tampered), 422)


@pytest.mark.parametrize("key", [("2026-02-30", "x"), ("x", "y"), (1, "y"), ("2026-01-01", None)])
def test_a_cursor_of_days_that_there_are_not_is_refused(story: Story, key: Any) -> None:
    for path in ("/runs", "/work", "/learnings"):
        refused(story.reader.get(path, cursor=cursor(*key)), 422)


@pytest.mark.parametrize("number", ["x", "9" * 30, "9" * 5_000, None, [], 1e300, "1.5"], ids=repr)
def test_a_cursor_of_numbers_that_no_row_has_is_refused(story: Story, number: Any) -> None:
    refused(story.reader.get("/criteria-sets", cursor=cursor("k", number, "x")), 422)


def test_a_cursor_beyond_the_last_row_gives_an_empty_page(story: Story) -> None:
    page = story.reader.sees("/portfolio", cursor=cursor("zzzz"))
    assert (page["items"], page["next"]) == ([], None)
