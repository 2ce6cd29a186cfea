"""Whoever may read can follow a decision: who, in which role, when, why, by which rules."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest

from tests.kit.http import BERGEN, KS, Api, day, refused
from tests.kit.story import Story, join


@pytest.fixture(scope="module")
def story(api: Api) -> Story:
    return Story(api)


@pytest.fixture(scope="module")
def decided(api: Api, story: Story) -> dict[str, str]:
    """Bergen's participation in a run, invited to and declined, with the run's id."""
    run = story.open(story.ready())
    invited = story.invited(run)
    declined = {"answer": "decline", "basis_version": 1, "level": "kommunestyre",
                "reason": "Ikke nå."}  # fmt: skip
    story.bergen.does(f"/participations/{invited}/decision", declined)
    return {"run": run, "participation": invited}


def told(story: Story, api: Api, path: str, **query: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = story.reader.sees(path, at_least=api.store.head(), **query)[
        "items"
    ]
    return items


def events(items: list[dict[str, Any]]) -> list[str]:
    return [each["event"] for each in items]


def test_the_trail_of_an_aggregate_is_every_event_of_it_and_that_names_it(
    api: Api, story: Story, decided: dict[str, str]
) -> None:
    items = told(story, api, f"/trail/{decided['run']}")
    assert events(items)[0] == "run.proposed"
    assert {"pulje.planned", "basis.frozen", "participation.decision-made"} <= set(events(items))
    positions = [each["position"] for each in items]
    assert positions == sorted(set(positions))


@pytest.mark.rule("I63")
def test_every_event_says_who_in_which_role_for_which_body_when_and_why(
    api: Api, story: Story, decided: dict[str, str]
) -> None:
    decision = told(story, api, f"/trail/{decided['participation']}")[-1]
    assert (decision["event"], decision["version"]) == ("participation.decision-made", 2)
    assert re.fullmatch("p-[0-9a-f]{20}", decision["by"])
    assert (decision["role"], decision["body"]) == ("kommunal_beslutter", BERGEN)
    assert (decision["on"], decision["reason"]) == (day(0).isoformat(), "Ikke nå.")
    assert decision["recorded"]
    assert decision["about"]["answer"] == "decline"
    assert decision["about"]["basis_version"] == 1


def test_the_trail_of_a_decision_holds_what_its_gates_consulted(
    api: Api, story: Story, decided: dict[str, str]
) -> None:
    items = told(story, api, f"/decisions/{decided['participation']}/trail")
    assert set(events(items)) >= {
        "readiness.declared-ready", "basis.frozen", "pulje.opened", "run.sign-up-opened",
        "participation.invited", "participation.decision-made",
    }  # fmt: skip
    [invitation] = [each for each in items if each["event"] == "participation.invited"]
    assert {finding["rule"] for finding in invitation["trace"]} >= {"I04", "I09", "C06-12"}
    assert {finding["outcome"] for finding in invitation["trace"]} <= {"ok", "not_assessed"}


@pytest.mark.rule("I66")
def test_the_trail_of_a_decision_shows_what_was_consulted_as_it_was_then(
    api: Api, story: Story
) -> None:
    run = story.open(story.ready())
    invited = story.invited(run)
    story.leader.does(f"/runs/{run}/puljer/1/capacity", {"capacity": 30})
    assert "pulje.capacity-changed" in events(told(story, api, f"/trail/{run}"))
    assert "pulje.capacity-changed" not in events(told(story, api, f"/decisions/{invited}/trail"))


def test_a_municipality_follows_everything_told_of_it_by_its_number_on_a_day(
    api: Api, story: Story, decided: dict[str, str]
) -> None:
    path = "/municipalities/4601/trail"
    items = told(story, api, path, limit=500)
    assert decided["participation"] in {each["aggregate"] for each in items}
    assert events(items)[0] == "register.municipality-registered"
    then = told(story, api, "/municipalities/1201/trail", on="2019-12-31", limit=500)
    assert [each["position"] for each in then] == [each["position"] for each in items]


def test_a_trail_is_read_on_from_a_position(
    api: Api, story: Story, decided: dict[str, str]
) -> None:
    path, seen, after = f"/trail/{decided['run']}", [], 0
    while True:
        page = story.reader.sees(path, after=after, limit=4, at_least=api.store.head())
        seen += [each["position"] for each in page["items"]]
        if page["next"] is None:
            break
        after = int(page["next"])
    assert seen == [each["position"] for each in told(story, api, path, limit=500)]


def test_an_import_can_be_traced_to_its_row(story: Story) -> None:
    [registered, *_] = story.reader.sees("/municipalities/4601/trail")["items"]
    assert registered["role"] == "system"
    assert registered["body"] == KS
    assert registered["cause"].startswith("import:municipal")


def test_there_is_no_trail_of_what_there_is_not(story: Story) -> None:
    assert story.reader.sees(f"/trail/{uuid4()}")["items"] == []
    refused(story.reader.get(f"/decisions/{uuid4()}/trail"), 404)


def test_a_decision_anew_stands_beside_the_old(api: Api, story: Story) -> None:
    invited = story.invited(story.open(story.ready()))
    story.joined(invited)
    story.bergen.does(f"/participations/{invited}/decision", join(answer="postpone"))
    made = [each["about"] for each in told(story, api, f"/trail/{invited}")
            if each["event"] == "participation.decision-made"]  # fmt: skip
    assert [(each["former_answer"], each["answer"]) for each in made] == [
        (None, "join"), ("join", "postpone"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "reason",
    [
        "Se vedtak@12",
        "run/x@1",
        f"run/{'0' * 36}@1",
        f"run/dfdd6848-9cf0-4384-ac46-9c3d35c1c08a@{10**30}",
        "a@²",
    ],
)
def test_a_reason_that_looks_like_a_reference_is_a_reason(
    api: Api, story: Story, reason: str
) -> None:
    id = story.assessed(story.solution())
    story.owner.does(f"/readiness/{id}/declaration", {"ready": True, "reason": reason})
    declared = told(story, api, f"/decisions/{id}/trail")[-1]
    assert (declared["event"], declared["reason"]) == ("readiness.declared-ready", reason)
