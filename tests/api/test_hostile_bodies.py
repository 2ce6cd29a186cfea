"""Whatever is sent, what comes back is a problem, and the log says nothing of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from httpx2 import Response

from aggregates.kernel.act import Role
from tests.kit.http import KS, Api, Caller, refused

SOLUTION = {"code": "x", "name": "X", "kind": "method", "owner": KS, "source": "S3"}
FIGURE = {"measure": "m", "value": 1, "precision": "exact", "source": "S", "as_of": "2026-01-01"}
FIGURES = "/solutions/kjernejournal/figures"
RUN = "/runs/6fa459ea-ee8a-5ca4-894e-db77e160355e"
JSON = "application/json"
MEDIA_TYPES = [
    "text/plain", "text/json", "application/xml", "application/x-www-form-urlencoded",
    "multipart/form-data", "", ";",
]  # fmt: skip
DAYS = [
    "1899-12-31", "2101-01-01", "0000-01-01", "9999-12-31", "2026-02-30", "20260101", "2026-W01-1",
    "2026-01-01T00:00:00", "86400", "i går", "", 86400, 1e300, True, None, ["2026-01-01"],
]  # fmt: skip


@pytest.fixture(autouse=True)
def nothing_is_stored(api: Api) -> Iterator[None]:
    before = api.store.head()
    yield
    assert api.store.head() == before


@pytest.fixture
def owner(api: Api) -> Caller:
    return api.caller(Role.PORTFOLIO_OWNER)


def sent(
    owner: Caller, content: bytes, media_type: str = JSON, path: str = "/solutions"
) -> Response:
    headers = {"authorization": f"Bearer {owner.token}", "content-type": media_type}
    return owner.client.post(f"/api{path}", content=content, headers=headers)


def unreadable(response: Response) -> None:
    """What is no JSON is 400 or 422, as the parser found out; never anything else."""
    refused(response, 400 if response.status_code == 400 else 422)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"null", b"[]", b'"x"', b"\xff\xfe", b"NaN", b'{"code": NaN}', b"{}{}",
     b'{"code": "x", "code": "y"}', b"\xef\xbb\xbf{}", "{}".encode("utf-16")],
)  # fmt: skip
def test_what_is_no_json_object_of_the_right_form_is_refused(owner: Caller, content: bytes) -> None:
    unreadable(sent(owner, content))


@pytest.mark.parametrize("depth", [100, 300, 900, 5_000, 40_000])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_deep_nesting_is_refused(owner: Caller, depth: int, opening: str, closing: str) -> None:
    nested = opening * depth + "1" + closing * depth
    unreadable(sent(owner, f'{{"code": {nested}}}'.encode()))


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "\ud800", "\udc00x"], ids=ascii)
@pytest.mark.parametrize("where", ["name", "code", "new"])
def test_text_that_cannot_be_stored_is_refused(owner: Caller, text: str, where: str) -> None:
    for body in (SOLUTION | {where: text}, SOLUTION | {text: where}, [text], text):
        refused(sent(owner, json.dumps(body).encode()), 422)


def test_text_that_cannot_be_stored_is_refused_however_deep_it_stands(owner: Caller) -> None:
    answers = {"track": "A", "deciding_body": "NKG", "answers": {"readiness\x00": "x"}}
    refused(owner.post(f"{RUN}/track", answers), 422)
    criteria = {"name": "k", "version": 1, "criteria": [{"id": "K1", "text": "\x00"}]}
    refused(owner.post("/criteria-sets", criteria), 422)


@pytest.mark.parametrize("number", ["1" * 30, "1" * 5_000, "1e400", "-1", "1.5", "true", '"1"'])
def test_what_is_no_number_within_bounds_is_refused(owner: Caller, number: str) -> None:
    body = json.dumps(FIGURE).replace('"value": 1', f'"value": {number}')
    unreadable(sent(owner, body.encode(), path=FIGURES))


@pytest.mark.parametrize("flag", [1, "true", "yes", None])
def test_what_is_neither_true_nor_false_is_refused(owner: Caller, flag: Any) -> None:
    need = {"needs": "pll", "must": flag, "source": "S"}
    refused(owner.post("/solutions/kjernejournal/dependencies", need), 422)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_what_is_no_day_within_bounds_is_refused(owner: Caller, day: Any) -> None:
    refused(owner.post(FIGURES, FIGURE | {"as_of": day}), 422)


def test_what_has_no_place_in_the_form_is_refused(owner: Caller) -> None:
    refused(owner.post("/solutions", SOLUTION | {"phase": "ready"}), 422)


@pytest.mark.parametrize("media_type", MEDIA_TYPES)
def test_another_media_type_than_json_is_refused(owner: Caller, media_type: str) -> None:
    refused(sent(owner, json.dumps(SOLUTION).encode(), media_type), 422)


def test_a_decision_reached_by_a_form_of_a_browser_is_refused(owner: Caller) -> None:
    headers = {"authorization": f"Bearer {owner.token}"}
    response = owner.client.post("/api/solutions", data=SOLUTION, headers=headers)
    refused(response, 422)
