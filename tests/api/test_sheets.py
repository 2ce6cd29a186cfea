from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from httpx2 import Response
from icalendar import Calendar

from api.sheets import sheet
from tests.kit.http import Api, Caller
from tests.kit.story import Story

BOARDS = (
    "/regions/46/board?solution=kjernejournal", "/portfolio", "/runs", "/learnings", "/work",
    "/participations", "/solutions/kjernejournal/remaining", "/grants", "/calendar", "/capacity",
    "/leader-pool", "/common-messages", "/bodies", "/evaluations", "/municipalities",
)  # fmt: skip


@pytest.fixture(scope="module")
def story(api: Api) -> Story:
    told = Story(api)
    run = told.open(told.ready())
    told.joined(told.invited(run))
    told.invited(run, "4602")
    return told


def rows(response: Response) -> list[dict[str, str]]:
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].startswith("text/csv; charset=utf-8")
    text = response.content.decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def asked(caller: Caller, path: str, **headers: str) -> Response:
    said = {"authorization": f"Bearer {caller.token}"} | headers
    return caller.client.get(f"/api{path}", headers=said)


@pytest.mark.parametrize("path", BOARDS)
def test_every_board_is_a_sheet_too_with_as_many_rows(story: Story, path: str) -> None:
    told = asked(story.reader, path).json()
    marked = f"{path}{'&' if '?' in path else '?'}format=csv"
    found = rows(asked(story.reader, marked))
    assert found == rows(asked(story.reader, path, accept="text/csv"))
    if "items" in told:
        assert len(found) == len(told["items"])
    else:
        assert len(found) == len(told["item"]["by_rows"]["not_known"])


def test_the_headings_are_norwegian(story: Story) -> None:
    found = rows(asked(story.reader, "/participations?format=csv"))
    assert {"Kommune", "Svar", "Frist", "Løsning"} <= found[0].keys()


def test_a_sheet_says_how_far_it_has_come_and_where_the_next_begins(story: Story) -> None:
    response = asked(story.reader, "/municipalities?format=csv")
    assert int(response.headers["fellestakt-position"]) > 0
    page = asked(story.reader, "/portfolio?limit=1&format=csv")
    cursor = page.headers["fellestakt-next"]
    after = asked(story.reader, f"/portfolio?limit=1&format=csv&cursor={cursor}")
    assert len(rows(page)) == len(rows(after)) == 1
    assert rows(page) != rows(after)


def test_what_is_refused_is_refused_as_it_always_is(api: Api, story: Story) -> None:
    bare = api.client.get("/api/runs?format=csv")
    assert (bare.status_code, bare.headers["content-type"]) == (401, "application/problem+json")
    wrong = asked(story.reader, "/runs?limit=0&format=csv")
    assert wrong.status_code == 422
    assert asked(story.reader, "/me?format=csv").headers["content-type"] == "application/json"


@pytest.mark.parametrize("begins", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_text_is_taken_for_a_formula(begins: str) -> None:
    [row] = csv.DictReader(io.StringIO(sheet([{"x": begins}])[1:], newline=""), delimiter=";")
    assert row["x"] == f"'{begins}"


def test_numbers_days_and_what_is_unknown_are_written_as_they_are() -> None:
    made: dict[str, Any] = {
        "a": -1, "b": None, "c": True, "d": ["x;y", 'z"'], "e": {"f": "Tromsø"},
    }  # fmt: skip
    text = sheet([made, {"g": 1}])
    assert text == '\ufeffa;b;c;d;e: f;g\r\n-1;;ja;"x;y, z""";Tromsø;\r\n;;;;;1\r\n'


def test_the_calendar_is_read_by_any_calendar(story: Story) -> None:
    response = asked(story.reader, "/calendar.ics")
    assert response.headers["content-type"] == "text/calendar; charset=utf-8"
    lines = response.content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    read: Any = Calendar.from_ical(response.content)
    events = list(read.walk("VEVENT"))
    kinds = {str(each["uid"]).partition("-")[0] for each in events}
    assert {"run", "pulje", "deadline"} <= kinds
    assert all(each["dtend"].dt > each["dtstart"].dt for each in events)
    uids = [str(each["uid"]) for each in events]
    assert len(uids) == len(set(uids))
    again: Any = Calendar.from_ical(asked(story.reader, "/calendar.ics").content)
    assert uids == [str(each["uid"]) for each in again.walk("VEVENT")]
    assert {each["dtstamp"].dt.tzname() for each in events} == {"UTC"}
