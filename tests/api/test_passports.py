"""The passport is open to everybody, and shows what is decided and nothing more (C03-14)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.api.test_suspensions import LAST, STOP, another, declared, exempted
from tests.kit.http import Api, day
from tests.kit.story import Story


@pytest.fixture(scope="module")
def story(api: Api) -> Story:
    return Story(api)


def shown(api: Api, code: str, **query: str) -> dict[str, Any]:
    """The passport in the whole country, as somebody without a token reads it."""
    response = api.client.get(f"/api/passports/{code}/national", params=query)
    assert response.status_code == 200, response.text
    page: dict[str, Any] = response.json()
    return page


@pytest.mark.rule("C03-14")
def test_what_is_not_decided_is_not_shown_however_far_it_has_come(api: Api, story: Story) -> None:
    code = story.solution()
    story.assessed(code)
    page = shown(api, code)
    assert (page["ready"], page["decision"], page["suspension"]) == (False, None, None)
    assert api.client.get(f"/api/passports/{story.solution()}/national").status_code == 404


@pytest.mark.rule("C03-14")
def test_the_passport_shows_criteria_evidence_verdict_and_version_without_a_token(
    api: Api, story: Story
) -> None:
    code = story.solution()
    declared(story, code)
    page = shown(api, code)
    decision = page["decision"]
    assert (page["ready"], decision["outcome"], decision["criteria_version"]) == (True, "ready", 1)
    [criterion] = decision["criteria"]
    assert (criterion["answer"], criterion["evidence"][0]["title"]) == ("met", "Behovsanalyse")
    assert decision["verdict"]["competences"] == [
        "administrative", "clinical", "health_professional",
    ]  # fmt: skip
    assert "p-0" not in str(page)
    assert decision["on"] == day(0).isoformat()


@pytest.mark.rule("C03-14", "I13")
def test_a_later_round_is_not_shown_before_it_is_decided(api: Api, story: Story) -> None:
    code = story.solution()
    readiness = declared(story, code)
    before = shown(api, code)
    again = {"solution": code, "scope": {"level": "national"}, "criteria_set": story.criteria()}
    story.owner.does("/readiness", again)
    story.programme.does(
        f"/readiness/{readiness}/answers", {"criterion": "K1", "answer": "not_met"}
    )
    assert shown(api, code) == before


@pytest.mark.rule("C03-14", "C03-09")
def test_an_exemption_is_shown_with_its_end(api: Api, story: Story) -> None:
    code = story.solution()
    readiness, exemption = exempted(story, code)
    another(api).does(f"/exemptions/{exemption}/grant", {"reason": "Trygt nok.", "until": LAST})
    story.owner.does(f"/readiness/{readiness}/declaration", {"ready": True, "reason": "Ja."})
    page = shown(api, code)
    [criterion] = page["decision"]["criteria"]
    assert criterion["exemption"] == {"until": LAST, "in_force": True, "grounds": "Trygt nok."}
    another(api).does(f"/exemptions/{exemption}/revocation", {"reason": "Utrygt."})
    page = shown(api, code)
    assert (page["ready"], page["decision"]["outcome"]) == (False, "ready")


@pytest.mark.rule("C03-14", "C03-11")
def test_a_suspension_is_shown_and_the_past_is_shown_as_it_was(api: Api, story: Story) -> None:
    code = story.solution()
    readiness = declared(story, code)
    before, known = datetime.now(UTC).isoformat(), shown(api, code)
    story.owner.does(f"/readiness/{readiness}/suspension", STOP)
    now = shown(api, code)
    assert (now["ready"], now["suspension"]["ground"]) == (False, "safety")
    assert shown(api, code, as_of=before) == known
    story.owner.does(f"/readiness/{readiness}/revocation", {"reason": "Uten hjemmel."})
    assert shown(api, code)["decision"]["outcome"] == "revoked"
