from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import derived
from aggregates.runs.pulje import Pulje
from tests.kit.given import act, asked, given
from tests.kit.runs import BERGEN, GROUP, LEADER, RUN, SYSTEM, VOSS, decider, pulje

FIRST, SECOND, THIRD = (derived("participations", number) for number in (1, 2, 3))
SOON = date(2024, 3, 1)


def planning(**instead: Any) -> Any:
    said = {
        "run": RUN, "number": 1, "starts": date(2024, 4, 15), "invites_from": date(2024, 3, 1),
        "decision_days": 30, "capacity": 20, "leader": "p-7",
    }  # fmt: skip
    return asked(lambda: Pulje.plan(LEADER, **{**said, **instead}))


def filled(cohort: Pulje, *participations: UUID) -> Pulje:
    for each in participations:
        cohort.take(SYSTEM, participation=each, municipality=BERGEN)
    return cohort


@pytest.mark.rule("C06-10")
def test_a_pulje_starts_no_earlier_than_the_invitation_plus_time_to_decide() -> None:
    planning(starts=date(2024, 3, 30)).then_refused(
        "C06-10", "no_time_to_decide", starts="2024-03-30", earliest="2024-03-31", days=30
    )
    planning(starts=date(2024, 3, 31)).then(Pulje.Planned, starts=date(2024, 3, 31), capacity=20)
    planning(decision_days=0).then_refused("C06-10", "no_time_to_decide")


@pytest.mark.rule("C06-10")
def test_whom_a_pulje_is_for_is_stated_before_it_is_opened() -> None:
    cohort = pulje()
    said: dict[str, Any] = {"words": "Samme journal.", "keys": {"epj": ["DIPS", "DIPS"]}}
    given(cohort).when(Pulje.state_matching, LEADER, **said).then_refused(
        "C06-10", "matching_in_force"
    )
    planned = Pulje.plan(
        LEADER, run=RUN, number=1, starts=date(2024, 4, 15), invites_from=date(2024, 2, 16),
        decision_days=30, capacity=20, leader="p-7",
    )  # fmt: skip
    stating = given(planned).when
    stating(Pulje.state_matching, LEADER, words=" ", keys={}).then_refused(
        "C06-10", "matching_untold"
    )
    stating(Pulje.state_matching, LEADER, **said).then(
        Pulje.MatchingStated, words="Samme journal.", keys={"epj": ["DIPS"]}
    )
    stating(Pulje.state_matching, LEADER, **said).then_nothing()


@pytest.mark.rule("C08-11", "I32")
def test_a_pulje_in_its_follow_up_is_evaluated_once_and_closed_all_the_same() -> None:
    cohort, evaluation = pulje(), derived("evaluations", RUN)
    evaluating = given(cohort).when
    evaluating(Pulje.evaluate, SYSTEM, evaluation=evaluation).then_nothing()
    cohort.start(LEADER, trace=[])
    cohort.begin_follow_up(LEADER)
    given(cohort).when(Pulje.evaluate, SYSTEM, evaluation=evaluation).then(
        Pulje.Evaluated, evaluation=evaluation
    )
    assert cohort.stage == "evaluated"
    for again in (Pulje.begin_follow_up, Pulje.evaluate):
        more = {"evaluation": evaluation} if again is Pulje.evaluate else {}
        evaluating(again, SYSTEM, **more).then_nothing()
    evaluating(Pulje.open, GROUP).then_refused("C06-01", "pulje_stage_wrong", here="evaluated")
    evaluating(Pulje.close, LEADER, trace=[]).then(Pulje.Closed)


@pytest.mark.rule("I24")
def test_a_pulje_has_at_least_one_place() -> None:
    planning(capacity=0).then_refused("I24", "capacity_missing")


@pytest.mark.rule("C07-04")
def test_nobody_signs_up_for_a_pulje_that_is_not_open() -> None:
    cohort = Pulje.plan(
        LEADER, run=RUN, number=1, starts=date(2024, 4, 15), invites_from=SOON,
        decision_days=30, capacity=20, leader="p-7",
    )  # fmt: skip
    given(cohort).when(Pulje.take, SYSTEM, participation=FIRST, municipality=BERGEN).then_refused(
        "C07-04", "pulje_not_open", pulje=1
    )
    given(cohort).when(Pulje.open, GROUP).then(Pulje.Opened, run=RUN, number=1)
    given(cohort).when(Pulje.open, GROUP).then_nothing()


@pytest.mark.rule("I24")
def test_of_twenty_places_the_twenty_first_is_first_on_the_waiting_list() -> None:
    cohort = filled(pulje(), *(derived("participations", n) for n in range(20)))
    given(cohort).when(Pulje.take, SYSTEM, participation=FIRST, municipality=VOSS).then_nothing()
    last = derived("participations", 20)
    given(cohort).when(Pulje.take, SYSTEM, participation=last, municipality=VOSS).then(
        Pulje.WaitlistJoined, run=RUN, number=1, participation=last, municipality=VOSS, order=1
    )


@pytest.mark.rule("I24")
def test_asked_twice_a_place_is_taken_once() -> None:
    cohort = pulje()
    given(cohort).when(Pulje.take, SYSTEM, participation=FIRST, municipality=BERGEN).then(
        Pulje.PlaceTaken, participation=FIRST, municipality=BERGEN
    )
    given(cohort).when(Pulje.take, SYSTEM, participation=FIRST, municipality=BERGEN).then_nothing()
    given(cohort).when(Pulje.release, SYSTEM, participation=FIRST).then(Pulje.PlaceReleased)
    given(cohort).when(Pulje.release, SYSTEM, participation=FIRST).then_nothing()


@pytest.mark.rule("I24")
def test_a_freed_place_is_offered_to_the_first_who_waits() -> None:
    cohort = filled(pulje(capacity=1), FIRST, SECOND, THIRD)
    cohort.release(SYSTEM, participation=FIRST)
    given(cohort).when(Pulje.offer_next, SYSTEM, until=SOON).then(
        Pulje.PlaceOffered, participation=SECOND, municipality=BERGEN, until=SOON
    )
    given(cohort).when(Pulje.offer_next, SYSTEM, until=SOON).then_refused("I24", "pulje_full")


@pytest.mark.rule("I24")
def test_nobody_passes_those_who_wait_while_a_freed_place_is_not_yet_offered() -> None:
    cohort = filled(pulje(capacity=1), FIRST, SECOND)
    cohort.release(SYSTEM, participation=FIRST)
    given(cohort).when(Pulje.take, SYSTEM, participation=THIRD, municipality=VOSS).then(
        Pulje.WaitlistJoined, participation=THIRD, order=2
    )


@pytest.mark.rule("I24")
def test_there_is_nothing_to_offer_where_nobody_waits() -> None:
    given(pulje()).when(Pulje.offer_next, SYSTEM, until=None).then_refused("I24", "nobody_waits")


@pytest.mark.rule("I01")
def test_only_the_municipality_itself_takes_or_turns_down_an_offer() -> None:
    cohort = filled(pulje(capacity=1), FIRST, SECOND)
    given(cohort).when(Pulje.accept_offer, decider(), participation=SECOND).then_refused(
        "C07-04", "no_offer"
    )
    cohort.release(SYSTEM, participation=FIRST)
    cohort.offer_next(SYSTEM, until=SOON)
    for answer in (Pulje.accept_offer, Pulje.decline_offer):
        for other in (decider(VOSS), LEADER):
            given(cohort).when(answer, other, participation=SECOND).then_refused(
                "I01", "not_own_municipality"
            )
    given(cohort).when(Pulje.accept_offer, decider(), participation=SECOND).then(
        Pulje.OfferAccepted, participation=SECOND, municipality=BERGEN
    )
    given(cohort).when(Pulje.accept_offer, decider(), participation=SECOND).then_nothing()


@pytest.mark.rule("I24")
def test_an_offer_turned_down_goes_to_the_next() -> None:
    cohort = filled(pulje(capacity=1), FIRST, SECOND, THIRD)
    cohort.release(SYSTEM, participation=FIRST)
    cohort.offer_next(SYSTEM, until=SOON)
    given(cohort).when(Pulje.decline_offer, decider(), participation=SECOND).then(
        Pulje.OfferDeclined, participation=SECOND
    )
    given(cohort).when(Pulje.decline_offer, decider(), participation=SECOND).then_nothing()
    given(cohort).when(Pulje.offer_next, SYSTEM, until=SOON).then(
        Pulje.PlaceOffered, participation=THIRD
    )


@pytest.mark.rule("I02")
def test_an_offer_that_nobody_answered_is_no_decline_and_waits_on_last() -> None:
    cohort = filled(pulje(capacity=1), FIRST, SECOND, THIRD)
    cohort.release(SYSTEM, participation=FIRST)
    cohort.offer_next(SYSTEM, until=SOON)
    given(cohort).when(Pulje.lapse_offer, SYSTEM, participation=SECOND, today=SOON).then_refused(
        "I02", "offer_stands", until="2024-03-01"
    )
    later = SOON + timedelta(days=1)
    given(cohort).when(Pulje.lapse_offer, SYSTEM, participation=SECOND, today=later).then(
        Pulje.OfferLapsed, participation=SECOND
    )
    given(cohort).when(Pulje.lapse_offer, SYSTEM, participation=SECOND, today=later).then_nothing()
    assert cohort.waiting == [THIRD, SECOND]


@pytest.mark.rule("I24")
def test_capacity_never_goes_below_the_places_taken_and_offered() -> None:
    cohort = filled(pulje(capacity=2), FIRST, SECOND, THIRD)
    cohort.release(SYSTEM, participation=FIRST)
    cohort.offer_next(SYSTEM, until=None)
    given(cohort).when(Pulje.change_capacity, LEADER, capacity=1).then_refused(
        "I24", "below_taken", capacity=1, taken=2
    )
    given(cohort).when(Pulje.change_capacity, LEADER, capacity=3).then(
        Pulje.CapacityChanged, former=2, capacity=3
    )
    given(cohort).when(Pulje.change_capacity, LEADER, capacity=3).then_nothing()


WHO = [derived("participations", number) for number in range(6)]
STEPS = st.one_of(
    st.tuples(st.just("take"), st.sampled_from(WHO)),
    st.tuples(st.just("release"), st.sampled_from(WHO)),
    st.tuples(st.just("accept_offer"), st.sampled_from(WHO)),
    st.tuples(st.just("decline_offer"), st.sampled_from(WHO)),
    st.tuples(st.just("lapse_offer"), st.sampled_from(WHO)),
    st.tuples(st.just("offer_next"), st.none()),
    st.tuples(st.just("change_capacity"), st.integers(0, 4)),
)


def ask(cohort: Pulje, step: str, subject: Any) -> None:
    """One step of a random sequence; what is refused does nothing."""
    who = decider(subject) if isinstance(subject, UUID) else SYSTEM
    arguments: dict[str, dict[str, Any]] = {
        "take": {"participation": subject, "municipality": subject},
        "offer_next": {"until": SOON},
        "lapse_offer": {"participation": subject, "today": SOON + timedelta(days=1)},
        "change_capacity": {"capacity": subject},
    }
    try:
        getattr(cohort, step)(who, **arguments.get(step, {"participation": subject}))
    except Refused as refusal:
        assert refusal.rule.id in {"I24", "C07-04"}  # noqa: PT017 - which refusals there may be


@pytest.mark.rule("I24")
@for_all(st.integers(1, 3), st.lists(STEPS, max_size=40))
def test_never_more_than_capacity_always_in_order_and_the_same_when_replayed(
    capacity: int, steps: list[tuple[str, Any]]
) -> None:
    cohort = Pulje.plan(
        act(), run=RUN, number=1, starts=date(2024, 4, 15), invites_from=SOON,
        decision_days=30, capacity=capacity, leader="p-7",
    )  # fmt: skip
    cohort.open(GROUP)
    for step, subject in steps:
        queue = list(cohort.waiting)
        ask(cohort, step, subject)
        assert len(cohort.taken) + len(cohort.offered) <= cohort.capacity
        assert not cohort.taken & set(cohort.waiting)
        stayed = [each for each in queue if each in cohort.waiting]
        assert cohort.waiting[: len(stayed)] == stayed
        if step == "offer_next" and len(cohort.waiting) < len(queue):
            assert queue[0] in cohort.offered
        settled = cohort.version
        if step != "offer_next":
            ask(cohort, step, subject)
            assert cohort.version == settled
    replayed: Any = None
    for event in cohort.collect_events():
        replayed = event.mutate(replayed)
    assert vars(replayed) == vars(cohort)
