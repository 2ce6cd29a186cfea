"""Regional groups over HTTP: the network appoints, the group declares, and gaps are seen."""

from __future__ import annotations

from typing import Any

import pytest

from aggregates.kernel.act import Role
from tests.kit.http import DIGITROFI, DIGIVESTLAND, VESTLAND, Api, Caller, day, refused
from tests.kit.regions import FOUNDERS, TROMS
from tests.kit.rosters import SOMEBODY, referred

NEW = {"organisation": VESTLAND, "counties": ["46"], "founders": FOUNDERS}


@pytest.fixture(scope="module")
def person(api: Api) -> str:
    return referred(api.url, api.folder, SOMEBODY)


@pytest.fixture(scope="module")
def network(api: Api) -> Caller:
    return api.caller(Role.DIGITAL_NETWORK, DIGIVESTLAND)


@pytest.fixture(scope="module")
def group(network: Caller) -> str:
    id: str = network.does("/regions/groups", NEW)["id"]
    return f"/regions/groups/{id}"


def seen(caller: Caller, path: str, receipt: dict[str, Any]) -> Any:
    return caller.sees(path, at_least=receipt["position"])["item"]


@pytest.mark.rule("I41", "C12-05", "C12-04")
def test_a_group_is_seen_as_incomplete_until_it_has_its_three_functions(
    api: Api, network: Caller, group: str, person: str
) -> None:
    contact = {"person": person, "since": day(0).isoformat()}
    receipt = network.does(f"{group}/contact", contact)
    told = seen(network, group, receipt)
    assert (told["complete"], told["missing"]) == (False, ["innforingsleder", "nettverksressurs"])
    assert (told["contact"]["person"], len(told["gaps"])) == (person, 12)
    second = {"person": person, "since": day(9).isoformat(), "acting": True}
    refused(network.post(f"{group}/contact", second | {"until": day(30).isoformat()}), 409,
            rule="I41", reason="contact_already")  # fmt: skip
    for function in ("innforingsleder", "nettverksressurs"):
        receipt = network.does(f"{group}/members", contact | {"function": function})
    assert seen(network, group, receipt)["complete"] is True
    ours = api.caller(Role.REGIONAL_CONTACT, VESTLAND)
    receipt = ours.does(f"{group}/competence", {"person": person, "areas": ["procurement"]})
    told = seen(network, group, receipt)
    assert (told["competence"]["procurement"], len(told["gaps"])) == ([person], 11)
    mandate = {"person": "p-fpu", "forum": "FPU e-helse", "since": day(0).isoformat()}
    given = api.caller(Role.PORTFOLIO_OWNER).does("/mandates", mandate)["id"]
    named = {"mandate": given, "feedback": "Fast punkt på møtet."}
    receipt = ours.does(f"{group}/representative", named)
    assert seen(network, group, receipt)["warnings"] == ["not_the_representative"]
    ending = {"person": person, "function": "regional_kontakt", "until": day(9).isoformat()}
    receipt = network.does(f"{group}/endings", ending)
    later = network.sees(group, on=day(9).isoformat(), at_least=receipt["position"])["item"]
    assert (later["contact"], later["vacant_since"]) == (None, day(9).isoformat())


@pytest.mark.rule("I42")
def test_counties_without_a_group_are_seen_and_none_has_two(
    api: Api, network: Caller, group: str
) -> None:
    board = network.sees("/regions/groups")
    assert "46" not in board["unserved"]
    assert "55" in board["unserved"]
    north = api.caller(Role.DIGITAL_NETWORK, DIGITROFI)
    body = {"organisation": TROMS, "counties": ["55", "46"], "founders": FOUNDERS}
    refused(north.post("/regions/groups", body), 409, rule="C12-01", reason="agreement_missing")
    body |= {"agreement": "DigiTroFi 26/1"}
    refused(north.post("/regions/groups", body), 409, rule="I42", reason="served_by_another")
    made = north.does("/regions/groups", body | {"counties": ["55", "56"]})
    ks = api.caller(Role.PORTFOLIO_OWNER)
    ks.does(f"/regions/groups/{made['id']}/confirmation")
    receipt = ks.does(f"{group}/counties", {"county": "56", "agreement": "DigiTroFi 26/12"})
    board = network.sees("/regions/groups", at_least=receipt["position"])
    agreed = {each["organisation"]: each["agreement"] for each in board["items"]}
    assert agreed == {VESTLAND: "DigiTroFi 26/12", TROMS: "DigiTroFi 26/1"}
    served = [(each["counties"], each["confirmed"]) for each in board["items"]]
    assert sorted(served) == [(["46", "56"], False), (["55"], True)]
    assert len(board["unserved"]) == 15 - 3


@pytest.mark.rule("C12-01")
def test_another_network_and_another_group_change_nothing(api: Api, group: str) -> None:
    stranger = api.caller(Role.DIGITAL_NETWORK, DIGITROFI)
    ending = {"person": "p-1", "function": "regional_kontakt", "until": day(9).isoformat()}
    refused(stranger.post(f"{group}/endings", ending), 409, rule="C12-01",
            reason="not_the_network")  # fmt: skip
    contact = api.caller(Role.REGIONAL_CONTACT, TROMS)
    refused(contact.post(f"{group}/competence", {"person": "p-1", "areas": []}), 409,
            rule="C12-01", reason="not_own_group")  # fmt: skip


def test_a_group_that_there_is_not_is_missing(network: Caller) -> None:
    refused(network.get("/regions/groups/00000000-0000-0000-0000-000000000007"), 404)
