"""Who acts for whom: given by the organisation itself, and ended at once."""

from __future__ import annotations

from typing import Any

import pytest

from aggregates.kernel.act import Role
from tests.kit.http import BERGEN, KINN, KS, NHN, Api, Caller, day, refused
from tests.kit.rosters import referred
from tests.kit.story import Story, join


@pytest.fixture
def story(api: Api) -> Story:
    return Story(api)


def given(api: Api, subject: str, **other: Any) -> dict[str, Any]:
    person = referred(api.url, api.folder, subject)
    return {
        "person": person,
        "function": "kommunal_beslutter",
        "since": day(0).isoformat(),
        **other,
    }


def administrator(api: Api, body: str = BERGEN) -> Caller:
    return api.caller(Role.ADMINISTRATOR, body)


def test_a_token_is_not_enough_and_the_organisations_own_administrator_gives_the_rest(
    api: Api, story: Story
) -> None:
    invited = story.invited(story.open(story.ready()))
    decision = f"/participations/{invited}/decision"
    newcomer = api.stranger(Role.MUNICIPAL_DECIDER, BERGEN, "newcomer")
    refused(newcomer.post(decision, join()), 403)
    assert newcomer.sees("/me")["roles"] == []
    administrator(api).does(f"/organisations/{BERGEN}/functions", given(api, "newcomer"))
    assert newcomer.sees("/me")["roles"] == ["kommunal_beslutter"]
    newcomer.does(decision, join())


def test_who_has_ended_acts_no_more_from_that_moment(api: Api, story: Story) -> None:
    invited = story.invited(story.open(story.ready()))
    functions = f"/organisations/{BERGEN}/functions"
    administrator(api).does(functions, given(api, "leaver"))
    leaver = api.stranger(Role.MUNICIPAL_DECIDER, BERGEN, "leaver")
    leaver.does(f"/participations/{invited}/decision", join())
    ended = given(api, "leaver", until=day(0).isoformat())
    del ended["since"]
    administrator(api).does(f"{functions}/endings", ended)
    problem = refused(leaver.post(f"/participations/{invited}/withdrawal", {}), 403)
    assert problem["type"] == "/api/problems/function_not_held"
    refused(leaver.get("/portfolio"), 403)


def test_nobody_gives_functions_in_another_organisation(api: Api, head: int) -> None:
    for other in (administrator(api, KINN), administrator(api, KS)):
        problem = refused(other.post(f"/organisations/{BERGEN}/functions", given(api, "p-1")), 403)
        assert problem["type"] == "/api/problems/other_body"
        refused(other.get(f"/organisations/{BERGEN}/functions"), 403)
    assert api.store.head() == head


def test_nobody_appoints_where_there_is_an_administrator(api: Api, head: int) -> None:
    operator = api.caller(Role.OPERATOR)
    asked = {
        "person": referred(api.url, api.folder, "intruder"),
        "since": day(0).isoformat(),
        "document": "26/1",
    }
    refused(
        operator.post(f"/organisations/{BERGEN}/administrators", asked),
        409, rule="C01-06", reason="administered",
    )  # fmt: skip
    assert api.store.head() == head


def test_a_function_that_an_organisation_does_not_have_is_not_given(api: Api) -> None:
    provider = api.caller(Role.ADMINISTRATOR, NHN)
    refused(
        provider.post(f"/organisations/{NHN}/functions", given(api, "p-1")),
        409, rule="C01-06", reason="function_unfit",
    )  # fmt: skip


def test_the_roster_is_read_by_those_it_concerns(api: Api) -> None:
    path = f"/organisations/{KINN}/functions"
    for reader in (
        administrator(api, KINN), api.caller(Role.AUDITOR), api.caller(Role.PORTFOLIO_OWNER),
    ):  # fmt: skip
        told = reader.sees(path)
        assert {each["function"] for each in told["held"]} >= {"kommunal_beslutter"}
    refused(api.caller(Role.VENDOR).get(path), 403)


def test_a_decision_is_made_at_the_level_that_the_municipality_has_stated(
    api: Api, story: Story
) -> None:
    solution = story.solution()
    run = story.open(story.ready())
    first, second = story.invited(run, "4602"), story.invited(story.open(story.ready()), "4602")
    kinn = api.caller(Role.MUNICIPAL_DECIDER, KINN)
    lowly = join(level="virksomhetsleder")
    refused(
        kinn.post(f"/participations/{first}/decision", lowly),
        409, rule="C07-08", reason="level_too_low",
    )  # fmt: skip
    stated = {
        "level": "virksomhetsleder",
        "since": day(0).isoformat(),
        "document": "Delegering 26/8",
    }
    kinn.does("/municipalities/4602/delegation", stated)
    kinn.does(f"/participations/{first}/decision", lowly)
    kinn.does("/municipalities/4602/delegation", stated | {"level": "kommunestyre"})
    refused(
        kinn.post(f"/participations/{second}/decision", join()),
        409, rule="C07-08", reason="level_too_low",
    )  # fmt: skip
    told = story.reader.sees("/municipalities/4602/delegation")
    assert (told["default"], told["stated"]) == ("kommunestyre", {})
    kinn.does(
        "/municipalities/4602/delegation", stated | {"matter": solution, "level": "kommunedirektor"}
    )
    told = story.reader.sees("/municipalities/4602/delegation")
    assert told["stated"] == {solution: "kommunedirektor"}


def test_nobody_states_levels_for_another_municipality(api: Api, head: int) -> None:
    stated = {
        "level": "virksomhetsleder",
        "since": day(0).isoformat(),
        "document": "Delegering 26/8",
    }
    refused(
        api.caller(Role.MUNICIPAL_DECIDER, KINN).post("/municipalities/4601/delegation", stated),
        403, rule="I01", reason="not_decider",
    )  # fmt: skip
    refused(api.caller(Role.PORTFOLIO_OWNER).post("/municipalities/4601/delegation", stated), 403)
    assert api.store.head() == head


def test_a_statement_without_a_position_is_flagged_in_the_trail(api: Api) -> None:
    speaker = api.caller(Role.REPRESENTATIVE, KS)
    person = speaker.sees("/me")["reference"]
    mandate = api.caller(Role.PORTFOLIO_OWNER).does(
        "/mandates", {"person": person, "forum": "NUFA", "since": day(-5).isoformat()}
    )
    said = {"matter": "Sak 4/26", "on": day(0).isoformat()}
    receipt = speaker.does(f"/mandates/{mandate['id']}/statements", said)
    told = api.caller(Role.AUDITOR).sees(f"/trail/{mandate['id']}", at_least=receipt["position"])[
        "items"
    ]
    assert [each["about"].get("anchored") for each in told] == [None, False]
    assert api.caller(Role.AUDITOR).sees(f"/mandates/{mandate['id']}")["forum"] == "NUFA"
