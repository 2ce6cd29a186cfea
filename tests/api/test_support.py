"""Help, issues and networks over HTTP: who reads what, and where an answer goes."""

from __future__ import annotations

from typing import Any

import pytest

from aggregates.kernel.act import Role
from tests.kit.http import KINN, Api, Caller, refused
from tests.kit.story import Story

WORDS = "Vaktlaget kommer ikke inn."
ANSWER = {"kind": "common", "minutes": 30, "topic": "vakt", "answer": "Vist i møtet."}
TRONDELAG = "310005002"


@pytest.fixture(scope="module")
def story(api: Api) -> Story:
    return Story(api)


@pytest.fixture(scope="module")
def resource(api: Api) -> Caller:
    return api.caller(Role.NETWORK_RESOURCE)


@pytest.mark.rule("C08-04", "C11-01")
def test_a_topic_that_recurs_is_lifted_as_a_need_and_shows_it(
    story: Story, resource: Caller
) -> None:
    run = story.open(story.ready())
    ask, path = f"/participations/{story.invited(run)}/support", f"/runs/{run}/support/topics"
    asked = [story.bergen.does(ask, {"topic": "vakt", "text": WORDS})["id"] for _ in range(2)]
    lifting = {"text": "Vaktlag trenger eget oppsett.", "requests": asked[:1]}
    refused(resource.post(f"{path}/vakt/need", lifting), 409,
            rule="C08-04", reason="not_recurring")  # fmt: skip
    receipt = resource.does(f"{path}/vakt/need", lifting | {"requests": asked})
    [row] = story.reader.sees(path, at_least=receipt["position"])["item"]["topics"]
    need = story.reader.sees(f"/needs/{row['need']}")["item"]
    assert "Vaktlag trenger eget oppsett." in str(need)
    assert WORDS not in str(need)


@pytest.mark.rule("C08-04", "C08-10")
def test_what_is_said_is_for_those_who_said_it_and_topic_and_time_for_all(
    api: Api, story: Story, resource: Caller
) -> None:
    run = story.open(story.ready())
    part = story.invited(run)
    id = story.bergen.does(f"/participations/{part}/support", {"topic": "vakt", "text": WORDS})[
        "id"
    ]
    receipt = resource.does(f"/support/{id}/answers", ANSWER)

    def read(who: Caller) -> tuple[Any, Any, Any]:
        at_least = receipt["position"]
        [row] = who.sees(f"/runs/{run}/support", at_least=at_least)["items"]
        return row["text"], row["topic"], row["common_minutes"]

    for who in (story.bergen, resource, api.caller(Role.REGIONAL_CONTACT)):
        assert read(who) == (WORDS, "vakt", 30)
    elsewhere = api.caller(Role.REGIONAL_CONTACT, TRONDELAG)
    kinn = api.caller(Role.MUNICIPAL_DECIDER, KINN)
    for who in (story.owner, story.reader, elsewhere, kinn):
        assert read(who) == (None, "vakt", 30)
    assert WORDS not in elsewhere.get(f"/trail/{id}", purpose="Nysgjerrig").text
    assert WORDS in story.bergen.get(f"/trail/{id}").text


@pytest.mark.rule("C06-17")
def test_the_ratio_of_individual_to_all_help_is_told_with_what_recurs(
    story: Story, resource: Caller
) -> None:
    run = story.open(story.ready())
    part = story.invited(run)
    for topic in ("vakt", "vakt", "oppsett"):
        asked = {"topic": topic, "text": WORDS}
        id = story.bergen.does(f"/participations/{part}/support", asked)["id"]
    alone = ANSWER | {"kind": "individual", "topic": "oppsett", "minutes": 10}
    refused(
        resource.post(f"/support/{id}/answers", alone), 409,
        rule="C06-17", reason="common_not_tried",
    )  # fmt: skip
    resource.does(f"/support/{id}/answers", alone | {"why": "Eget oppsett."})
    receipt = resource.does(f"/support/{id}/answers", ANSWER | {"topic": "oppsett"})
    seen = story.reader.sees(f"/runs/{run}/support/topics", at_least=receipt["position"])["item"]
    assert [(each["topic"], each["requests"], each["unanswered"]) for each in seen["topics"]] == [
        ("vakt", 2, 2), ("oppsett", 1, 0),
    ]  # fmt: skip
    assert (seen["common_minutes"], seen["individual_minutes"]) == (30, 10)
    assert seen["individual_share"] == 0.25


@pytest.mark.rule("I03", "C08-04")
def test_who_declined_is_helped_all_the_same(story: Story) -> None:
    part = story.invited(story.open(story.ready()))
    no = {"answer": "decline", "basis_version": 1, "level": "kommunestyre"}
    story.bergen.does(f"/participations/{part}/decision", no)
    story.bergen.does(f"/participations/{part}/support", {"topic": "vakt", "text": WORDS})


@pytest.mark.rule("C08-08")
def test_an_issue_shows_whom_it_affects_and_the_answer_for_all_of_them(
    api: Api, story: Story
) -> None:
    code = story.ready()
    issue = {
        "solution": code, "severity": "major", "title": "Tregt", "text": "Om morgenen.",
        "affected": ["4601"],
    }  # fmt: skip
    id = story.bergen.does("/issues", issue)["id"]
    kinn = api.caller(Role.MUNICIPAL_COORDINATOR, KINN)
    refused(
        kinn.post(f"/issues/{id}/affected", {"number": "4601"}), 409,
        rule="C08-08", reason="not_own_issue",
    )  # fmt: skip
    kinn.does(f"/issues/{id}/affected", {"number": "4602"})
    story.programme.does(f"/issues/{id}/severity", {"severity": "severe", "reason": "Akutt."})
    receipt = story.programme.does(f"/issues/{id}/answer", {"answer": "Rettet i 4.2."})
    [row] = story.reader.sees("/issues", solution=code, at_least=receipt["position"])["items"]
    assert (row["severity"], row["answer"], len(row["affected"])) == ("severe", "Rettet i 4.2.", 2)
    assert story.reader.sees("/issues", solution=code, answered=False)["items"] == []


@pytest.mark.rule("C08-09")
def test_participants_keep_in_touch_until_each_of_them_leaves(
    api: Api, story: Story, resource: Caller
) -> None:
    run = story.open(story.ready())
    part = story.invited(run)
    story.joined(part)
    resource.does(f"/runs/{run}/network", {"channel": "Månedsmøte"})
    joining = {"contact_role": "Superbruker"}
    refused(
        story.bergen.post(f"/participations/{part}/network", joining), 409,
        rule="C08-09", reason="took_no_part",
    )  # fmt: skip
    story.bergen.does(f"/participations/{part}/sign-up", {"pulje": 1})
    story.bergen.does(f"/participations/{part}/network", joining)
    assert list(story.reader.sees(f"/runs/{run}/network")["members"].values()) == ["Superbruker"]
    foreign = api.caller(Role.MUNICIPAL_DECIDER, KINN)
    refused(
        foreign.post(f"/participations/{part}/network/leaving"), 403,
        rule="I01", reason="not_own_municipality",
    )  # fmt: skip
    story.bergen.does(f"/participations/{part}/network/leaving")
    assert story.reader.sees(f"/runs/{run}/network")["members"] == {}
