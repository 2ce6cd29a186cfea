"""A refusal names the rule that refused, in words that a municipality can read."""

from __future__ import annotations

import pytest

from aggregates.kernel.act import Role
from tests.kit.http import KINN, KS, NHN, OSLO, VESTLAND, VOSS, Api, day, refused
from tests.kit.story import Story, join


@pytest.fixture(scope="module")
def story(api: Api) -> Story:
    return Story(api)


@pytest.fixture(scope="module")
def invited(story: Story) -> str:
    """Bergen's participation, unanswered for all tests here."""
    return story.invited(story.open(story.ready()))


@pytest.mark.rule("I01")
def test_nobody_decides_for_a_municipality(api: Api, story: Story, invited: str, head: int) -> None:
    decision = f"/participations/{invited}/decision"
    refused(story.owner.post(decision, join()), 403, rule="I01", reason="document_missing")
    others = [
        api.caller(Role.MUNICIPAL_DECIDER, KS, "p-2"),
        api.caller(Role.MUNICIPAL_DECIDER, VOSS),
        api.caller(Role.REGIONAL_CONTACT, OSLO, "p-2"),
    ]
    head = api.store.head()
    for other in others:
        problem = refused(
            other.post(decision, join(document="Sak 4/26")),
            403, rule="I01", reason="not_own_municipality",
        )  # fmt: skip
        assert problem["title"].startswith("Bare den som har fullmakt i kommunen, beslutter")
        assert problem["detail"] == "Dette er kommunens egen beslutning."
        assert problem["instance"] == f"/api{decision}"
    assert api.store.head() == head


def test_a_coordinator_decides_nothing(api: Api, invited: str, head: int) -> None:
    coordinator = api.caller(Role.MUNICIPAL_COORDINATOR, "964338531")
    refused(coordinator.post(f"/participations/{invited}/decision", join()), 403)
    refused(coordinator.post(f"/participations/{invited}/withdrawal", {}), 403)
    assert api.store.head() == head


def test_the_regional_contact_registers_only_what_its_own_municipality_decided(
    api: Api, story: Story
) -> None:
    invited = story.invited(story.open(story.ready()), "4621")
    contact = api.caller(Role.REGIONAL_CONTACT, VESTLAND)
    path = f"/participations/{invited}/decision"
    refused(contact.post(path, join()), 403, rule="I01", reason="document_missing")
    receipt = contact.does(path, join(document="Voss 26/311-4"))
    row = story.reader.sees(f"/participations/{invited}", at_least=receipt["position"])["item"]
    assert (row["on_behalf"], row["document"]) == (True, "Voss 26/311-4")


@pytest.mark.rule("I03")
def test_a_decline_needs_no_reason(story: Story) -> None:
    invited = story.invited(story.open(story.ready()))
    declined = {"answer": "decline", "basis_version": 1, "level": "kommunestyre"}
    receipt = story.bergen.does(f"/participations/{invited}/decision", declined)
    row = story.reader.sees(f"/participations/{invited}", at_least=receipt["position"])["item"]
    assert (row["answer"], row["invitation"], row["pulje"]) == ("decline", "answered", None)


def test_a_decision_on_another_basis_than_the_one_invited_on_is_refused(
    story: Story, invited: str
) -> None:
    problem = refused(
        story.bergen.post(f"/participations/{invited}/decision", join(basis_version=2)),
        409, rule="I05", reason="stale_basis",
    )  # fmt: skip
    assert problem["facts"] == {"asked": 2, "invited_on": 1}


@pytest.mark.rule("I12")
def test_the_owner_of_a_programme_does_not_decide_that_it_is_ready(api: Api, story: Story) -> None:
    id = story.assessed(story.solution())
    nhn = api.caller(Role.PORTFOLIO_OWNER, NHN, "p-2")
    problem = refused(
        nhn.post(f"/readiness/{id}/declaration", {"ready": True, "reason": "Ja."}),
        403, rule="I12", reason="owner_decides",
    )  # fmt: skip
    assert {finding["rule"] for finding in problem["trace"]} >= {"I10", "I11", "I12", "C03-08"}


@pytest.mark.rule("I66", "I09")
def test_a_gate_that_refuses_says_everything_it_asked_and_leaves_it_in_the_log(
    api: Api, story: Story
) -> None:
    run = story.reviewed(story.solution())
    head = api.store.head()
    asked = {"municipality": "4602", "puljer": [1], "deadline": day(20).isoformat()}
    problem = refused(
        story.leader.post(f"/runs/{run}/invitations", asked), 409, rule="I09", reason="not_ready"
    )
    outcomes = {(each["rule"], each["outcome"]) for each in problem["trace"]}
    assert outcomes >= {
        ("I09", "not_ok"),
        ("I04", "not_ok"),
        ("C06-12", "ok"),
        ("C06-01", "not_ok"),
    }
    [noted] = api.store.read(head, 10)
    assert noted.topic == "refusal.noted"
    told = story.reader.sees(f"/trail/{run}", at_least=noted.position)["items"]
    assert "refusal.noted" in {each["event"] for each in told}


@pytest.mark.rule("I01")
def test_nobody_is_in_a_run_without_an_invitation_and_a_decision_of_its_own(
    api: Api, story: Story, invited: str
) -> None:
    kinn = api.caller(Role.MUNICIPAL_DECIDER, KINN)
    refused(kinn.post(f"/participations/{invited}/sign-up", {"pulje": 1}), 403,
            rule="I01", reason="not_wished")  # fmt: skip
    refused(story.bergen.post(f"/participations/{invited}/sign-up", {"pulje": 1}), 409,
            rule="C07-04", reason="not_joined")  # fmt: skip
