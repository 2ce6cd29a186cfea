"""A letter contains nine principles, is accepted with open eyes, and is reported against."""

from __future__ import annotations

from typing import Any

import pytest

from aggregates.deeds import regional_people as deeds
from aggregates.kernel.act import Role
from aggregates.mandates.roster import Roster
from aggregates.regions.assignment_letter import AssignmentLetter, GroupStanding
from aggregates.regions.competence import AREAS
from aggregates.regions.old_network import OldNetwork
from aggregates.regions.principles import KEYS, PRINCIPLES
from aggregates.regions.regional_group import RegionalGroup
from tests.kit.desk import MemoryDesk
from tests.kit.given import MORNING, act, asked, given
from tests.kit.regions import CONTACT, DIGIVESTLAND, NETWORK, PERSON, VESTLAND, group, register

GROUP, TODAY = RegionalGroup.id_of(VESTLAND), MORNING.date()
ISSUED: dict[str, Any] = {
    "group": GROUP, "network": DIGIVESTLAND, "year": 2024, "tasks": ["Etablere gruppen"],
    "base_functions": ["Kontaktperson"], "result_goals": ["Alle har hatt kontakt"],
    "principles": list(KEYS),
}  # fmt: skip
STANDING = GroupStanding(["nettverksressurs"], ["procurement"], 1, 2, "regional-group/x@3")
WHOLE = GroupStanding([], [], 2, 2, "regional-group/x@9")


def letter(accepted: bool = False) -> AssignmentLetter:
    made = AssignmentLetter.issue(act(), **ISSUED)
    if accepted:
        made.accept(NETWORK, seen=["procurement"], standing=STANDING)
    return made


def points(**changed: Any) -> list[dict[str, Any]]:
    return [{"principle": key, "met": True, "how": "Gjennomført."} | changed for key in KEYS]


@pytest.mark.rule("I45")
def test_there_are_nine_common_principles_each_with_its_source() -> None:
    assert len(PRINCIPLES) == len(set(KEYS)) == 9
    assert all(each.words and each.source.startswith("S3 L6") for each in PRINCIPLES)


@pytest.mark.rule("I45")
@pytest.mark.parametrize("left_out", KEYS)
def test_a_letter_without_one_of_the_nine_principles_is_refused(left_out: str) -> None:
    eight = [key for key in KEYS if key != left_out]
    asked(lambda: AssignmentLetter.issue(act(), **ISSUED | {"principles": eight})).then_refused(
        "I45", "principles_missing", principles=[left_out]
    )


@pytest.mark.rule("C12-07", "I45")
@pytest.mark.parametrize(
    ("wrong", "rule", "reason"),
    [
        ({"tasks": []}, "C12-07", "field_missing"),
        ({"base_functions": []}, "C12-07", "field_missing"),
        ({"result_goals": []}, "C12-07", "field_missing"),
        ({"principles": [*KEYS, "a_tenth"]}, "I45", "unknown_principle"),
    ],
)
def test_a_letter_asks_for_something_and_has_goals(
    wrong: dict[str, Any], rule: str, reason: str
) -> None:
    asked(lambda: AssignmentLetter.issue(act(), **ISSUED | wrong)).then_refused(rule, reason)


@pytest.mark.rule("C12-05")
def test_a_letter_is_accepted_only_when_the_gaps_have_been_seen() -> None:
    unseen = given(letter()).when(AssignmentLetter.accept, NETWORK, seen=[], standing=STANDING)
    unseen.then_refused("C12-05", "gaps_unseen", gaps=["procurement"])
    assert unseen.refusal is not None
    assert unseen.refusal.trace is not None
    made = letter()
    given(made).when(
        AssignmentLetter.accept, NETWORK, seen=["procurement"], standing=STANDING
    ).then(AssignmentLetter.Accepted, gaps=["procurement"])
    given(made).when(AssignmentLetter.accept, NETWORK, seen=[], standing=WHOLE).then_nothing()


@pytest.mark.rule("C12-07")
def test_another_network_neither_accepts_nor_reports() -> None:
    stranger = act(Role.DIGITAL_NETWORK, body="330005505")
    given(letter()).when(AssignmentLetter.accept, stranger, seen=[], standing=WHOLE).then_refused(
        "C12-07", "not_the_network"
    )
    given(letter(accepted=True)).when(
        AssignmentLetter.give_report, stranger, points=points(), standing=WHOLE
    ).then_refused("C12-07", "not_the_network")


@pytest.mark.rule("C12-07")
def test_a_report_speaks_to_every_principle_of_an_accepted_letter() -> None:
    given(letter()).when(
        AssignmentLetter.give_report, NETWORK, points=points(), standing=WHOLE
    ).then_refused("C12-07", "not_accepted")
    given(letter(accepted=True)).when(
        AssignmentLetter.give_report, NETWORK, points=points()[1:], standing=WHOLE
    ).then_refused("C12-07", "principle_untold", principles=[KEYS[0]])
    given(letter(accepted=True)).when(
        AssignmentLetter.give_report, NETWORK, points=points(how=""), standing=WHOLE
    ).then_refused("C12-07", "principle_untold")


@pytest.mark.rule("C12-07")
def test_a_report_speaks_to_every_task_and_every_result_goal_of_the_letter() -> None:
    said = [
        {"point": point, "met": False, "how": "Et stykke igjen."}
        for point in ("Etablere gruppen", "Alle har hatt kontakt")
    ]
    given(letter()).when(AssignmentLetter.report_results, NETWORK, results=said).then_refused(
        "C12-07", "not_accepted"
    )
    made = letter(accepted=True)
    given(made).when(AssignmentLetter.report_results, NETWORK, results=said[:1]).then_refused(
        "C12-07", "point_untold", points=["Alle har hatt kontakt"]
    )
    other = [*said, {"point": "Noe annet", "met": True, "how": "Ja."}]
    given(made).when(AssignmentLetter.report_results, NETWORK, results=other).then_refused(
        "C12-07", "unknown_point", points=["Noe annet"]
    )
    given(made).when(AssignmentLetter.report_results, NETWORK, results=said).then(
        AssignmentLetter.GoalsReported, results=said
    )
    given(made).when(AssignmentLetter.report_results, NETWORK, results=said).then_nothing()
    stranger = act(Role.DIGITAL_NETWORK, body="330005505")
    given(made).when(AssignmentLetter.report_results, stranger, results=[]).then_refused(
        "C12-07", "not_the_network"
    )


@pytest.mark.rule("C12-07", "I41", "I43")
def test_what_is_reported_as_met_against_the_register_is_recorded_and_flagged() -> None:
    made = letter(accepted=True)
    given(made).when(
        AssignmentLetter.give_report, NETWORK, points=points(), standing=STANDING
    ).then(
        AssignmentLetter.Reported,
        doubts=["joint_competence", "several_municipalities", "three_functions"],
    )  # fmt: skip
    given(made).when(
        AssignmentLetter.give_report, NETWORK, points=points(), standing=WHOLE
    ).then_nothing()
    given(letter(accepted=True)).when(
        AssignmentLetter.give_report, NETWORK, points=points(met=False), standing=STANDING
    ).then(AssignmentLetter.Reported, doubts=[])


@pytest.mark.rule("I41", "C01-06")
def test_who_no_longer_may_act_by_the_roster_makes_the_group_incomplete() -> None:
    made, roster = group(), Roster.open(act(), organisation=VESTLAND)
    roster.give(act(), kind="regional_group", person=PERSON, function=CONTACT, since=TODAY)
    desk = MemoryDesk(NETWORK, made, roster, register("4601", "4602"))
    made.appoint_contact(NETWORK, person=PERSON, since=TODAY, rostered=True)
    made.declare_competence(NETWORK, person=PERSON, areas=list(AREAS))
    before = deeds.group_standing(desk, GROUP)
    assert (before.missing, before.gaps) == (["innforingsleder", "nettverksressurs"], [])
    roster.end(act(), person=PERSON, function=CONTACT, until=TODAY)
    after = deeds.group_standing(desk, GROUP)
    assert (after.missing[0], after.gaps) == (CONTACT, list(AREAS))


def old(ends: int = 2025) -> OldNetwork:
    return OldNetwork.continue_(
        act(), group=GROUP, network="kommunenettverk", base_year=2022, base_percent=150,
        ends=TODAY.replace(year=ends),
    )  # fmt: skip


@pytest.mark.rule("C12-11")
def test_an_older_network_goes_on_until_the_group_is_complete_or_its_end_comes() -> None:
    given(old()).when(OldNetwork.close, act(), missing=["nettverksressurs"]).then_refused(
        "C12-11", "still_needed", functions=["nettverksressurs"]
    )
    given(old()).when(OldNetwork.close, act(), missing=[]).then(OldNetwork.Closed, complete=True)
    past = old(2024)
    given(past).when(OldNetwork.close, act(), missing=[CONTACT]).then(
        OldNetwork.Closed, complete=False
    )
    given(past).when(OldNetwork.set_level, act(), percent=10, agreement="24/1").then_refused(
        "C12-11", "closed"
    )


@pytest.mark.rule("C12-11")
@pytest.mark.parametrize(
    ("percent", "agreement", "reason"),
    [(151, "24/1", "above_base"), (100, "", "agreement_missing")],
)
def test_its_level_is_never_above_the_base_year_and_is_agreed(
    percent: int, agreement: str, reason: str
) -> None:
    given(old()).when(
        OldNetwork.set_level, act(), percent=percent, agreement=agreement
    ).then_refused("C12-11", reason)
    given(old()).when(OldNetwork.set_level, act(), percent=100, agreement="24/1").then(
        OldNetwork.LevelSet, percent=100
    )
    asked(
        lambda: OldNetwork.continue_(
            act(), group=GROUP, network="nytt", base_year=2022, base_percent=1, ends=TODAY
        )
    ).then_refused("C12-11", "unknown_network")
