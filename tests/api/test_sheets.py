from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from httpx2 import Response
from icalendar import Calendar

from aggregates.kernel.act import Role
from api.app import create_app
from api.sheets import sheet
from tests.kit.endpoints import nothing
from tests.kit.http import DIGITROFI, KS, MEDIA_TYPE, Api, Caller
from tests.kit.regions import FOUNDERS, TROMS
from tests.kit.story import Story

DOCUMENT: dict[str, Any] = create_app(nothing).openapi()
ADDRESSES = sorted(
    path.removeprefix("/api")
    for path, methods in DOCUMENT["paths"].items()
    if "format" in {each["name"] for each in methods.get("get", {}).get("parameters", ())}
)
"""Everything that says of itself that it is a sheet too, so that a new board is never forgotten."""
NOTHING = "00000000-0000-0000-0000-000000000000"
NAMED = {
    "number": "4601", "county": "46", "orgnr": KS, "scope": "national", "year": "2099",
    "version": "1", "subject": "htm",
}  # fmt: skip
OWN = {"/municipalities/{number}/everything", "/municipalities/{number}/assessments"}


@pytest.fixture(scope="module")
def story(api: Api) -> Story:
    return Story(api)


@pytest.fixture(scope="module")
def there(api: Api, story: Story) -> dict[str, str]:
    """What the names in addresses are: a run that invited, its solution, and the rest."""
    code = story.ready()
    run = story.open(code)
    invited = story.invited(run)
    story.joined(invited)
    story.invited(run, "4602")
    group = api.caller(Role.DIGITAL_NETWORK, DIGITROFI).does(
        "/regions/groups", {"organisation": TROMS, "counties": ["55"], "founders": FOUNDERS}
    )["id"]
    need = story.bergen.does("/needs", {"text": "Varsel om nye vedtak."})
    story.reader.sees("/runs", at_least=need["position"])
    return NAMED | {
        "code": code, "solution": code, "reference": story.me, "/runs/": run,
        "/participations/": invited, "/regions/groups/": group, "/needs/": need["id"],
    }  # fmt: skip


def filled(path: str, there: dict[str, str]) -> str:
    """The address with what its names are; what there is none of has the id of nothing."""
    named = dict(there)
    named["id"] = there.get(path.partition("{id}")[0], NOTHING)
    asked = "?solution=" + there["code"] if path.endswith("/{county}/board") else ""
    return path.format(**named) + asked


def rows(response: Response) -> list[dict[str, str]]:
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].startswith("text/csv; charset=utf-8")
    text = response.content.decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def asked(caller: Caller, path: str, **headers: str) -> Response:
    said = {"authorization": f"Bearer {caller.token}"} | headers
    return caller.client.get(f"/api{path}", headers=said)


@pytest.mark.parametrize("api", ["sqlite"], indirect=True)  # a sheet is made of an answer
@pytest.mark.parametrize("path", ADDRESSES)
def test_every_board_and_all_else_that_is_shown_is_a_sheet_too_with_as_many_rows(
    story: Story, there: dict[str, str], path: str
) -> None:
    caller = story.bergen if path in OWN else story.reader
    address = filled(path, there)
    told = asked(caller, address)
    sheet = asked(caller, f"{address}{'&' if '?' in address else '?'}format=csv")
    assert told.status_code == sheet.status_code
    if told.status_code != 200:  # nothing of the kind in this story, or not for this reader
        assert sheet.headers["content-type"] == MEDIA_TYPE
        return
    found = rows(sheet)
    assert found == rows(asked(caller, address, accept="text/csv"))
    one = told.json()
    many = one if isinstance(one, list) else one.get("items", one.get("item"))
    assert len(found) == len(many) if isinstance(many, list) else found


def test_every_board_is_among_them() -> None:
    boards = {
        path.removeprefix("/api")
        for path, methods in DOCUMENT["paths"].items()
        if "boards" in methods.get("get", {"tags": ()})["tags"] and not path.endswith(".ics")
    }
    assert boards
    assert boards - set(ADDRESSES) == set()


def test_the_headings_are_norwegian(story: Story, there: dict[str, str]) -> None:
    found = rows(asked(story.reader, "/participations?format=csv"))
    assert {"Kommune", "Svar", "Frist", "Løsning"} <= found[0].keys()


def test_a_sheet_says_how_far_it_has_come_and_where_the_next_begins(
    story: Story, there: dict[str, str]
) -> None:
    story.solution()
    assert there
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
    unknown = asked(story.reader, f"/runs/{NOTHING}?format=csv")
    assert (unknown.status_code, unknown.headers["content-type"]) == (404, MEDIA_TYPE)


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


def test_the_calendar_is_read_by_any_calendar(story: Story, there: dict[str, str]) -> None:
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
