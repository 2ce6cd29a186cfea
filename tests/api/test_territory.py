"""The register and the map of actors over HTTP: corrected with a reason, shown as on a day."""

from __future__ import annotations

from typing import Any

import pytest

from aggregates.kernel.act import Role
from tests.kit.http import VESTLAND, Api, day, refused
from tests.kit.story import Story

SOON = {"on": day(40).isoformat(), "reason": "Kgl. res. 26/14"}


def known(story: Story, api: Api, on: int) -> dict[str, Any]:
    """Every municipality by its number, so many days from today."""
    items = story.reader.sees("/municipalities", on=day(on).isoformat(), at_least=api.store.head())[
        "items"
    ]
    return {each["number"]: each for each in items}


@pytest.mark.rule("C01-01", "C01-02", "C01-03")
def test_ks_corrects_the_register_with_a_reason_and_what_was_stays_readable(api: Api) -> None:
    story = Story(api)
    before = known(story, api, 40)
    ks = story.owner
    ks.does("/municipalities/4601/name", {"called": {"name": "Bjørgvin"}} | SOON)
    ks.does("/municipalities/4624/number", {"to": "1199"} | SOON)
    merger = {"predecessors": ["4613", "4614"], "number": "4614", "called": {"name": "Stord"}}
    ks.does("/municipalities/mergers", merger | SOON)
    parts = {"1508": {"name": "Ålesund"}, "1599": {"name": "Ellingsøy"}}
    ks.does("/municipalities/1508/split", {"successors": parts} | SOON)
    ks.does("/counties/46/name", {"name": "Vestlandet"} | SOON)
    after = known(story, api, 40)
    assert after["4601"]["name"] == "Bjørgvin"
    assert after["1199"]["municipality"] == before["4624"]["municipality"]
    assert after["1199"]["county"] == "11"
    assert "4613" not in after
    assert {"1508", "1599"} <= after.keys()
    assert known(story, api, 39) == {
        number: each | {"until": known(story, api, 39)[number]["until"]}
        for number, each in before.items()
    }
    counties = story.reader.sees("/counties", on=day(40).isoformat())
    assert "Vestlandet" in {each["name"] for each in counties}


@pytest.mark.rule("C01-01")
def test_a_correction_in_use_or_out_of_order_is_refused(api: Api) -> None:
    ks = Story(api).owner
    taken = {"to": "0301"} | SOON
    refused(
        ks.post("/municipalities/5001/number", taken), 409, rule="C01-01", reason="number_in_use"
    )
    early = {"called": {"name": "Nidaros"}, "on": "2019-06-01", "reason": "Feil."}
    refused(ks.post("/municipalities/5001/name", early), 409, rule="C01-01", reason="out_of_order")


@pytest.mark.rule("C01-04")
def test_an_organisation_keeps_its_old_name_and_leads_to_what_came_after_it(api: Api) -> None:
    story = Story(api)
    ehealth = {"number": "915933149", "name": "Direktoratet for e-helse", "kind": "directorate"}
    story.owner.does("/organisations", ehealth)
    renamed = {"name": "E-helsedirektoratet", "on": day(10).isoformat()}
    story.owner.does("/organisations/915933149/name", renamed)
    ending = {"on": day(20).isoformat(), "successor": "983544622"}
    receipt = story.owner.does("/organisations/915933149/ending", ending)

    def told(on: int) -> tuple[str, bool, str]:
        items = story.reader.sees(
            "/organisations", kind="directorate", on=day(on).isoformat(),
            at_least=receipt["position"],
        )["items"]  # fmt: skip
        [found] = [e for e in items if e["organisation"]["number"] == "915933149"]
        return found["called"], found["ended"], found["organisation"]["successor"]

    assert told(0) == ("Direktoratet for e-helse", False, "983544622")
    assert told(20) == ("E-helsedirektoratet", True, "983544622")
    contact = api.caller(Role.REGIONAL_CONTACT, VESTLAND)
    other = contact.post("/organisations", ehealth | {"number": "983658725"})
    refused(other, 409, rule="C01-04", reason="not_a_regional_actor")
    trust = {"number": "983974724", "name": "Helse Bergen HF", "kind": "health_trust"}
    contact.does("/organisations", trust)
