from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from aggregates.execution.follow_up import NEEDED, FollowUp
from aggregates.execution.terms import USUAL, Terms
from tests.kit.given import Recorded, asked, given
from tests.kit.runs import BERGEN, GROUP, LEADER, RUN, VOSS, coordinator, decider, placed

LATER = date(2025, 2, 1)
OWNER: dict[str, Any] = {
    "owner_role": "Helsesjef", "support_line": "Brukerstøtte", "next_review": LATER,
}  # fmt: skip
PLAN: dict[str, Any] = {
    "text": "Samtale hver måned.", "until": LATER, "measurements": 2, "agreed": 2,
}  # fmt: skip


def begun() -> FollowUp:
    who = placed()
    return FollowUp.begin(
        LEADER, participation=who.id, run=RUN, solution="pll", municipality=BERGEN,
        number="4601", region="46",
    )  # fmt: skip


def terms(**instead: Any) -> Recorded:
    said: dict[str, Any] = {
        "measurements": 3, "stale_days": 60, "check_weeks": [12, 4],
        "kept": ["evaluation"], "decision": "NKG 9/24",
    }  # fmt: skip
    return given(Terms.begin(GROUP, solution="pll")).when(Terms.agree, GROUP, **said | instead)


@pytest.mark.rule("I32")
def test_until_something_else_is_agreed_two_measurements_are_owed() -> None:
    assert USUAL.measurements == 2
    assert Terms.begin(GROUP, solution="pll").demands == USUAL
    terms().then(Terms.Agreed, measurements=3, check_weeks=[4, 12])
    terms(measurements=0).then_refused("I32", "measurements_missing")


@pytest.mark.rule("C08-01")
def test_no_theme_is_kept_that_there_is_not() -> None:
    terms(kept=["lunsj"]).then_refused("C08-01", "unknown_theme", themes=["lunsj"])


@pytest.mark.rule("I32")
def test_the_leader_or_the_municipality_itself_plans_its_follow_up() -> None:
    for who in (LEADER, coordinator()):
        given(begun()).when(FollowUp.plan, who, **PLAN).then(FollowUp.Planned, measurements=2)
    given(begun()).when(FollowUp.plan, coordinator(VOSS), **PLAN).then_refused(
        "I01", "not_own_municipality"
    )


@pytest.mark.rule("I32")
@pytest.mark.parametrize(
    ("instead", "reason"),
    [
        ({"text": " "}, "plan_empty"),
        ({"until": date(2024, 2, 16)}, "plan_over"),
        ({"measurements": 1}, "fewer_than_agreed"),
    ],
)
def test_a_plan_says_how_lasts_and_measures_no_less_than_agreed(
    instead: dict[str, Any], reason: str
) -> None:
    given(begun()).when(FollowUp.plan, LEADER, **PLAN | instead).then_refused("I32", reason)


@pytest.mark.rule("C08-07")
@pytest.mark.parametrize(
    ("instead", "reason"),
    [
        ({"owner_role": "p-58d2c4f0b7a9"}, "role_missing"),
        ({"owner_role": " "}, "role_missing"),
        ({"support_line": " "}, "support_line_missing"),
        ({"next_review": date(2024, 2, 16)}, "review_passed"),
    ],
)
def test_a_local_owner_is_a_role_with_a_support_line_and_a_review_to_come(
    instead: dict[str, Any], reason: str
) -> None:
    given(begun()).when(FollowUp.name_owner, coordinator(), **OWNER | instead).then_refused(
        "C08-07", reason
    )


@pytest.mark.rule("C08-07")
def test_the_handover_is_confirmed_once_the_municipality_has_named_its_owner() -> None:
    followed = begun()
    given(followed).when(FollowUp.hand_over, LEADER).then_refused("C08-07", "owner_missing")
    given(followed).when(FollowUp.name_owner, decider(VOSS), **OWNER).then_refused(
        "I01", "not_own_municipality"
    )
    given(followed).when(FollowUp.name_owner, decider(), **OWNER).then(FollowUp.OwnerNamed, **OWNER)
    given(followed).when(FollowUp.hand_over, LEADER).then(FollowUp.HandedOver, **OWNER)
    given(followed).when(FollowUp.hand_over, LEADER).then_nothing()


@pytest.mark.rule("I32")
def test_only_the_municipality_itself_does_without_what_it_is_owed() -> None:
    without = {"lacks": "handover", "reason": "Vi drifter den alt."}
    given(begun()).when(FollowUp.do_without, LEADER, **without).then_refused(
        "I01", "not_own_municipality"
    )
    given(begun()).when(FollowUp.do_without, decider(), **without).then(
        FollowUp.ExceptionRecorded, **without
    )
    given(begun()).when(FollowUp.do_without, decider(), lacks="handover", reason="").then_refused(
        "I32", "exception_reason_missing"
    )
    given(begun()).when(
        FollowUp.do_without, decider(), lacks="evaluation", reason="x"
    ).then_refused("I32", "nothing_to_except")


@pytest.mark.rule("I32")
def test_the_plan_may_ask_for_more_measurements_than_agreed_and_these_are_owed() -> None:
    followed = begun()
    followed.plan(LEADER, **PLAN | {"measurements": 4})
    assert followed.lacks(measured=3, agreed=2) == ["use_measurements", "handover"]
    assert followed.lacks(measured=4, agreed=2) == ["handover"]


@pytest.mark.rule("I32")
def test_the_follow_up_is_done_once_when_nothing_is_owed() -> None:
    followed = begun()
    followed.plan(LEADER, **PLAN)
    followed.name_owner(decider(), **OWNER)
    finish = {"pulje": 1, "measured": 2, "agreed": 2}
    given(followed).when(FollowUp.finish, LEADER, **finish).then_nothing()
    followed.hand_over(LEADER)
    given(followed).when(FollowUp.finish, LEADER, **finish | {"measured": 1}).then_nothing()
    given(followed).when(FollowUp.finish, LEADER, **finish).then(FollowUp.Done, exceptions=[])
    given(followed).when(FollowUp.finish, LEADER, **finish).then_nothing()


@pytest.mark.rule("I32")
@for_all(st.sets(st.sampled_from(NEEDED)), st.integers(0, 4))
def test_what_is_owed_is_what_is_neither_there_nor_excepted(
    excepted: set[str], measured: int
) -> None:
    followed = begun()
    for each in sorted(excepted):
        followed.do_without(decider(), lacks=each, reason="Egen ordning.")
    owed = set(followed.lacks(measured=measured, agreed=2))
    there = {"use_measurements"} if measured >= 2 else set()
    assert owed == set(NEEDED) - excepted - there


def test_said_twice_it_is_recorded_once() -> None:
    followed = begun()
    followed.plan(LEADER, **PLAN)
    given(followed).when(FollowUp.plan, LEADER, **PLAN).then_nothing()
    followed.name_owner(decider(), **OWNER)
    given(followed).when(FollowUp.name_owner, decider(), **OWNER).then_nothing()
    assert asked(begun).refusal is None
