"""Needs over HTTP: raised by a municipality, lifted by its region, and answered down."""

from __future__ import annotations

from typing import Any

import pytest

from aggregates.kernel.act import Role
from tests.kit.http import BERGEN, DIRECTORATE, NHN, VESTLAND, Api, Caller, refused
from tests.kit.regions import TROMS

NEED = {"text": "Varsel når et prøvesvar ikke er lest.", "solution": "kjernejournal"}
ASSESSED = {"reaches": 12, "priority": "high", "outcome": "lift", "reason": "Gjelder mange."}
LIFTED = {"channel": "service_provider", "receiver": NHN}


@pytest.fixture(scope="module")
def bergen(api: Api) -> Caller:
    return api.caller(Role.MUNICIPAL_COORDINATOR, BERGEN)


@pytest.fixture(scope="module")
def contact(api: Api) -> Caller:
    return api.caller(Role.REGIONAL_CONTACT, VESTLAND)


@pytest.fixture(scope="module")
def provider(api: Api) -> Caller:
    return api.caller(Role.SERVICE_PROVIDER, NHN)


def seen(caller: Caller, path: str, receipt: dict[str, Any]) -> Any:
    return caller.sees(path, at_least=receipt["position"])["item"]


def lifted(bergen: Caller, contact: Caller) -> str:
    path = f"/needs/{bergen.does('/needs', NEED)['id']}"
    contact.does(f"{path}/assessment", ASSESSED)
    contact.does(f"{path}/lifting", LIFTED)
    return path


@pytest.mark.rule("C11-01", "C11-02")
def test_a_need_is_seen_with_its_origin_and_its_age(bergen: Caller, contact: Caller) -> None:
    receipt = bergen.does("/needs", NEED)
    told = seen(bergen, f"/needs/{receipt['id']}", receipt)
    [origin] = told["need"]["origins"]
    assert (origin["kind"], origin["county"]) == ("municipality", "46")
    assert (told["days_unanswered"], told["days_unassessed"]) == (0, 0)
    heard = {**NEED, "municipality": "4602"}
    receipt = contact.does("/needs", heard)
    [origin] = seen(bergen, f"/needs/{receipt['id']}", receipt)["need"]["origins"]
    assert origin["kind"] == "resource"
    refused(contact.post("/needs", {**NEED, "municipality": "5501"}), 409,
            rule="C11-01", reason="other_region")  # fmt: skip


@pytest.mark.rule("I38", "C11-04", "C11-05")
def test_a_lifted_need_is_acknowledged_answered_and_never_closed_without(
    bergen: Caller, contact: Caller, provider: Caller
) -> None:
    path = lifted(bergen, contact)
    answer = {"answer": "planned", "reason": "Kommer i høst."}
    refused(provider.post(f"{path}/closing"), 409, rule="I38", reason="unanswered")
    refused(contact.post(f"{path}/answer", answer), 409, rule="C11-04",
            reason="not_the_receiver")  # fmt: skip
    provider.does(f"{path}/acknowledgement")
    receipt = provider.does(f"{path}/answer", answer)
    told = seen(bergen, path, receipt)
    assert (told["need"]["answer"], told["days_unanswered"]) == ("planned", None)
    assert told["unreached"] == [path.rpartition("/")[2]]
    refused(provider.post(f"{path}/closing"), 409, rule="I38", reason="not_returned")


@pytest.mark.rule("I39")
def test_three_needs_merged_and_one_split_off_keep_every_origin(
    bergen: Caller, contact: Caller
) -> None:
    ids = [bergen.does("/needs", NEED)["id"] for _ in range(3)]
    path = f"/needs/{ids[0]}"
    contact.does(f"{path}/merging", {"needs": ids[1:]})
    receipt = contact.does(f"{path}/splitting", {"origins": ids[2:], "text": "Varsel på mobil."})
    whole, apart = (seen(bergen, p, receipt) for p in (path, f"/needs/{receipt['id']}"))
    assert [each["need"] for each in whole["need"]["origins"]] == ids[:2]
    assert [each["need"] for each in apart["need"]["origins"]] == ids[2:]
    board = contact.sees("/needs", county="46", stage="merged", limit=500)["items"]
    assert {each["need"]["id"] for each in board} >= set(ids[1:])


@pytest.mark.rule("I40", "C11-07")
def test_only_the_receiver_says_how_a_change_request_goes(
    api: Api, bergen: Caller, contact: Caller, provider: Caller
) -> None:
    path = lifted(bergen, contact)
    request = {
        "text": "Vis hvem som har lest prøvesvaret.", "solution": "kjernejournal",
        "need": path.rpartition("/")[2], "receiver": NHN, "priority": "high",
    }  # fmt: skip
    sent = contact.does("/change-requests", request)
    status = {"status": "planned", "release": "KJ 4.2"}
    other = api.caller(Role.SERVICE_PROVIDER, DIRECTORATE)
    refused(other.post(f"/change-requests/{sent['id']}/status", status), 409,
            rule="I40", reason="not_the_receiver")  # fmt: skip
    receipt = provider.does(f"/change-requests/{sent['id']}/status", status)
    [told] = seen(bergen, path, receipt)["requests"]
    assert (told["status"], told["in_release"]) == ("planned", "KJ 4.2")
    listed = contact.sees("/change-requests", receiver=NHN)["items"]
    assert sent["id"] in {each["id"] for each in listed}


def test_another_region_does_not_assess(api: Api, bergen: Caller) -> None:
    id = bergen.does("/needs", NEED)["id"]
    stranger = api.caller(Role.REGIONAL_CONTACT, TROMS)
    refused(stranger.post(f"/needs/{id}/assessment", ASSESSED), 409,
            rule="C11-02", reason="not_the_contact")  # fmt: skip
    refused(bergen.get("/needs/00000000-0000-0000-0000-000000000007"), 404)
