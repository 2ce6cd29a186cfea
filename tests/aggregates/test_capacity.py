from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given as sampled
from hypothesis import settings
from hypothesis import strategies as st

from aggregates.coordination.calendar import Calendar
from aggregates.coordination.capacity import Amount, Capacity
from aggregates.deeds.capacity import commit, follow_places, let_go, overbook, state_needs
from aggregates.deeds.capacity import state_period as moving
from aggregates.deeds.run import open_pulje, plan_pulje
from aggregates.kernel.act import Role
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Root
from aggregates.runs.pulje import Pulje
from log.stored import encode
from tests.kit.desk import MemoryDesk
from tests.kit.given import Recorded, act, given
from tests.kit.runs import GROUP, LEADER, RUN, reviewed

NHN = "994598759"
PROVIDER = act(Role.SERVICE_PROVIDER, body=NHN)
SPRING: dict[str, Any] = {"since": date(2024, 3, 1), "until": date(2024, 6, 1)}
HALF: dict[str, Any] = {"since": date(2024, 1, 1), "until": date(2024, 7, 1)}
DECIDED: dict[str, Any] = {"decision": "NKG 3/24", "reason": "NHN frigjør kapasitet."}
SLOTS: dict[str, Any] = {"kind": "onboarding_slots", "owner": NHN, "amount": 1, "per_place": True}
FIRST: dict[str, Any] = {"run": RUN, "number": 1}


def begun() -> Capacity:
    return Capacity.begin(PROVIDER, kind="onboarding_slots", owner=NHN)


def committing(ledger: Capacity, who: Any = PROVIDER, **instead: Any) -> Recorded:
    said = {"key": "2024-1", "amount": 20, "source": "NHN 24/44", **HALF, **instead}
    return given(ledger).when(Capacity.commit, who, **said)


def committed(amount: int = 20) -> Capacity:
    ledger = begun()
    committing(ledger, amount=amount)
    return ledger


def reserving(ledger: Capacity, **instead: Any) -> Recorded:
    return given(ledger).when(
        Capacity.reserve, GROUP, **{**FIRST, "amount": 20, **SPRING, **instead}
    )


def overbooking(ledger: Capacity, who: Any = GROUP, **instead: Any) -> Recorded:
    said = {**FIRST, "number": 2, "amount": 5, **SPRING, **DECIDED, **instead}
    return given(ledger).when(Capacity.overbook, who, **said)


@pytest.mark.rule("C06-13")
def test_capacity_is_committed_by_who_owns_it_with_a_source() -> None:
    committing(begun()).then(Capacity.Committed, amount=20, **HALF)
    committing(begun(), act()).then_refused("C06-13", "not_the_owner", owner=NHN)
    committing(begun(), act(Role.AUDITOR, body=NHN)).then_refused("C06-13", "not_the_owner")
    committing(begun(), source="").then_refused("C06-13", "source_missing")
    committing(begun(), until=HALF["since"]).then_refused("C06-13", "ends_before")
    with pytest.raises(Refused, match="unknown_kind"):
        Capacity.begin(act(), kind="coffee", owner=NHN)


@pytest.mark.rule("I25")
def test_what_is_beyond_the_committed_is_refused_and_what_fills_it_is_not() -> None:
    reserving(committed(), amount=21).then_refused("I25", "beyond_committed", room=20, wanted=21)
    reserving(committed()).then(Capacity.Reserved, amount=20, **SPRING)


@pytest.mark.rule("I25")
def test_nothing_is_committed_outside_the_period_stated() -> None:
    late = {"since": date(2024, 6, 1), "until": date(2024, 7, 2)}
    reserving(committed(), amount=1, **late).then_refused("I25", "beyond_committed", room=0)


@pytest.mark.rule("I25")
def test_the_fullest_day_of_a_period_decides() -> None:
    ledger = committed()
    reserving(ledger, amount=15, since=date(2024, 5, 1))
    reserving(ledger, number=2, amount=6).then_refused("I25", "beyond_committed", room=5)
    reserving(ledger, number=2, amount=20, until=date(2024, 5, 1)).then(Capacity.Reserved)


@pytest.mark.rule("I25")
def test_what_is_released_is_free_for_another() -> None:
    ledger = committed()
    reserving(ledger)
    reserving(ledger).then_nothing()
    given(ledger).when(Capacity.release, GROUP, **FIRST).then(Capacity.Released, amount=20)
    given(ledger).when(Capacity.release, GROUP, **FIRST).then_nothing()
    reserving(ledger, number=2).then(Capacity.Reserved)


@pytest.mark.rule("I25")
def test_a_reservation_is_replaced_and_not_added_to() -> None:
    ledger = committed()
    reserving(ledger)
    reserving(ledger, amount=12).then(Capacity.Reserved, amount=12)
    assert ledger.room(**SPRING) == 8


@pytest.mark.rule("I25")
def test_the_owner_does_not_take_back_what_is_reserved() -> None:
    ledger = committed()
    reserving(ledger)
    committing(ledger, amount=19).then_refused("I25", "reserved_already", lacking=1)
    committing(ledger, until=date(2024, 5, 1)).then_refused("I25", "reserved_already", lacking=20)
    committing(ledger, amount=25).then(Capacity.Committed, amount=25)
    committing(ledger, amount=25).then_nothing()


@pytest.mark.rule("C06-13")
def test_only_a_recorded_decision_of_the_group_lets_a_pulje_have_more() -> None:
    ledger = committed()
    reserving(ledger)
    overbooking(ledger, LEADER).then_refused("C06-13", "not_coordinating_group")
    overbooking(ledger, decision="").then_refused("C06-13", "decision_missing")
    overbooking(ledger).then(Capacity.Overbooked, amount=5, excess=5, **DECIDED)
    overbooking(ledger).then_nothing()
    assert ledger.room(**SPRING) == -5
    reserving(ledger, number=2, amount=4).then(Capacity.Reserved, amount=4)
    assert ledger.overbooked == {(RUN, 2): 4}
    overbooking(committed()).then_refused("C06-13", "room_enough")


DAYS = st.integers(0, 40)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["commit", "reserve", "release", "overbook"]), st.integers(1, 3),
        st.integers(0, 12), DAYS, st.integers(1, 20),
    ),
    max_size=40,
)  # fmt: skip


@pytest.mark.rule("I25")
@settings(deadline=None)
@sampled(STEPS)
def test_whatever_is_asked_what_is_reserved_is_committed_or_decided_on(
    steps: list[tuple[str, int, int, int, int]],
) -> None:
    ledger = begun()
    history = list(ledger.collect_events())
    for step, number, amount, begins, days in steps:
        since = date(2024, 1, 1) + timedelta(days=begins)
        until = since + timedelta(days=days)
        period: dict[str, Any] = {"amount": amount, "since": since, "until": until}
        try:
            if step == "commit":
                ledger.commit(PROVIDER, key=str(number), source="24/44", **period)
            elif step == "release":
                ledger.release(GROUP, run=RUN, number=number)
            elif step == "reserve":
                ledger.reserve(GROUP, run=RUN, number=number, **period)
            else:
                ledger.overbook(GROUP, run=RUN, number=number, **period, **DECIDED)
        except Refused:
            assert not ledger.pending_events
        history += ledger.collect_events()
        assert_covered(ledger)
    assert_replayed(ledger, history)


def assert_covered(ledger: Capacity) -> None:
    for offset in range(65):
        day = date(2024, 1, 1) + timedelta(days=offset)
        decided = [
            Amount(ledger.overbooked[pulje], each.since, each.until)
            for pulje, each in ledger.reserved.items()
            if pulje in ledger.overbooked
        ]
        reserved = sum(each.on(day) for each in ledger.reserved.values())
        covered = sum(each.on(day) for each in [*ledger.committed.values(), *decided])
        assert reserved <= covered, day


def assert_replayed(ledger: Capacity, history: list[Any]) -> None:
    again: Any = None
    for event in history:
        assert encode(event)
        again = event.mutate(again)
    for name in ("committed", "reserved", "overbooked", "version"):
        assert getattr(again, name) == getattr(ledger, name)


def desk(*roots: Root, places: int = 10, who: Any = GROUP) -> MemoryDesk:
    """A reviewed run whose pulje 1 is in the calendar and draws a slot for each of its places."""
    laid = MemoryDesk(LEADER, reviewed(), *roots)
    plan_pulje(
        laid, **FIRST, starts=date(2024, 4, 15), invites_from=date(2024, 2, 16), decision_days=30,
        capacity=places, leader="p-7",
    )  # fmt: skip
    state_needs(laid, **FIRST, needs=[SLOTS])
    laid.act = who
    laid.recorded()
    return laid


def ledger_of(laid: MemoryDesk) -> Capacity:
    return laid.get(Capacity, Capacity.id_of("onboarding_slots", NHN))


def pulje_of(laid: MemoryDesk) -> Pulje:
    return laid.get(Pulje, Pulje.id_of(RUN, 1))


YEAR: dict[str, Any] = {"since": date(2024, 1, 1), "until": date(2025, 1, 1)}


def yearly(amount: int) -> Capacity:
    ledger = begun()
    committing(ledger, amount=amount, **YEAR)
    return ledger


@pytest.mark.rule("I25", "C06-13")
def test_a_pulje_is_not_opened_beyond_what_is_committed() -> None:
    for laid in (desk(), desk(yearly(9))):
        with pytest.raises(Refused, match="I25 beyond_committed"):
            open_pulje(laid, **FIRST)
    laid = desk(yearly(10))
    open_pulje(laid, **FIRST)
    assert ledger_of(laid).reserved[RUN, 1].amount == 10


@pytest.mark.rule("C06-13")
def test_a_pulje_that_is_overbooked_by_decision_is_opened() -> None:
    laid = desk(yearly(9))
    overbook(laid, **FIRST, kind="onboarding_slots", owner=NHN, **DECIDED)
    open_pulje(laid, **FIRST)
    assert ledger_of(laid).overbooked == {(RUN, 1): 1}


@pytest.mark.rule("I25")
def test_what_is_reserved_follows_the_places_and_the_period() -> None:
    laid = desk(yearly(10))
    pulje = open_pulje(laid, **FIRST)
    pulje.change_capacity(LEADER, capacity=6)
    follow_places(laid, pulje)
    assert ledger_of(laid).room(**YEAR) == 4
    moving(laid, **FIRST, since=date(2024, 5, 1), until=date(2024, 6, 1))
    assert ledger_of(laid).reserved[RUN, 1] == Amount(6, date(2024, 5, 1), date(2024, 6, 1))
    pulje.change_capacity(LEADER, capacity=11)
    with pytest.raises(Refused, match="I25 beyond_committed"):
        follow_places(laid, pulje)


@pytest.mark.rule("C06-13")
def test_what_a_pulje_no_longer_needs_is_free_and_when_it_is_over_everything_is() -> None:
    laid = desk(yearly(10))
    open_pulje(laid, **FIRST)
    state_needs(laid, **FIRST, needs=[])
    assert ledger_of(laid).reserved == {}
    state_needs(laid, **FIRST, needs=[SLOTS])
    assert ledger_of(laid).room(**YEAR) == 0
    let_go(laid, **FIRST)
    let_go(laid, **FIRST)
    assert ledger_of(laid).reserved == {}
    assert laid.get(Calendar, Calendar.ID).entries == {}


def test_an_organisation_commits_its_own() -> None:
    laid = MemoryDesk(PROVIDER)
    commit(laid, kind="onboarding_slots", key="2024", amount=3, source="NHN 24/44", **YEAR)
    commit(laid, kind="onboarding_slots", key="2024", amount=4, source="NHN 24/45", **YEAR)
    assert ledger_of(laid).room(**YEAR) == 4


def test_a_reservation_is_of_one_pulje_of_one_run() -> None:
    ledger = committed()
    reserving(ledger, amount=10)
    reserving(ledger, run=UUID(int=5), amount=10).then(Capacity.Reserved)
    assert ledger.room(**SPRING) == 0
