"""Order, management and modules of solutions: what was advised, decided, and is not answered."""

from __future__ import annotations

import pytest

from aggregates.kernel.act import Role
from tests.kit.http import Api, refused
from tests.kit.story import Story


@pytest.fixture(scope="module")
def story(api: Api) -> Story:
    return Story(api)


def test_advice_waits_until_an_order_is_decided(api: Api, story: Story) -> None:
    one, other = story.solution(), story.solution()
    speaker = api.caller(Role.REPRESENTATIVE)
    path = "/portfolio/priority"
    assert story.reader.sees(path, as_of="2020-01-01")["order"] == []
    advice = {"giver": "FPU", "mandate": "pkt. 3", "ranking": [one, other], "reason": "Grunnsten."}
    speaker.does(f"{path}/advice", advice)
    [waiting] = story.reader.sees(path)["unanswered"]
    assert (waiting["giver"], waiting["ranking"]) == ("FPU", [one, other])
    order = {"ranking": [other, one], "deciding_body": "KommIT-rådet", "decision": "KommIT 20/26"}
    departing = story.owner.post(f"{path}/order", order)
    refused(departing, 409, rule="C02-11", reason="reason_missing")
    story.owner.does(f"{path}/order", order | {"reason": "Kapasitet."})
    seen = story.reader.sees(path)
    assert (seen["order"], seen["unanswered"]) == ([other, one], [])


def test_what_is_not_answered_of_the_management_is_shown(story: Story) -> None:
    path = f"/solutions/{story.solution()}/management"
    assert len(story.reader.sees(path)["unanswered"]) == 3
    answer = {"question": "funding", "answer": "Kommunene", "agreement": "Avtale 26/14"}
    story.owner.does(path, answer)
    seen = story.reader.sees(path)
    assert seen["unanswered"] == ["roles", "responsibility"]
    assert seen["answers"]["funding"]["agreement"] == "Avtale 26/14"


def test_modules_and_versions_are_listed(story: Story) -> None:
    whole, part = story.solution(), story.solution()
    story.owner.does(f"/solutions/{whole}/modules", {"module": part})
    version = {"version": "2.1", "change": "smaller", "reduced": True}
    path = f"/solutions/{whole}/versions"
    refused(story.owner.post(path, version), 409, rule="C02-09", reason="reason_missing")
    story.owner.does(path, version | {"reason": "Ny visning."})
    seen = story.reader.sees(f"/solutions/{whole}/modules")
    assert (seen["modules"], seen["versions"][0]["reason"]) == ([part], "Ny visning.")
