"""What is done in a run: together, locally, and seen by its leader and from the own region."""

from __future__ import annotations

from typing import Any

import pytest

from aggregates.execution.themes import MIDDLE_MANAGERS, THEMES
from aggregates.kernel.act import Role
from tests.kit.http import BERGEN, KINN, VOSS, Api, day, refused
from tests.kit.story import Story

ROS = {"key": "ros", "title": "Egen ROS", "due": day(-3).isoformat(), "needs": []}
TRAINING = {"key": "kurs", "title": "Opplæring", "due": None, "needs": ["ros"]}
LEFT_OUT = {"procurement": "Løsningen er nasjonal."}


def themes(**omitted: str) -> dict[str, Any]:
    chosen = [
        {"theme": each, "groups": [MIDDLE_MANAGERS]} for each in THEMES if each not in omitted
    ]
    return {"themes": chosen, "omitted": omitted}


@pytest.fixture(scope="module")
def story(api: Api) -> Story:
    return Story(api)


@pytest.fixture(scope="module")
def run(api: Api, story: Story) -> dict[str, str]:
    """A run under way, with Bergen and Voss in pulje 1."""
    id = story.open(story.ready())
    parts = {}
    for name, number, orgnr in (("bergen", "4601", BERGEN), ("voss", "4621", VOSS)):
        parts[name] = story.invited(id, number)
        who = api.caller(Role.MUNICIPAL_DECIDER, orgnr)
        story.joined(parts[name], who)
        who.does(f"/participations/{parts[name]}/sign-up", {"pulje": 1})
    story.leader.does(f"/runs/{id}/start")
    story.leader.does(f"/runs/{id}/puljer/1/start")
    story.leader.does(f"/runs/{id}/themes", themes(**LEFT_OUT))
    return {"id": id, **parts}


@pytest.mark.rule("C08-01")
def test_a_run_says_of_each_theme_for_whom_it_is_or_why_not(
    story: Story, run: dict[str, str]
) -> None:
    page = story.reader.sees(f"/runs/{run['id']}/themes")
    assert (len(page["themes"]), page["omitted"]) == (12, LEFT_OUT)
    problem = refused(
        story.leader.post(f"/runs/{run['id']}/themes", themes(evaluation="Tid.")), 409,
        rule="C08-01", reason="themes_kept",
    )  # fmt: skip
    assert problem["detail"] == "Disse temaene er alltid med: felles evaluering."


@pytest.mark.rule("C08-02")
def test_a_municipality_without_middle_managers_is_flagged(
    story: Story, run: dict[str, str]
) -> None:
    new = {
        "pulje": 1, "theme": "change_management", "groups": [MIDDLE_MANAGERS],
        "title": "Å lede endringen", "form": "digital", "day": day(-1).isoformat(),
    }  # fmt: skip
    other = new | {"theme": "procurement"}
    refused(
        story.leader.post(f"/runs/{run['id']}/activities", other), 409,
        rule="C08-01", reason="theme_not_chosen",
    )  # fmt: skip
    id = story.leader.does(f"/runs/{run['id']}/activities", new)["id"]
    held = {"on": day(-1).isoformat(), "form": "digital"}
    story.leader.does(f"/activities/{id}/holding", held)
    came = {"participation": run["bergen"], "attended": {MIDDLE_MANAGERS: 2}}
    receipt = story.leader.does(f"/activities/{id}/attendance", came)

    def flagged(at_least: int) -> list[str]:
        board = story.leader.sees(
            f"/runs/{run['id']}/board", middle_managers_missing=True, at_least=at_least
        )
        return [each["participant"]["number"] for each in board["items"]]

    assert flagged(receipt["position"]) == ["4621"]
    came |= {"participation": run["voss"]}
    receipt = story.leader.does(f"/activities/{id}/attendance", came)
    assert flagged(receipt["position"]) == []
    there = story.reader.sees(f"/runs/{run['id']}/attendance")["items"]
    assert [(each["number"], each["attended"]) for each in there] == [
        ("4601", {MIDDLE_MANAGERS: 2}), ("4621", {MIDDLE_MANAGERS: 2}),
    ]  # fmt: skip
    [shown] = story.reader.sees(f"/runs/{run['id']}/activities")["items"]
    assert (shown["stage"], shown["form"]) == ("held", "digital")


@pytest.mark.rule("C06-03")
def test_a_run_shows_how_much_of_what_is_done_together_is_digital(story: Story) -> None:
    run = story.proposed(story.solution())
    shown = f"/runs/{run}/activities"
    assert story.reader.sees(shown)["digital_share"] is None
    story.leader.does(f"/runs/{run}/themes", themes(**LEFT_OUT))
    for title, form in (("A", "digital"), ("B", "digital"), ("C", "physical"), ("D", "digital")):
        new = {
            "theme": "change_management", "groups": [MIDDLE_MANAGERS], "title": title, "form": form,
            "day": day(10).isoformat(),
        }  # fmt: skip
        id, position = map(story.leader.does(shown, new).get, ("id", "position"))
    position = story.leader.does(f"/activities/{id}/cancellation", {"reason": "Få."})["position"]
    page = story.reader.sees(shown, at_least=position, limit=1)
    assert (len(page["items"]), page["digital_share"]) == (1, 0.67)


@pytest.mark.rule("C08-03")
def test_the_leader_sees_how_far_the_tasks_have_come_and_not_what_they_say(
    api: Api, story: Story, run: dict[str, str]
) -> None:
    tasks, mine = f"/runs/{run['id']}/puljer/1/tasks", f"/participations/{run['bergen']}/tasks"
    story.leader.does(tasks, {"tasks": [ROS, TRAINING]})
    own = {"title": "Vaktordning", "text": "Uenighet i ledelsen.", "needs": ["ros"]}
    story.bergen.does(mine, own)
    refused(
        api.caller(Role.MUNICIPAL_DECIDER, KINN).post(f"{mine}/outcome", {
            "key": "ros", "outcome": "Gjort.",
        }), 409, rule="C08-03", reason="not_the_municipality",
    )  # fmt: skip
    receipt = story.bergen.does(f"{mine}/outcome", {"key": "ros", "outcome": "Høy risiko funnet."})
    at_least = receipt["position"]
    [ros, training, added] = story.bergen.sees(mine, at_least=at_least)["item"]
    assert (ros["outcome"], added["text"]) == ("Høy risiko funnet.", "Uenighet i ledelsen.")
    assert (training["needs"], training["done_on"]) == (["ros"], None)
    [ros, training, added] = story.leader.sees(mine)["item"]
    assert (ros["title"], ros["done_on"], ros["outcome"]) == ("Egen ROS", day(0).isoformat(), None)
    assert (added["key"], added["title"], added["text"]) == ("own-1", None, None)
    board = story.leader.sees(f"/runs/{run['id']}/board", pulje=1)["items"]
    assert [each["tasks"] for each in board] == [
        {"common": 2, "common_done": 1, "own": 1, "own_done": 0, "overdue": 0},
        {"common": 2, "common_done": 0, "own": 0, "own_done": 0, "overdue": 1},
    ]
    assert "Uenighet" not in story.leader.get(f"/trail/{added_work(story, run)}").text


def added_work(story: Story, run: dict[str, str]) -> str:
    """The aggregate in which Bergen keeps its own tasks."""
    told = story.bergen.sees(f"/trail/{run['bergen']}", limit=500)["items"]
    return next(str(each["aggregate"]) for each in told if each["event"] == "local-work.begun")


@pytest.mark.rule("C08-03")
def test_a_task_that_was_not_done_after_all_is_opened_again_by_the_municipality(
    story: Story, run: dict[str, str], api: Api
) -> None:
    voss = api.caller(Role.MUNICIPAL_DECIDER, VOSS)
    mine = f"/participations/{run['voss']}/tasks"
    voss.does(mine, {"title": "Avtale"})
    voss.does(f"{mine}/outcome", {"key": "own-1", "outcome": "Signert."})
    receipt = voss.does(f"{mine}/reopening", {"key": "own-1", "reason": "Ny leverandør."})
    own = voss.sees(mine, at_least=receipt["position"])["item"][-1]
    assert (own["key"], own["done_on"]) == ("own-1", None)


@pytest.mark.rule("C08-10")
def test_the_own_region_sees_a_participation_although_the_leader_is_elsewhere(
    story: Story, run: dict[str, str], api: Api
) -> None:
    contact = api.caller(Role.REGIONAL_CONTACT)
    board = contact.sees("/regions/46/participations", limit=500, at_least=api.store.head())
    theirs = [each for each in board["items"] if each["participant"]["run"] == run["id"]]
    assert [each["participant"]["number"] for each in theirs] == ["4601", "4621"]
    assert {each["leader_body"] for each in theirs} == {"971032146"}
    assert contact.sees("/regions/50/participations")["items"] == []
    before = contact.sees("/regions/46/participations", on="2019-12-31")["items"]
    assert before == [], "there was no county 46 then"


def test_the_board_is_read_page_by_page(story: Story, run: dict[str, str]) -> None:
    path = f"/runs/{run['id']}/board"
    first = story.leader.sees(path, limit=1)
    second = story.leader.sees(path, limit=1, cursor=first["next"])
    numbers = [each["items"][0]["participant"]["number"] for each in (first, second)]
    assert (numbers, second["next"]) == (["4601", "4621"], None)
    assert first["items"][0]["lacks"] == ["follow_up_plan", "use_measurements", "handover"]
    assert first["items"][0]["stale"]
