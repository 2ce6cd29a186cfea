"""The boards show what is known, from when, and what nobody has told."""

from __future__ import annotations

from typing import Any

import pytest

from aggregates.kernel.act import Role
from tests.kit.http import BERGEN, KS, VOSS, Api, Caller, day, refused
from tests.kit.story import Story

COUNTS = {"2019-12-31": (422, 18), "2023-12-31": (356, 11), "2024-01-01": (357, 15)}
STAGE = {
    "stage": "technically_introduced", "reached_on": "2024-03", "precision": "month",
    "source": "NHN innmelding 26/118", "evidence": "Oppkoblet i produksjon",
}  # fmt: skip


@pytest.fixture(scope="module")
def story(api: Api) -> Story:
    return Story(api)


@pytest.fixture
def coordinator(api: Api) -> Caller:
    return api.caller(Role.MUNICIPAL_COORDINATOR, BERGEN)


@pytest.mark.parametrize(("on", "count"), COUNTS.items())
def test_municipalities_and_counties_are_counted_as_of_a_day(
    story: Story, on: str, count: tuple[int, int]
) -> None:
    municipalities = story.reader.sees("/municipalities", on=on)["items"]
    counties = story.reader.sees("/counties", on=on)
    assert (len({row["number"] for row in municipalities}), len(counties)) == count
    assert (len(municipalities), sum(each["municipalities"] for each in counties)) == (
        count[0],
    ) * 2


@pytest.mark.parametrize(
    ("on", "number", "name", "municipalities"),
    [("2023-12-31", "30", "Viken", 51), ("2024-01-01", "46", "Vestland", 43)],
)
def test_a_county_is_as_it_was_that_day(
    story: Story, on: str, number: str, name: str, municipalities: int
) -> None:
    named = {each["number"]: each for each in story.reader.sees("/counties", on=on)}
    assert named[number] == {"number": number, "name": name, "municipalities": municipalities}


def test_the_remaining_are_told_by_totals_and_by_municipalities_and_never_mixed(
    story: Story,
) -> None:
    left = story.reader.sees("/solutions/kjernejournal/remaining", on="2024-01-01")["item"]
    figures, rows = left["by_figures"], left["by_rows"]
    assert figures == {
        "target": {"value": 356, "precision": "exact", "as_of": "2023-12-31"},
        "reached": {"value": 263, "precision": "about", "as_of": "2024-02-16"},
        "remaining": {"value": 93, "precision": "about", "as_of": "2024-02-16"},
        "share": 73.9,
        "at_one_date": False,
    }
    assert rows["target"] == 357 == rows["reached"] + len(rows["not_known"])


@pytest.mark.rule("C02-07")
def test_an_ambition_is_counted_by_its_own_rule_on_its_own_day(api: Api, story: Story) -> None:
    told = story.reader.sees("/solutions/kjernejournal/remaining")["item"]["by_ambition"]
    assert (told["as_of"], told["target"], len(told["denominator"])) == ("2023-12-31", 356, 356)
    assert told["target"] == told["reached"] + told["remaining"]
    assert told["share"] == round(100 * told["reached"] / 356, 1)
    code, stated = story.solution(), {"precision": "exact", "stated_by": "KS", "source": "KS 1/26"}

    def aimed(rule: str) -> dict[str, Any] | None:
        aim = {"rule": rule, "as_of": day(0).isoformat()} | stated
        position = story.owner.does(f"/solutions/{code}/ambition", aim)["position"]
        found: dict[str, Any] | None = story.reader.sees(
            f"/solutions/{code}/remaining", at_least=position
        )["item"]["by_ambition"]
        return found

    assert aimed("De som vil") is None
    region = aimed("regional:helse-vest")
    assert region is not None
    assert (region["target"], region["share"]) == (66, 0.0)
    county = aimed("regional:46")
    assert county is not None
    assert {each[:2] for each in county["denominator"]} == {"46"}


def test_a_stage_takes_a_municipality_off_the_list_and_says_nothing_of_use(
    api: Api, story: Story, coordinator: Caller
) -> None:
    code = story.solution()
    receipt = coordinator.does(f"/municipalities/4601/adoptions/{code}/stages", STAGE)
    seen = story.reader.sees(f"/solutions/{code}/remaining", at_least=receipt["position"])["item"]
    assert seen["by_figures"] is None
    rows = seen["by_rows"]
    assert (rows["target"], rows["reached"], rows["in_use"]) == (357, 1, 0)
    assert "4601" not in {each["number"] for each in rows["not_known"]}


def test_the_region_board_lists_every_municipality_also_where_nothing_is_known(
    story: Story, coordinator: Caller
) -> None:
    code = story.solution()
    receipt = coordinator.does(f"/municipalities/4601/adoptions/{code}/stages", STAGE)
    board = story.reader.sees("/regions/46/board", solution=code, at_least=receipt["position"])
    known = {row["municipality"]["name"]: row["standings"] for row in board["items"]}
    assert len(known) == 43
    assert [name for name, standings in known.items() if standings] == ["Bergen"]
    [standing] = known["Bergen"]
    assert (standing["stage"], standing["reached_on"]) == ("technically_introduced", "2024-03")
    assert (standing["source_kind"], standing["answer"]) == ("municipality", None)
    assert len(story.reader.sees("/regions/12/board", on="2019-12-31", limit=50)["items"]) == 33
    assert story.reader.sees("/regions/12/board", on="2024-01-01")["items"] == []


def test_the_portfolio_shows_readiness_by_scope_beside_ambition_and_figures(
    api: Api, story: Story
) -> None:
    kjernejournal = story.reader.sees("/solutions/kjernejournal")["item"]
    assert (kjernejournal["ambition"]["target"], kjernejournal["readiness"]) == (356, {})
    code = story.ready()
    board = story.reader.sees("/portfolio", limit=500, at_least=api.store.head())["items"]
    [row] = [each for each in board if each["id"] == code]
    ready = row["readiness"]["national"]
    assert (ready["outcome"], ready["unmet"], ready["in_assessment"]) == ("ready", [], False)


def test_a_run_shows_who_is_unanswered_as_neither_yes_nor_no(api: Api, story: Story) -> None:
    run = story.open(story.ready())
    bergen, _ = story.invited(run), story.invited(run, "4621")
    story.joined(bergen)
    page = story.reader.sees(f"/runs/{run}", at_least=api.store.head())["item"]
    assert page["answers"] == {
        "invited": 2, "join": 1, "decline": 0, "postpone": 0, "more_information": 0,
        "withdrawn": 0, "unanswered": 1, "expired": 0,
    }  # fmt: skip
    assert [(each["number"], each["open"]) for each in page["puljer"]] == [(1, True), (2, True)]
    assert (page["run"]["stage"], page["run"]["track"]) == ("open", "A")


def test_an_evaluation_is_owed_until_the_coordinating_group_has_it(api: Api, story: Story) -> None:
    run = story.reviewed(story.solution())
    due = day(5).isoformat()
    receipt = story.leader.does(f"/runs/{run}/evaluation", {"due": due})

    def owed(days: int, at_least: int) -> bool:
        on = day(days).isoformat()
        page = story.reader.sees(f"/runs/{run}", on=on, at_least=at_least)
        return bool(page["item"]["evaluation_debt"])

    assert (owed(5, receipt["position"]), owed(6, receipt["position"])) == (False, True)
    evaluation = f"/evaluations/{receipt['id']}"
    told: dict[str, Any] = {
        "summary": "Løpet nådde 31.",
        "heard": [{"party": "NHN", "kind": "actor", "answered": True}],
        "learnings": [{"id": "L1", "text": "Sent.", "type": "material", "owner": "KS"}],
    }  # fmt: skip
    receipt = story.leader.does(f"{evaluation}/delivery", told)
    assert owed(6, receipt["position"])
    [learning] = story.reader.sees("/learnings", run=run, at_least=receipt["position"])["items"]
    assert (learning["text"], learning["owner"], learning["track"]) == ("Sent.", "KS", "A")
    receipt = story.group.does(f"{evaluation}/receipt", {"case": "NKG 7/26"})
    assert not owed(6, receipt["position"])


def test_a_municipality_reads_everything_that_is_held_about_it(api: Api, story: Story) -> None:
    invited = story.invited(story.open(story.ready()), "4601")
    page = story.bergen.sees("/municipalities/4601", at_least=api.store.head())["item"]
    assert page["municipality"]["name"] == "Bergen"
    assert invited in {each["id"] for each in page["participations"]}
    assert invited not in {
        each["id"] for each in story.bergen.sees("/municipalities/4602")["item"]["participations"]
    }


def test_an_organisation_number_is_stated_once_with_a_reason(api: Api) -> None:
    owner = api.caller(Role.PORTFOLIO_OWNER, KS)
    stated = {"orgnr": "974760673", "on": "2024-01-01", "reason": "Ny kommune"}
    path = "/municipalities/1580/organisation-number"
    receipt = owner.does(path, stated)
    assert owner.does(path, stated)["version"] == receipt["version"]
    wrong = stated | {"orgnr": "123456789"}
    refused(owner.post(path, wrong), 409, rule="C01-04", reason="organisation_number_invalid")
    taken = stated | {"orgnr": BERGEN}
    refused(owner.post(path, taken), 409, rule="C01-04", reason="organisation_number_in_use")


def test_how_far_somebody_had_come_on_a_day_is_what_had_surely_been_reached_by_then(
    story: Story, coordinator: Caller
) -> None:
    code = story.solution()
    adoption = f"/municipalities/4601/adoptions/{code}"
    used = STAGE | {"stage": "in_use", "reached_on": "2025-06-10", "precision": "day"}
    stopped = {"on": "2026-05-01", "source": "Kommunen", "evidence": "Avtalen er sagt opp"}
    for path, body in (("stages", STAGE), ("stages", used), ("lapses", stopped)):
        receipt = coordinator.does(f"{adoption}/{path}", body)

    def seen(on: str) -> tuple[str | None, str | None, int, int]:
        at_least = receipt["position"]
        board = story.reader.sees("/regions/46/board", solution=code, on=on, at_least=at_least)
        [standing] = [s for row in board["items"] for s in row["standings"]]
        own = story.reader.sees("/municipalities/4601", on=on)["item"]["standings"]
        assert standing in own
        rows = story.reader.sees(f"/solutions/{code}/remaining", on=on)["item"]["by_rows"]
        assert rows["target"] == rows["reached"] + len(rows["not_known"])
        return standing["stage"], standing["reached_on"], rows["reached"], rows["in_use"]

    assert seen("2024-03-30") == (None, None, 0, 0)
    assert seen("2024-03-31") == ("technically_introduced", "2024-03", 1, 0)
    assert seen("2025-06-09") == ("technically_introduced", "2024-03", 1, 0)
    assert seen("2025-06-10") == ("in_use", "2025-06-10", 1, 1)
    assert seen("2026-04-30") == ("in_use", "2025-06-10", 1, 1)
    assert seen("2026-05-01") == seen(day(0).isoformat()) == ("use_lapsed", "2026-05-01", 1, 0)


@pytest.mark.rule("C09-01")
def test_a_stage_that_was_lost_stood_until_then_and_who_lost_it_is_on_the_list_again(
    story: Story, coordinator: Caller
) -> None:
    code = story.solution()
    adoption = f"/municipalities/4601/adoptions/{code}"
    lost = {
        "stage": "technically_introduced", "on": "2026-05-01", "source": "Kommunen",
        "evidence": "Koblet fra",
    }  # fmt: skip
    coordinator.does(f"{adoption}/stages", STAGE)
    refused(
        coordinator.post(f"{adoption}/losses", lost | {"on": "2024-02-01"}), 409,
        rule="C09-01", reason="not_reached",
    )  # fmt: skip
    receipt = coordinator.does(f"{adoption}/losses", lost)

    def seen(on: str) -> tuple[str | None, int]:
        at_least = receipt["position"]
        board = story.reader.sees("/regions/46/board", solution=code, on=on, at_least=at_least)
        [standing] = [s for row in board["items"] for s in row["standings"]]
        rows = story.reader.sees(f"/solutions/{code}/remaining", on=on)["item"]["by_rows"]
        return standing["stage"], rows["reached"]

    assert seen("2026-04-30") == ("technically_introduced", 1)
    assert seen("2026-05-01") == seen(day(0).isoformat()) == ("available", 0)


def test_what_nobody_knows_the_day_of_is_known_from_the_day_it_was_told(
    story: Story, coordinator: Caller
) -> None:
    code = story.solution()
    told = STAGE | {"reached_on": None, "precision": "unknown"}
    receipt = coordinator.does(f"/municipalities/4601/adoptions/{code}/stages", told)

    def stage(days: int) -> str | None:
        query = {"on": day(days).isoformat(), "at_least": receipt["position"], "solution": code}
        board = story.reader.sees("/regions/46/board", **query)["items"]
        [standing] = [s for row in board for s in row["standings"]]
        found: str | None = standing["stage"]
        return found

    assert (stage(-1), stage(0)) == (None, "technically_introduced")


@pytest.mark.rule("C01-09")
def test_the_region_board_counts_load_tasks_and_needs_of_the_day_asked_for(
    api: Api, story: Story
) -> None:
    def row(day_of: int) -> tuple[int, int]:
        board = story.reader.sees(
            "/regions/46/board", solution="kjernejournal", at_least=api.store.head(),
            on=day(day_of).isoformat(),
        )["items"]  # fmt: skip
        [told] = [each for each in board if each["municipality"]["number"] == "4621"]
        return told["load"], told["needs"]

    (load, needs), voss = row(0), api.caller(Role.MUNICIPAL_DECIDER, VOSS)
    run = story.open(story.ready())
    story.joined(story.invited(run, "4621"), voss)
    voss.does("/needs", {"text": "Tilgang."})
    assert row(0) == (load + 1, needs + 1)
    assert row(-1) == (0, 0)
    story.group.does(f"/runs/{run}/cancellation", {"reason": "Leverandøren trakk seg."})
    assert row(0) == (load, needs + 1)


def test_a_page_of_the_region_board_leads_to_the_next(story: Story) -> None:
    found: list[str] = []
    page = story.reader.sees("/regions/46/board")
    found += [row["municipality"]["number"] for row in page["items"]]
    assert len(found) == 10
    while page["next"]:
        page = story.reader.sees("/regions/46/board", cursor=page["next"])
        found += [row["municipality"]["number"] for row in page["items"]]
    assert (len(found), found == sorted(set(found))) == (43, True)
