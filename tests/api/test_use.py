"""Use is measured by month and service area, and what nobody measured is unknown."""

from __future__ import annotations

from typing import Any

import pytest

from aggregates.adoption.activity import earlier, month_of
from aggregates.kernel.act import Role
from tests.kit.http import BERGEN, NHN, VESTLAND, Api, Caller, day, refused
from tests.kit.story import Story

TOLD: dict[str, Any] = {
    "reached_on": "2024-03", "precision": "month", "source": "Bergen 26/88", "evidence": "Brukes.",
}  # fmt: skip
RULE = {"definition": "Oppslag per måned", "threshold": 10, "decision": "KS 26/201"}


@pytest.fixture(scope="module")
def story(api: Api) -> Story:
    return Story(api)


@pytest.fixture
def nhn(api: Api) -> Caller:
    return api.caller(Role.SERVICE_PROVIDER, NHN)


@pytest.fixture
def contact(api: Api) -> Caller:
    return api.caller(Role.REGIONAL_CONTACT, VESTLAND)


def stage(caller: Caller, code: str, number: str, name: str, service: str = "") -> dict[str, Any]:
    area = f"/services/{service}" if service else ""
    path = f"/municipalities/{number}/adoptions/{code}{area}/stages"
    return caller.does(path, TOLD | {"stage": name})


def measured(batch: str, *rows: tuple[str, str, int], service: str = "kommunen") -> dict[str, Any]:
    """Rows of number, month and value."""
    told = [
        {"municipality": number, "service": service, "period": period, "value": value}
        for number, period, value in rows
    ]
    return {"batch": batch, "definition": 1, "source": "NHN", "rows": told}


def sees(story: Story, path: str, receipt: dict[str, Any], **query: Any) -> Any:
    return story.reader.sees(path, at_least=receipt["position"], **query)


@pytest.mark.rule("C09-09")
def test_the_regions_add_up_to_the_nation_and_the_unknown_are_a_column_of_their_own(
    story: Story, nhn: Caller
) -> None:
    code = story.solution()
    stage(nhn, code, "4601", "technically_introduced")
    receipt = stage(nhn, code, "0301", "in_use")
    shown = sees(story, f"/solutions/{code}/dashboard", receipt)["item"]
    nation = shown["nation"]
    assert (nation["municipalities"], nation["stages"]["unknown"]) == (357, 355)
    assert (nation["stages"]["technically_introduced"], nation["stages"]["in_use"]) == (1, 1)
    assert len(shown["regions"]) == 15
    for column in nation["stages"]:
        assert sum(each["stages"][column] for each in shown["regions"]) == nation["stages"][column]
    assert sum(each["municipalities"] for each in shown["regions"]) == 357
    assert shown["municipalities"] is None
    one = sees(story, f"/solutions/{code}/dashboard", receipt, county="46")["item"]
    assert one["nation"] == nation
    assert one["regions"] == [each for each in shown["regions"] if each["county"] == "46"]
    stages = {each["municipality"]["number"]: each["stage"] for each in one["municipalities"]}
    assert (len(stages), stages["4601"], stages["4621"]) == (43, "technically_introduced", None)


@pytest.mark.rule("C09-06")
def test_the_list_of_unused_is_introduced_minus_active_digihelsestasjon_166_160_6(
    story: Story, nhn: Caller
) -> None:
    code = story.solution()
    there = [each["number"] for each in story.reader.sees("/municipalities")["items"]][:166]
    for place, number in enumerate(there):
        receipt = stage(nhn, code, number, "in_use" if place < 160 else "technically_introduced")
    shown = sees(story, f"/solutions/{code}/introduced-not-used", receipt)["item"]
    assert (shown["introduced"], shown["active"], shown["gap"]) == (166, 160, 6)
    assert shown["active_percent"] == 96.4
    assert [each["municipality"]["number"] for each in shown["items"]] == there[160:]
    assert {each["use"] for each in shown["items"]} == {"not_used"}


@pytest.mark.rule("I30", "C09-04")
def test_what_nobody_measured_is_not_there_and_the_same_batch_twice_changes_nothing(
    api: Api, story: Story, nhn: Caller
) -> None:
    code = story.solution()
    batch = measured("b-1", ("4601", "2024-01", 5), ("4601", "2024-03", 0))
    receipt = nhn.does(f"/solutions/{code}/use", batch)
    head = api.store.head()
    nhn.does(f"/solutions/{code}/use", batch)
    assert api.store.head() == head
    [series] = sees(story, f"/solutions/{code}/use", receipt)["items"]
    assert series["months"] == {"2024-01": 5, "2024-03": 0}
    other = measured("b-2", ("4601", "2024-03", 9))
    refused(
        nhn.post(f"/solutions/{code}/use", other), 409, rule="C09-04", reason="measured_already"
    )


@pytest.mark.rule("C09-04")
def test_a_municipality_corrects_its_own_measurement_with_a_reason(
    api: Api, story: Story, nhn: Caller
) -> None:
    code = story.solution()
    nhn.does(f"/solutions/{code}/use", measured("b-1", ("4601", "2024-01", 5)))
    coordinator = api.caller(Role.MUNICIPAL_COORDINATOR, BERGEN)
    path = f"/municipalities/4601/adoptions/{code}/services/kommunen/use/corrections"
    said = {
        "period": "2024-01", "definition": 1, "value": 4, "source": "Bergen", "reason": "Test."
    }  # fmt: skip
    receipt = coordinator.does(path, said)
    [series] = sees(story, f"/solutions/{code}/use", receipt)["items"]
    assert (series["months"], series["corrected"]) == ({"2024-01": 4}, ["2024-01"])
    never = said | {"period": "2024-02"}
    refused(coordinator.post(path, never), 409, rule="I30", reason="never_measured")


@pytest.mark.rule("I34", "C09-06")
def test_another_rule_gives_another_board_and_every_version_is_shown(
    story: Story, nhn: Caller
) -> None:
    code = story.solution()
    stage(nhn, code, "4601", "in_use")
    last = earlier(month_of(day(0)), 1)
    receipt = nhn.does(f"/solutions/{code}/use", measured("b-1", ("4601", last, 8)))
    path = f"/solutions/{code}/introduced-not-used"
    shown = sees(story, path, receipt)["item"]
    assert (shown["use_rule"], shown["active"], shown["reported"]) == (None, 1, 1)
    for version, threshold, gap in ((1, 10, 1), (2, 5, 0)):
        receipt = story.owner.does(f"/solutions/{code}/use-rule", RULE | {"threshold": threshold})
        shown = sees(story, path, receipt)["item"]
        assert (shown["use_rule"], shown["gap"], shown["reported"]) == (version, gap, 0)
        assert [each["use"] for each in shown["items"]] == ["below"] * gap
    said = story.reader.sees(f"/solutions/{code}/use-rules")["item"]
    assert [each["threshold"] for each in said["active"]] == [10, 5]


@pytest.mark.rule("C09-03")
def test_a_change_of_the_rule_for_service_areas_changes_the_municipalitys_stage(
    api: Api, story: Story
) -> None:
    code = story.solution()
    coordinator = api.caller(Role.MUNICIPAL_COORDINATOR, BERGEN)
    stage(coordinator, code, "4601", "technically_introduced")
    receipt = stage(coordinator, code, "4601", "in_use", "sykehjem")

    def shown(receipt: dict[str, Any]) -> dict[str, Any]:
        board = sees(story, "/regions/46/board", receipt, solution=code)
        [row] = [each for each in board["items"] if each["municipality"]["number"] == "4601"]
        return dict(row["standings"][0])

    before = shown(receipt)
    assert (before["stage"], before["weighed"]) == ("technically_introduced", None)
    assert before["services"] == {"sykehjem": "in_use"}
    both = {"services": ["sykehjem", "legevakt"], "decision": "KS 26/202"}
    stages = []
    for version, rule in enumerate(("any", "all", "majority"), 1):
        receipt = story.owner.does(f"/solutions/{code}/service-rule", both | {"rule": rule})
        after = shown(receipt)
        assert after["weighed"] == {"rule": rule, "version": version}
        stages.append(after["stage"])
    assert stages == ["in_use", None, None]
    receipt = stage(coordinator, code, "4601", "in_use", "legevakt")
    assert shown(receipt)["stage"] == "in_use"


@pytest.mark.rule("C09-07")
def test_nothing_is_confirmed_that_was_not_suggested(
    story: Story, nhn: Caller, contact: Caller
) -> None:
    code = story.solution()
    stage(nhn, code, "4601", "in_use")
    nhn.does(f"/solutions/{code}/use", measured("b-1", ("4601", "2024-03", 8)))
    path = f"/municipalities/4601/adoptions/{code}/services/kommunen/use"
    said = {"definition": 1, "reason": "Nei."}
    refused(
        contact.post(f"{path}/confirmation", {"definition": 1}), 409, rule="C09-07",
        reason="nothing_suggested",
    )  # fmt: skip
    refused(contact.post(f"{path}/dismissal", said), 409, rule="C09-07", reason="nothing_suggested")


def test_a_month_is_of_the_municipality_that_had_the_number_then(story: Story, nhn: Caller) -> None:
    code = story.solution()
    receipt = nhn.does(
        f"/solutions/{code}/use",
        measured("b-1", ("1507", "2023-12", 8), ("1508", "2024-01", 3)),
    )
    series = sees(story, f"/solutions/{code}/use", receipt)["items"]
    assert len({each["municipality"] for each in series}) == 2
    refused(nhn.post(f"/solutions/{code}/use", measured("b-2", ("1507", "2024-01", 8))), 404)
