"""What vendors say of themselves, what others have seen, and which days were moved."""

from __future__ import annotations

from uuid import uuid4

import pytest

from aggregates.kernel.act import Role
from tests.kit.http import NHN, VENDOR, Api, Caller, day, refused
from tests.kit.story import Story


@pytest.fixture(scope="module")
def story(api: Api) -> Story:
    return Story(api)


@pytest.fixture
def seller(api: Api) -> Caller:
    return api.caller(Role.VENDOR)


def product(seller: Caller) -> str:
    code = f"p-{uuid4().hex[:12]}"
    id: str = seller.does("/vendor-products", {"vendor": VENDOR, "product": code, "name": code})[
        "id"
    ]
    return id


def test_a_vendor_cannot_approve_itself_and_nhn_can(story: Story, seller: Caller) -> None:
    id, code = product(seller), story.solution()
    of = {"solution": code, "solution_version": "2.0"}
    path = f"/vendor-products/{id}"
    approving = seller.post(f"{path}/status", of | {"status": "approved", "evidence": "Egen test."})
    refused(approving, 409, rule="I18", reason="verifier_is_vendor")
    seller.does(f"{path}/status", of | {"status": "in_test", "evidence": "Rapport."})
    receipt = story.programme.does(f"{path}/verification", of | {"evidence": "NHN 26/41"})
    rows = story.reader.sees(
        "/vendor-products", vendor=VENDOR, limit=500, at_least=receipt["position"]
    )["items"]
    [row] = [each for each in rows if each["id"] == id]
    [status] = row["statuses"]
    assert (status["status"], status["verifier"]) == ("approved", NHN)


def test_a_vendor_enters_no_product_of_another(seller: Caller) -> None:
    foreign = seller.post("/vendor-products", {"vendor": NHN, "product": "x", "name": "X"})
    assert refused(foreign, 403)["type"] == "/api/problems/other_body"


def test_a_promise_shows_every_day_that_it_was_due(story: Story, seller: Caller) -> None:
    code = story.ready()
    promise = {
        "product": product(seller), "solution": code, "promised": "Støtte",
        "due": day(40).isoformat(),
    }  # fmt: skip
    id = seller.does("/vendor-commitments", promise)["id"]
    run, path = story.open(code), f"/vendor-commitments/{id}"
    story.leader.does(f"{path}/puljer", {"run": run, "pulje": 1})
    seller.does(f"{path}/date", {"due": day(100).isoformat(), "reason": "Testdata."})
    receipt = story.owner.does(f"{path}/outcome", {"outcome": "kept", "words": "I drift."})
    [row] = story.reader.sees("/vendor-commitments", solution=code, at_least=receipt["position"])[
        "items"
    ]
    assert (row["due"], row["outcome"]) == (day(100).isoformat(), "kept")
    assert [each["from"] for each in row["slips"]] == [day(40).isoformat()]


def test_who_has_not_been_told_is_shown(story: Story) -> None:
    code = story.solution()
    path = f"/solutions/{code}/vendors"
    story.owner.does(path, {"vendors": [VENDOR]})
    story.owner.does(f"{path}/information", {"matter": "Krav", "vendors": [VENDOR]})
    seen = story.reader.sees(path)
    [matter] = seen["matters"]
    assert (matter["waiting"], matter["overdue"], seen["within_days"]) == ([], False, 14)
    stranger = {"matter": "Krav", "vendor": NHN, "reason": "x"}
    refused(
        story.owner.post(f"{path}/exceptions", stranger), 409, rule="C05-02", reason="not_listed"
    )
