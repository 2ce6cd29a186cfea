from __future__ import annotations

import csv
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from aggregates.coordination.calendar import Calendar
from aggregates.coordination.holidays import holiday
from aggregates.deeds.capacity import enter
from aggregates.deeds.plan_review import note_shared, review_plan, settle_clash
from aggregates.deeds.practice import PULJE_LASTS
from aggregates.deeds.sign_up import sign_up
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import derived
from aggregates.runs.pulje import Pulje
from aggregates.runs.run import Run
from tests.kit.desk import MemoryDesk
from tests.kit.given import Recorded, given
from tests.kit.practice import stated
from tests.kit.runs import (
    BERGEN,
    GROUP,
    LEADER,
    RUN,
    chosen,
    decider,
    joined,
    planned,
    proposed,
    pulje,
)
from tests.kit.source import ROOT

OTHER = derived("runs", "kj-2024")
APRIL, TODAY = date(2024, 4, 15), date(2024, 2, 16)
SLOTS = {"kind": "onboarding_slots", "owner": "994598759", "amount": 1, "per_place": True}


def entering(calendar: Calendar, **instead: Any) -> Recorded:
    said = {"run": RUN, "number": 1, "leader": "p-7", "since": APRIL, **instead}
    said = {"until": said["since"] + timedelta(days=182), **said}
    return given(calendar).when(Calendar.enter, LEADER, **said)


def holding(*others: dict[str, Any]) -> Calendar:
    """A calendar with a pulje of another run for each of these."""
    calendar = Calendar.open(LEADER)
    for number, each in enumerate(others, start=1):
        entering(calendar, run=OTHER, number=number, **each)
    return calendar


def test_a_pulje_is_entered_once_for_half_a_year_unless_its_end_is_stated() -> None:
    calendar = holding()
    entering(calendar).then(Calendar.PuljeEntered, since=APRIL, until=date(2024, 10, 14))
    entering(calendar).then_nothing()
    stating = given(calendar).when
    period = {"since": APRIL, "until": date(2024, 6, 1)}
    stating(Calendar.state_period, LEADER, run=RUN, number=1, **period).then(
        Calendar.PeriodStated, **period
    )
    stating(Calendar.state_period, LEADER, run=RUN, number=1, **period).then_nothing()
    stating(
        Calendar.state_period, LEADER, run=RUN, number=1, since=APRIL, until=APRIL
    ).then_refused("C13-03", "ends_before")
    stating(Calendar.state_period, LEADER, run=RUN, number=2, **period).then_refused(
        "C13-03", "not_in_calendar", pulje=2
    )


@pytest.mark.rule("C13-03")
def test_the_same_leader_in_two_runs_at_the_same_time_is_a_clash() -> None:
    calendar = holding({"since": date(2024, 5, 2)})
    entering(calendar).then_events(Calendar.PuljeEntered, Calendar.ClashDetected)
    assert calendar.clashes[RUN, 1] == [
        {"kind": "leader", "subject": "p-7", "others": [f"{OTHER}#1"]}
    ]


@pytest.mark.rule("C13-03")
@pytest.mark.parametrize(
    "other",
    [{"leader": "p-8"}, {"since": date(2024, 10, 14)}, {"since": date(2023, 10, 16)}],
    ids=["another leader", "after it", "before it"],
)
def test_another_leader_or_another_time_is_none(other: dict[str, Any]) -> None:
    calendar = holding(other)
    entering(calendar).then(Calendar.PuljeEntered)


@pytest.mark.rule("C13-03")
def test_puljer_of_one_run_may_share_their_leader() -> None:
    calendar = Calendar.open(LEADER)
    entering(calendar, number=2)
    entering(calendar).then(Calendar.PuljeEntered)


@pytest.mark.rule("C13-03")
def test_the_same_capacity_at_the_same_time_is_a_clash() -> None:
    calendar = holding({"leader": "p-8"})
    entering(calendar)
    for run in (OTHER, RUN):
        calendar.state_needs(LEADER, run=run, number=1, needs=[SLOTS])
    [clash] = calendar.clashes[RUN, 1]
    assert (clash["kind"], clash["subject"]) == ("capacity", "onboarding_slots/994598759")


@pytest.mark.rule("C13-03")
def test_a_pulje_that_starts_on_a_holiday_clashes_with_it() -> None:
    calendar = holding()
    entering(calendar, since=date(2024, 5, 17))
    assert [each["subject"] for each in calendar.clashes[RUN, 1]] == ["constitution_day"]
    entering(calendar, number=2, since=date(2024, 7, 8))
    assert [each["subject"] for each in calendar.clashes[RUN, 2]] == ["common_leave"]


def test_every_public_holiday_of_the_reference_data_is_one() -> None:
    with (ROOT / "data" / "public_holidays_no.csv").open(encoding="utf-8") as file:
        days = [date.fromisoformat(row["date"]) for row in csv.DictReader(file)]
    assert len(days) > 90
    assert all(holiday(day) for day in days)
    assert [holiday(date(2024, 4, day)) for day in (1, 2)] == ["easter_monday", None]
    years = {day.year for day in days}
    found = [
        day for y in years for m in (1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12)
        for day in (date(y, m, d) for d in range(1, 29)) if holiday(day)
    ]  # fmt: skip
    assert set(found) <= set(days)


@pytest.mark.rule("C13-03")
def test_a_clash_that_is_gone_is_told_to_be_gone() -> None:
    calendar = holding({})
    entering(calendar)
    given(calendar).when(
        Calendar.change_leader, LEADER, run=RUN, number=1, leader="p-9"
    ).then_events(Calendar.LeaderChanged, Calendar.ClashDetected)
    assert calendar.clashes[RUN, 1] == []
    given(calendar).when(
        Calendar.change_leader, LEADER, run=UUID(int=1), number=1, leader="p-9"
    ).then_nothing()


@pytest.mark.rule("C13-03")
def test_what_is_over_clashes_with_nothing() -> None:
    calendar = holding({})
    entering(calendar)
    given(calendar).when(Calendar.remove, LEADER, run=OTHER, number=1).then_events(
        Calendar.PuljeRemoved, Calendar.ClashDetected
    )
    assert calendar.clashes == {(RUN, 1): []}
    given(calendar).when(Calendar.remove, LEADER, run=OTHER, number=1).then_nothing()


@pytest.mark.rule("C13-03")
def test_the_coordinating_group_settles_a_clash_and_says_why() -> None:
    calendar = holding({})
    entering(calendar)
    said = {
        "run": RUN, "number": 1, "kind": "leader", "subject": "p-7", "decision": "NKG 3/24",
        "reason": "Lederen har tid.",
    }  # fmt: skip
    settling = given(calendar).when
    settling(Calendar.settle, LEADER, **said).then_refused("C13-03", "not_coordinating_group")
    settling(Calendar.settle, GROUP, **{**said, "kind": "holiday"}).then_refused(
        "C13-03", "no_such_clash"
    )
    settling(Calendar.settle, GROUP, **{**said, "reason": ""}).then_refused(
        "C13-03", "reason_missing"
    )
    settling(Calendar.settle, GROUP, **said).then(Calendar.ClashSettled, subject="p-7")
    settling(Calendar.settle, GROUP, **said).then_nothing()


@pytest.mark.rule("C06-13")
def test_what_a_pulje_draws_on_is_known_capacity_and_told_once_of_each() -> None:
    calendar = holding({})
    stating = given(calendar).when
    of = {"run": OTHER, "number": 1}
    stating(Calendar.state_needs, LEADER, **of, needs=[SLOTS, SLOTS]).then_refused(
        "C06-13", "need_doubled"
    )
    stating(Calendar.state_needs, LEADER, **of, needs=[SLOTS | {"kind": "coffee"}]).then_refused(
        "C06-13", "unknown_kind", kind="coffee"
    )
    stating(Calendar.state_needs, LEADER, **of, needs=[SLOTS]).then(Calendar.NeedsStated)
    stating(Calendar.state_needs, LEADER, **of, needs=[SLOTS]).then_nothing()


def reviewing(desk: MemoryDesk) -> dict[str, dict[str, Any]]:
    """What the review said it saw, by what it looked for."""
    review_plan(desk, run=RUN, outcome="approved")
    [weighed] = [e for e in desk.recorded() if isinstance(e, Calendar.PlanWeighed)]
    assert (weighed.run, weighed.plan, weighed.outcome) == (RUN, "24/00417-3", "approved")
    return {each.get("reason", "ok"): each for each in weighed.trace}


@pytest.mark.rule("C13-03", "T06")
def test_until_its_period_is_stated_a_pulje_goes_on_as_long_as_the_practice_has_it() -> None:
    before, desk = MemoryDesk(GROUP), MemoryDesk(GROUP, stated(PULJE_LASTS, 100))
    lasts = [enter(each, pulje()).entry(RUN, 1) for each in (before, desk)]
    assert [(each.until - each.since).days for each in lasts] == [182, 100]
    before.found(stated(PULJE_LASTS, 100))
    assert enter(before, pulje()).entry(RUN, 1) == lasts[0]


@pytest.mark.rule("C06-12")
def test_the_review_of_a_plan_keeps_which_clashes_it_saw() -> None:
    desk = MemoryDesk(GROUP, planned(chosen(proposed())), pulje(), holding({}))
    calendar = enter(desk, pulje())
    calendar.state_needs(LEADER, run=RUN, number=1, needs=[SLOTS])
    seen = reviewing(desk)
    assert seen["leader_clash"]["facts"]["others"] == [f"{OTHER}#1"]
    assert (seen["capacity_clash"]["facts"]["wanted"], seen["capacity_clash"]["facts"]["room"]) == (
        20, 0,
    )  # fmt: skip
    assert seen["ok"]["outcome"] == "ok"
    assert seen["ok"]["inputs"]["calendar"].startswith("calendar/")


@pytest.mark.rule("C06-12")
def test_a_review_that_changes_nothing_keeps_nothing() -> None:
    desk = MemoryDesk(GROUP, planned(chosen(proposed())), pulje(), holding({}))
    enter(desk, pulje())
    reviewing(desk)
    review_plan(desk, run=RUN, outcome="approved")
    assert desk.recorded() == []
    bare = MemoryDesk(GROUP, planned(chosen(proposed())))
    assert review_plan(bare, run=RUN, outcome="approved").reviewed
    assert [type(each) for each in bare.recorded()][-1] is Run.PlanReviewed


def crossing() -> MemoryDesk:
    """Bergen has a place in two runs at the same time."""
    mine, theirs = joined(), UUID(int=9)
    desk = MemoryDesk(decider(), planned(chosen(proposed())), pulje(), mine)
    sign_up(desk, participation=mine.id, pulje=1)
    other = desk.found(pulje_of_other())
    other.take(decider(), participation=theirs, municipality=BERGEN)
    for each in (desk.get(Pulje, pulje().id), other):
        enter(desk, each)
    desk.act = GROUP
    desk.recorded()
    return desk


@pytest.mark.rule("C13-03")
def test_municipalities_with_a_place_in_two_puljer_at_once_are_seen() -> None:
    facts = reviewing(crossing())["load_clash"]["facts"]
    assert (facts["count"], facts["municipalities"]) == (1, [str(BERGEN)])


@pytest.mark.rule("C13-03")
def test_a_municipality_in_two_runs_at_once_is_a_clash_that_is_told_once() -> None:
    desk = crossing()
    note_shared(desk, run=RUN, number=1)
    [told] = desk.recorded()
    assert isinstance(told, Calendar.ClashDetected)
    assert told.clashes == [{"kind": "municipalities", "subject": "4601", "others": [f"{OTHER}#1"]}]
    note_shared(desk, run=RUN, number=1)
    assert desk.recorded() == []


@pytest.mark.rule("C13-03")
def test_the_group_settles_which_municipalities_are_in_two_runs_as_it_is_at_that_moment() -> None:
    desk = crossing()
    said: dict[str, Any] = {
        "run": RUN, "number": 1, "kind": "municipalities", "decision": "NKG 3/24",
        "reason": "Kommunen vil begge.",
    }  # fmt: skip
    with pytest.raises(Refused, match="C13-03 no_such_clash"):
        settle_clash(desk, **said, subject="4601,4621")
    settle_clash(desk, **said, subject="4601")
    settled = desk.recorded()[-1]
    assert isinstance(settled, Calendar.ClashSettled)
    assert (settled.kind, settled.subject) == ("municipalities", "4601")
    desk.get(Pulje, pulje().id).release(decider(), participation=joined().id)
    with pytest.raises(Refused, match="C13-03 no_such_clash"):
        settle_clash(desk, **said, subject="4601")


@pytest.mark.rule("C13-03")
def test_what_else_changes_in_the_calendar_does_not_forget_who_is_in_two_runs() -> None:
    desk = crossing()
    note_shared(desk, run=RUN, number=1)
    calendar = desk.get(Calendar, Calendar.ID)
    calendar.change_leader(GROUP, run=RUN, number=1, leader="p-8")
    assert [each["kind"] for each in calendar.clashes[RUN, 1]] == ["leader", "municipalities"]
    calendar.remove(GROUP, run=OTHER, number=1)
    assert calendar.clashes[RUN, 1] == []


def pulje_of_other() -> Any:
    cohort = Pulje.plan(
        LEADER, run=OTHER, number=1, starts=APRIL, invites_from=TODAY, decision_days=30,
        capacity=5, leader="p-8",
    )  # fmt: skip
    cohort.open(GROUP)
    return cohort
