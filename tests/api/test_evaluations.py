"""What is owed, heard, learned and answered, over HTTP, and who sees who said it."""

from __future__ import annotations

from typing import Any

import pytest

from aggregates.kernel.act import Role
from aggregates.runs.tracks import QUESTIONS
from tests.kit.http import BERGEN, KINN, VESTLAND, Api, Caller, day, refused
from tests.kit.story import Story

HEARD = [{"party": "NHN", "kind": "actor", "answered": True}]
POINT = {"id": "L1", "text": "ROS-malen kom for sent.", "type": "material", "owner": "KS"}
PARTIES = [{"organisation": BERGEN, "name": "Bergen", "kind": "participant"}]


@pytest.fixture(scope="module")
def story(api: Api) -> Story:
    return Story(api)


@pytest.fixture(scope="module")
def evaluated(api: Api, story: Story) -> dict[str, str]:
    """An evaluation that asked Bergen, was answered anonymously, and delivered."""
    code = story.ready()
    run = story.open(code)
    due = {"due": day(200).isoformat()}
    evaluation = story.leader.does(f"/runs/{run}/evaluation", due)["id"]
    story.leader.does(f"/evaluations/{evaluation}/parties", {"parties": PARTIES})
    said = {"text": "Opplæringen kom for sent.", "anonymous": True}
    story.bergen.does(f"/evaluations/{evaluation}/response", said)
    delivery = {"summary": "Bra.", "heard": HEARD, "learnings": [POINT]}
    story.leader.does(f"/evaluations/{evaluation}/delivery", delivery)
    return {"code": code, "run": run, "evaluation": evaluation}


def seen(caller: Caller, api: Api, path: str, **query: Any) -> Any:
    return caller.sees(path, at_least=api.store.head(), **query)


@pytest.mark.rule("C10-02")
def test_who_gave_an_anonymous_response_is_seen_by_those_it_was_given_to(
    api: Api, story: Story, evaluated: dict[str, str]
) -> None:
    path = f"/evaluations/{evaluated['evaluation']}"
    shown = {
        caller: seen(caller, api, path)["item"]["evaluation"]["responses"][0]["party"]
        for caller in (story.leader, story.group, story.bergen, story.owner, story.reader)
    }
    assert list(shown.values()) == [BERGEN, BERGEN, BERGEN, None, None]
    trail = seen(story.reader, api, f"/trail/{evaluated['evaluation']}")["items"]
    [response] = [each for each in trail if each["event"] == "evaluation.response-given"]
    assert "Opplæringen" not in str(response)


@pytest.mark.rule("C10-02", "I35")
def test_only_the_leader_who_is_to_deliver_sees_who_gave_an_anonymous_response(
    api: Api, story: Story
) -> None:
    contact, own = api.caller(Role.REGIONAL_CONTACT), api.caller(Role.ROLLOUT_LEADER, VESTLAND)
    run = story.proposed(story.ready(), "regional:46")
    choice = {"track": "B", "deciding_body": "NKG", "answers": dict.fromkeys(QUESTIONS, "Ja.")}
    contact.does(f"/runs/{run}/track", choice)
    leads = {"leader": own.sees("/me")["reference"], "body": VESTLAND, "role": "innforingsleder"}
    contact.does(f"/runs/{run}/leader", leads)
    evaluation = own.does(f"/runs/{run}/evaluation", {"due": day(200).isoformat()})["id"]
    own.does(f"/evaluations/{evaluation}/parties", {"parties": PARTIES})
    said = {"text": "Opplæringen kom for sent.", "anonymous": True}
    story.bergen.does(f"/evaluations/{evaluation}/response", said)
    callers, shown = (own, story.leader), []
    for caller in callers:
        row = seen(caller, api, f"/evaluations/{evaluation}")["item"]["evaluation"]
        trail = seen(caller, api, f"/trail/{evaluation}")["items"]
        [response] = [each for each in trail if each["event"] == "evaluation.response-given"]
        shown.append((row["responses"][0]["party"], response["withheld"]))
    assert shown == [(BERGEN, None), (None, "14")]


@pytest.mark.rule("C10-02")
def test_the_response_rate_is_told(api: Api, story: Story, evaluated: dict[str, str]) -> None:
    item = seen(story.reader, api, f"/evaluations/{evaluated['evaluation']}")["item"]
    assert (item["response_rate"], item["owed"]) == (1.0, False)
    assert [each["text"] for each in item["learnings"]] == [POINT["text"]]


@pytest.mark.rule("C10-01", "C10-03")
def test_what_is_owed_on_a_day_is_found(api: Api, story: Story, evaluated: dict[str, str]) -> None:
    late = {"on": day(201).isoformat(), "run": evaluated["run"]}
    assert len(seen(story.group, api, "/evaluations", owed="true", **late)["items"]) == 1
    assert seen(story.group, api, "/evaluations", owed="false", **late)["items"] == []


@pytest.mark.rule("I36", "C10-05")
def test_a_new_run_is_shown_what_it_has_to_answer_and_answers_it(
    api: Api, story: Story, evaluated: dict[str, str]
) -> None:
    run = story.proposed(evaluated["code"])
    path = f"/runs/{run}/learnings"
    [asked] = [
        each for each in seen(story.leader, api, path)["items"]
        if each["learning"]["run"] == evaluated["run"]
    ]  # fmt: skip
    assert asked["answer"] is None
    said = {"answer": "rejected", "reason": "Malen er en annen."}
    story.leader.does(f"{path}/{asked['learning']['id']}/answer", said)
    shown = [
        each for each in seen(story.leader, api, path)["items"]
        if each["learning"]["id"] == asked["learning"]["id"]
    ]  # fmt: skip
    assert [(each["answer"], each["reason"]) for each in shown] == [tuple(said.values())]
    learnings = seen(story.group, api, "/learnings", solution=evaluated["code"])["items"]
    assert [each["run"] for each in learnings[0]["answers"]] == [run]


@pytest.mark.rule("C10-04")
def test_a_settled_learning_is_open_no_more(
    api: Api, story: Story, evaluated: dict[str, str]
) -> None:
    found = seen(story.group, api, "/learnings", solution=evaluated["code"], open="true")["items"]
    settled = {"outcome": "left", "reason": "Gjelder en mal som er borte."}
    story.group.does(f"/learnings/{found[0]['id']}/settlement", settled)
    after = seen(story.group, api, "/learnings", solution=evaluated["code"], open="true")["items"]
    assert after == []


@pytest.mark.rule("C10-08")
def test_an_experience_is_the_municipalitys_own_until_it_consents_and_ks_publishes(
    api: Api, story: Story
) -> None:
    code = story.solution()
    told = {"solution": code, "context": "Sykehjem", "text": "Begynn på én avdeling."}
    id = story.bergen.does("/municipalities/4601/experiences", told)["id"]
    stranger = api.caller(Role.MUNICIPAL_DECIDER, KINN)

    def who() -> list[bool]:
        return [
            bool(seen(each, api, "/experiences", solution=code)["items"])
            for each in (story.bergen, story.owner, stranger)
        ]

    assert who() == [True, True, False]
    asked = story.owner.post(f"/experiences/{id}/publication")
    refused(asked, 409, rule="C10-08", reason="consent_missing")
    story.bergen.does(f"/experiences/{id}/consent", {"given": True})
    story.owner.does(f"/experiences/{id}/publication")
    assert who() == [True, True, True]
    story.bergen.does(f"/experiences/{id}/consent", {"given": False})
    assert who() == [True, True, False]


@pytest.mark.rule("C10-07")
def test_the_model_is_evaluated_on_what_the_groups_contribute(api: Api, story: Story) -> None:
    due = {"due": "2099-12-31", "decision": "KommIT 230783"}
    story.owner.does("/model-evaluations", due)
    path = "/model-evaluations/2099"
    story.group.does(f"{path}/contribution", {"text": "Lengre frist."})
    held = {
        "summary": "Virker.", "case": "KommIT 12/99",
        "adjustments": [{"text": "Lengre frist.", "source": "NKG"}],
    }  # fmt: skip
    story.owner.does(f"{path}/holding", held)
    item = seen(story.reader, api, path)["item"]
    assert (item["held_as"], list(item["contributions"].values())) == (
        "KommIT 12/99", ["Lengre frist."],
    )  # fmt: skip
    assert [each["year"] for each in seen(story.reader, api, "/model-evaluations")["items"]] == [
        2099
    ]
