"""Pilots, ownership, and what is shown before a municipality is invited."""

from __future__ import annotations

from typing import Any

import pytest

from aggregates.kernel.act import Role
from tests.kit.http import KINN, KS, VESTLAND, Api, refused
from tests.kit.story import Story


@pytest.fixture(scope="module")
def story(api: Api) -> Story:
    return Story(api)


def test_a_pilot_is_one_by_the_municipalitys_own_word_and_no_adoption(
    api: Api, story: Story
) -> None:
    code = story.solution()
    contact = api.caller(Role.REGIONAL_CONTACT, VESTLAND)
    asked = {"municipality": "4601", "reason": "Stor kommune."}
    id = contact.does(f"/solutions/{code}/pilots", asked)["id"]

    def row(at_least: int) -> dict[str, Any]:
        [only] = story.reader.sees("/pilots", solution=code, at_least=at_least)["items"]
        return dict(only)

    assert (row(api.store.head())["phase"], row(0)["since"]) == ("nominated", None)
    kinn = api.caller(Role.MUNICIPAL_DECIDER, KINN)
    foreign = kinn.post(f"/pilots/{id}/acceptance", {"level": "kommunedirektor"})
    refused(foreign, 409, rule="C02-10", reason="not_the_municipality")
    receipt = story.bergen.does(f"/pilots/{id}/acceptance", {"level": "kommunedirektor"})
    assert row(receipt["position"])["phase"] == "accepted"
    left = story.reader.sees(f"/solutions/{code}/remaining")["item"]["by_rows"]
    assert (left["reached"], left["in_use"]) == (0, 0)
    receipt = story.owner.does(f"/pilots/{id}/ending", {"outcome": "Videre til pulje 1."})
    assert row(receipt["position"])["outcome"] == "Videre til pulje 1."


def test_ownership_is_the_old_owners_until_the_other_accepts(story: Story) -> None:
    path = f"/solutions/{story.solution()}/ownership"
    refused(
        story.owner.post(f"{path}/proposal", {"owner": KS}), 409,
        rule="C02-05", reason="not_the_owner",
    )  # fmt: skip
    story.programme.does(f"{path}/proposal", {"owner": KS, "defects": ["Oppslag uten svar"]})
    seen = story.reader.sees(path)
    assert (seen["owner"], seen["proposed"]) == ("994598759", KS)
    refused(
        story.programme.post(f"{path}/refusal", {"reason": "Nei."}), 409,
        rule="C02-05", reason="not_the_receiver",
    )  # fmt: skip
    story.owner.does(f"{path}/acceptance")
    assert story.reader.sees(path)["owner"] == KS


def test_load_and_what_is_lacking_are_shown_and_block_nobody(api: Api, story: Story) -> None:
    code = story.ready()
    needs = {"needs": "kjernejournal", "must": False, "source": "S3 L387"}
    story.owner.does(f"/solutions/{code}/dependencies", needs)
    run = story.open(code)
    kinn = api.caller(Role.MUNICIPAL_DECIDER, KINN)
    stating = {"ceiling": 1, "reason": "Omstilling."}
    receipt = kinn.does("/municipalities/4602/load-ceiling", stating)
    other = story.bergen.post("/municipalities/4602/load-ceiling", stating)
    assert refused(other, 403)["type"] == "/api/problems/not_theirs"

    def load(at_least: int) -> dict[str, Any]:
        told: dict[str, Any] = story.reader.sees("/municipalities/4602/load", at_least=at_least)[
            "item"
        ]
        return told

    before = load(receipt["position"])
    assert (before["ceiling"], before["load"], before["above"]) == (1, 0, False)
    receipt = story.joined(story.invited(run, "4602"), kinn)
    after = load(receipt["position"])
    assert (after["load"], after["above"], after["runs"][0]["run"]) == (1, True, run)
    next_run = story.open(code)
    seen = story.reader.sees(
        f"/runs/{next_run}/warnings", municipality="4602", at_least=api.store.head()
    )["item"]
    lacking = [each for each in seen["prerequisites"] if not each["reached"]]
    assert seen["warnings"][0] == "load_above_ceiling"
    assert [each["solution"] for each in seen["prerequisites"]] == ["kjernejournal"]
    assert len(seen["warnings"]) == 1 + len(lacking)
    assert story.invited(next_run, "4602")
