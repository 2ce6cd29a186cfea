"""What was known at a moment is answered as it was answered then, whatever came later."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import pytest

from api.app import create_app
from api.asof import day_of, in_time, moment
from api.problems import Unfinished
from log.store import Store
from projections.pasts import Pasts
from projections.runs import Runs
from tests.api.test_reading import walked
from tests.kit.endpoints import nothing
from tests.kit.http import Api, day, refused
from tests.kit.story import Story, join

DOCUMENT: dict[str, Any] = create_app(nothing).openapi()
PRESENT = {
    "/api/events", "/api/me", "/api/people/{reference}/details", "/api/seal/inclusion",
    "/api/regions/principles",
    "/api/seal/leaves", "/api/seal/hashes", "/api/seal/tile/{level}/{path}",
    "/api/seal/tile/entries/{path}",
}  # fmt: skip
"""Addressed by position or size; whom one is known as now; and what can be erased has no past."""
EMPTY = ("/portfolio", "/municipalities", "/runs", "/work", "/learnings", "/criteria-sets")


def parameters(operation: dict[str, Any]) -> set[str]:
    return {each["name"] for each in operation.get("parameters", ())}


def test_every_view_and_every_aggregate_that_is_shown_takes_as_of() -> None:
    shown = {
        path: parameters(methods["get"])
        for path, methods in DOCUMENT["paths"].items()
        if "get" in methods and "security" in methods["get"]
    }
    assert {path for path, names in shown.items() if "as_of" not in names} == PRESENT
    assert {path for path, names in shown.items() if "at_least" in names} <= shown.keys() - PRESENT


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2024-11-27", "2024-11-27T22:59:59.999999+00:00"),
        ("2024-06-30", "2024-06-30T21:59:59.999999+00:00"),
        ("2024-03-31", "2024-03-31T21:59:59.999999+00:00"),
        ("2024-10-27", "2024-10-27T22:59:59.999999+00:00"),
        ("2024-11-27T15:00:00+01:00", "2024-11-27T14:00:00+00:00"),
        ("2024-11-27T15:00:00.25Z", "2024-11-27T15:00:00.250000+00:00"),
    ],
)
def test_a_moment_is_an_instant_or_the_end_of_a_day_where_the_municipalities_are(
    written: str, meant: str
) -> None:
    assert moment(written).isoformat() == meant


@pytest.mark.parametrize("written", ["2024-03-31", "2024-10-27", "2024-11-27", "2024-12-31"])
def test_a_day_that_is_not_given_is_the_day_asked_about(written: str) -> None:
    assert day_of(moment(written)).isoformat() == written


@pytest.fixture(scope="module")
def story(api: Api) -> Story:
    return Story(api)


@pytest.mark.parametrize(
    "written",
    ["", "x", "2024", "2024-02-30", "20241127", "2024-W48-3", "2024-11-27T15:00:00",
     "2024-11-27 15:00:00Z", "2024-11-27T25:00:00Z", "2024-11-27T15:00:00+25:00", "1732719600",
     "2024-11-27T15:00:00Z\n", "٢٠٢٤-11-27"],
    ids=ascii,
)  # fmt: skip
def test_what_is_no_moment_is_refused(story: Story, written: str) -> None:
    refused(story.reader.get("/portfolio", as_of=written), 422)


def test_what_has_not_been_is_not_answered(story: Story) -> None:
    for later in (day(0).isoformat(), day(400).isoformat(), "2099-12-31T23:59:59Z"):
        problem = refused(story.reader.get("/portfolio", as_of=later), 422)
        assert problem["type"] == "/api/problems/as_of_future"


def test_the_past_does_not_wait_for_a_position(story: Story) -> None:
    problem = refused(story.reader.get("/portfolio", as_of="2026-11-21", at_least=1), 422)
    assert problem["type"] == "/api/problems/as_of_at_least"


@pytest.mark.parametrize("path", EMPTY)
def test_before_the_first_event_there_is_nothing(story: Story, path: str) -> None:
    page = story.reader.sees(path, as_of="2020-01-01")
    assert (page["items"], page["position"], page["recorded"]) == ([], 0, None)


def now() -> str:
    return datetime.now(UTC).isoformat().replace("+00:00", "Z")


def addresses(story: Story, run: str, invited: str, code: str) -> list[str]:
    """Everything that is there to be read of a run and its solution."""
    return [
        "/portfolio", f"/solutions/{code}", f"/solutions/{code}/remaining", "/municipalities",
        "/counties", "/municipalities/4601", "/regions/46/board", "/runs", f"/runs/{run}",
        f"/runs/{run}/basis", "/participations", f"/participations/{invited}", "/work",
        "/learnings", "/criteria-sets", f"/criteria-sets/{story.criteria()}",
        f"/readiness/{story.assessed(code)}", f"/trail/{run}", f"/decisions/{invited}/trail",
        "/municipalities/4601/trail",
    ]  # fmt: skip


def test_every_answer_is_to_the_byte_what_was_answered_then(api: Api, story: Story) -> None:
    code = story.ready()
    run = story.open(code)
    invited = story.invited(run)
    there = addresses(story, run, invited, code)
    story.reader.sees("/portfolio", at_least=api.store.head())
    answered = {path: story.reader.get(path).content for path in there}
    then = now()
    change(story, run, invited, code)
    for path in there:
        assert story.reader.get(path, as_of=then).content == answered[path], path
    assert len([p for p in there if story.reader.get(p).content != answered[p]]) > len(there) - 5


def change(story: Story, run: str, invited: str, code: str) -> None:
    """Bergen answers, another is invited, and much else is no more as it was."""
    story.joined(invited)
    story.invited(run, "4621")
    story.leader.does(f"/runs/{run}/puljer/1/capacity", {"capacity": 30})
    story.owner.does(f"/solutions/{code}/phase", {"phase": "trial", "decision": "KS 1/26"})
    story.solution()
    receipt = story.bergen.does(f"/participations/{invited}/decision", join(answer="decline"))
    story.reader.sees("/portfolio", at_least=receipt["position"])


def test_what_was_not_there_yet_is_missing(api: Api, story: Story) -> None:
    then = now()
    code = story.ready()
    run = story.open(code)
    invited, assessed = story.invited(run), story.assessed(code)
    for path in (
        f"/solutions/{code}", f"/runs/{run}", f"/runs/{run}/basis", f"/readiness/{assessed}",
        f"/participations/{invited}", f"/decisions/{invited}/trail",
    ):  # fmt: skip
        refused(story.reader.get(path, as_of=then), 404)
    assert story.reader.sees(f"/trail/{run}", as_of=then)["items"] == []


def test_pages_of_a_past_are_complete_while_the_present_goes_on(api: Api, story: Story) -> None:
    story.solution()
    then = now()
    whole = story.reader.sees("/portfolio", limit=500, as_of=then)["items"]
    story.solution()
    assert walked(story.reader, "/portfolio", 7, as_of=then) == whole


@pytest.fixture
def pasts(store: Store) -> Iterator[Pasts]:
    with closing(Pasts(store)) as pasts:
        yield pasts


def test_who_gives_up_waiting_for_a_past_may_ask_again(pasts: Pasts) -> None:
    busy, then = threading.Event(), datetime.now(UTC)
    slow = pasts.look(then, [Runs], lambda _: busy.wait())
    with pytest.raises(Unfinished):
        asyncio.run(in_time(slow, 0.01))
    assert not slow.cancelled()
    busy.set()
    seen, _ = asyncio.run(in_time(pasts.look(then, [Runs], lambda tables: tables.page(Runs))))
    assert seen == []


def test_what_has_not_begun_is_given_up_with_who_asked_for_it(pasts: Pasts) -> None:
    busy, then = threading.Event(), datetime.now(UTC)
    pasts.look(then, [Runs], lambda _: busy.wait())
    waiting = pasts.freshness(then)
    with pytest.raises(Unfinished):
        asyncio.run(in_time(waiting, 0.01))
    assert waiting.cancelled()
    busy.set()
