"""What KS states of its practice holds from a day on, and changes nothing that was decided."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as some

from aggregates.deeds.invitation import remind
from aggregates.deeds.practice import (
    DECIDER,
    DECIDING,
    KOMMIT,
    MATTERS,
    REMINDERS,
    TOLD,
    Matter,
    state,
    told,
    value,
)
from aggregates.deeds.readiness import open_assessment
from aggregates.kernel.act import Act, Role
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Root
from aggregates.practice.practice import Practice
from aggregates.readiness.readiness import Readiness
from aggregates.rules import C03_08
from aggregates.territory.organisation import Organisation
from api.authority import GRANTS
from tests.aggregates.test_exemption import requested
from tests.aggregates.test_readiness_decision import pll
from tests.kit.desk import MemoryDesk
from tests.kit.given import Recorded, act, asked, given
from tests.kit.readiness import (
    KS,
    NATION,
    PROGRAMME,
    WHY,
    answered,
    judged,
    opened,
    published,
    recommended,
)
from tests.kit.runs import SYSTEM, invited

TODAY, LATER = date(2024, 2, 16), date(2024, 3, 1)
DIRECTORATE, PROVIDER, TOWN = "983544622", "994598759", "964338531"
THREE: dict[str, Any] = {
    "name": REMINDERS, "value": 3, "default": 2, "since": LATER, "decision": "KS 26/311",
}  # fmt: skip


def on(day: date) -> Act:
    return act(at=datetime(day.year, day.month, day.day, 8, tzinfo=UTC))


def begun(**stated: Any) -> Practice:
    """The practice, with one value stated where one is given."""
    practice = Practice.begin(act())
    if stated:
        practice.state(act(), **THREE | stated)
    return practice


def stating(practice: Practice, **instead: Any) -> Recorded:
    return given(practice).when(Practice.state, act(), **THREE | instead)


def body(number: str, kind: str) -> Organisation:
    return Organisation.register(act(), number=number, name=kind, kind=kind)


def desk_of(*roots: Root, who: Act | None = None) -> MemoryDesk:
    """A desk with some bodies, beside what it is given."""
    bodies = body(PROVIDER, "service_provider"), body(DIRECTORATE, "directorate")
    subscriber = body("320000408", "subscriber")
    return MemoryDesk(who or act(), *bodies, subscriber, body(KOMMIT, "council"), *roots)


def fitting(name: str, value: Any) -> Recorded:
    desk = desk_of()
    return asked(lambda: state(desk, name=name, value=value, since=LATER, decision="KS 26/311"))


@pytest.mark.rule("T06")
def test_a_value_is_stated_on_a_decision_and_says_what_was_before() -> None:
    stating(begun()).then(Practice.Stated, name=REMINDERS, value=3, former=2, since=LATER)
    stating(begun(value=5), value=1).then(Practice.Stated, former=5)
    stating(begun(), decision="").then_refused("T06", "decision_missing")


@pytest.mark.rule("T06")
def test_nothing_is_stated_for_days_that_have_passed() -> None:
    stating(begun(), since=TODAY - timedelta(days=1)).then_refused(
        "T06", "in_the_past", since="2024-02-15"
    )
    stating(begun(), since=TODAY).then(Practice.Stated, since=TODAY)


@pytest.mark.rule("T06")
def test_what_holds_already_is_not_stated_again() -> None:
    stating(begun(), value=2).then_refused("T06", "holds_already", practice=REMINDERS)
    stating(begun(value=3)).then_refused("T06", "holds_already", since="2024-03-01")
    stating(begun(value=3), since=TODAY).then(Practice.Stated, former=2)


@pytest.mark.rule("T06")
def test_it_holds_from_its_day_on_and_the_day_before_keeps_what_was() -> None:
    practice = begun(value=3)
    for day, holds in ((TODAY, 2), (LATER - timedelta(days=1), 2), (LATER, 3), (date.max, 3)):
        desk = MemoryDesk(on(min(day, date(2030, 1, 1))), practice)
        assert value(desk, REMINDERS) == holds
        assert value(desk, DECIDER) == KS


@pytest.mark.rule("T06")
def test_what_was_stated_for_a_later_day_can_be_taken_back_before_it_comes() -> None:
    practice = begun(value=3)
    stating(practice, value=2).then(Practice.Stated, former=3, value=2)
    held = practice.held(REMINDERS, LATER)
    assert held is not None
    assert (held.value, held.version) == (2, 3)


@for_all(some.lists(some.tuples(some.integers(0, 20), some.integers(0, 5)), max_size=12))
@pytest.mark.rule("T06")
def test_on_any_day_the_last_to_begin_by_then_holds_however_it_was_stated(
    statements: list[tuple[int, int]],
) -> None:
    practice, expected = Practice.begin(act()), [2] * 21
    begins = [-1] * 21
    for after, number in statements:
        since = TODAY + timedelta(days=after)
        if stating(practice, value=number, since=since).refusal is None:
            for day in range(after, 21):
                if begins[day] <= after:
                    expected[day], begins[day] = number, after
    for day, holds in enumerate(expected):
        assert value(MemoryDesk(on(TODAY + timedelta(days=day)), practice), REMINDERS) == holds


@pytest.mark.rule("T06")
@pytest.mark.parametrize(
    ("name", "default"),
    [
        ("readiness_decider", "971032146"),
        ("readiness_told", ["koordineringsgruppe", "regional_kontakt", "320000807"]),
        ("reminders", 2),
        ("reminder_days_before", 7),
        ("evaluation_due_days", 270),
        ("evaluation_called_days", 60),
        ("evaluation_receipt_days", 14),
        ("need_receipt_days", 14),
        ("use_expected_weeks", 12),
        ("pulje_days", 182),
        ("contact_gap_days", 14),
        ("topic_recurs_times", 2),
        ("secondment_notice_days", 90),
    ],
)
def test_the_default_holds_until_something_is_stated(name: str, default: Any) -> None:
    assert value(MemoryDesk(act()), name) == default
    assert value(MemoryDesk(act(), begun()), name) == default


@pytest.mark.rule("T06")
def test_every_default_is_asserted_here_and_fits_its_own_bounds() -> None:
    [mark] = [
        each
        for each in test_the_default_holds_until_something_is_stated.pytestmark
        if each.name == "parametrize"
    ]
    assert {name for name, _ in mark.args[1]} == MATTERS.keys()
    desk = desk_of(body(KS, "ks"))
    assert all(each.fits(desk, each.default) for each in MATTERS.values())


@pytest.mark.rule("T06")
@pytest.mark.parametrize(
    ("name", "fits", "misfit"),
    [
        (REMINDERS, 0, -1), (REMINDERS, 10, 11), (REMINDERS, 1, True), (REMINDERS, 1, "1"),
        (DECIDER, PROVIDER, "320000106"), (DECIDER, DIRECTORATE, "320000408"),
        (DECIDER, DIRECTORATE, 3),
        (TOLD, ["innforingsleder"], []), (TOLD, [KOMMIT], [KOMMIT, KOMMIT]),
        (TOLD, [KOMMIT, "program"], ["320000106"]), (TOLD, ["program"], "program"),
    ],
)  # fmt: skip
def test_only_what_fits_is_stated(name: str, fits: Any, misfit: Any) -> None:
    fitting(name, fits).then_events(Practice.Begun, Practice.Stated)
    fitting(name, misfit).then_refused("T06", "does_not_fit", practice=name)


@pytest.mark.rule("T06")
def test_what_is_not_for_ks_to_state_is_refused() -> None:
    for name in ("self_government", "C07-08"):
        fitting(name, 1).then_refused("T06", "unknown_practice", practice=name)
    assert all(isinstance(each, Matter) for each in MATTERS.values())


# Who decides on readiness


@pytest.mark.rule("T06", "C03-08")
def test_the_body_that_ks_has_stated_decides_on_the_assessments_that_follow() -> None:
    before, criteria = opened(), published()
    practice = begun(name=DECIDER, value=PROVIDER, default=KS, since=TODAY)
    desk = desk_of(pll(), criteria, practice)
    after = open_assessment(desk, solution="pll", scope=NATION, criteria_set=criteria.id)
    assert (before.round.decider, after.round.decider) == (KS, PROVIDER)
    deciding = recommended(judged(answered(after)))
    given(deciding).when(Readiness.declare, act(), reason=WHY).then_refused(
        "C03-08", "not_the_decider", decider=PROVIDER
    )
    given(deciding).when(
        Readiness.declare, act(Role.SERVICE_PROVIDER, body=PROVIDER), reason=WHY
    ).then(Readiness.DeclaredReady)
    asked(lambda: requested(after)).then_events(type(requested(after)).Requested)
    assert requested(after).decider == PROVIDER


@pytest.mark.rule("T06", "C03-08")
def test_one_assessment_may_name_another_body_that_can_decide() -> None:
    criteria = published()

    def opening(decider: str) -> Recorded:
        desk = desk_of(pll(), criteria)
        return asked(
            lambda: open_assessment(
                desk, solution="pll", scope=NATION, criteria_set=criteria.id, decider=decider
            )
        )

    opening(PROVIDER).then(Readiness.Opened, decider=PROVIDER)
    for unfit in ("320000106", "320000408", TOWN):
        opening(unfit).then_refused("C03-08", "unfit_decider", decider=unfit)
    opening(PROGRAMME).then_refused("I12", "owner_decides")


@pytest.mark.rule("C03-08")
def test_a_body_that_has_ended_decides_nothing_more() -> None:
    ended = body(TOWN, "directorate")
    ended.end(act(), on=TODAY)
    desk = MemoryDesk(act(), ended)
    with pytest.raises(Refused) as refused:
        state(desk, name=DECIDER, value=TOWN, since=TODAY, decision="KS 26/311")
    assert refused.value.reason == "does_not_fit"


def test_whoever_can_decide_is_let_to_the_decision() -> None:
    assert MATTERS[DECIDER].rule is C03_08
    for name in ("readiness/{id}/declaration", "readiness/{id}/suspension",
                 "readiness/{id}/resumption", "readiness/{id}/revocation",
                 "exemptions/{id}/grant", "exemptions/{id}/denial",
                 "exemptions/{id}/revocation"):  # fmt: skip
        assert GRANTS[f"POST /api/{name}"].keys() == DECIDING


# Who is told, and how often one is reminded


@pytest.mark.rule("T06", "C22-03")
def test_word_is_for_functions_anywhere_and_for_whole_bodies() -> None:
    assert told(MemoryDesk(act())) == [
        {"role": "koordineringsgruppe", "body": None},
        {"role": "regional_kontakt", "body": None},
        {"role": None, "body": KOMMIT},
    ]
    practice = begun(name=TOLD, value=["program"], default=[], since=TODAY)
    assert told(MemoryDesk(act(), practice)) == [{"role": "program", "body": None}]


@pytest.mark.rule("T06", "C07-06")
def test_the_clock_and_the_leader_together_remind_as_often_as_the_practice_has_it() -> None:
    silent, practice = invited(), begun(value=3)
    remind(MemoryDesk(SYSTEM, silent), participation=silent.id, today=date(2024, 2, 28))
    for day in (LATER, date(2024, 3, 4)):
        remind(MemoryDesk(on(day), silent, practice), participation=silent.id)
    assert silent.reminders == 3
    over = MemoryDesk(on(date(2024, 3, 5)), silent, practice)
    asked(lambda: remind(over, participation=silent.id)).then_refused(
        "C07-06", "reminded_enough", reminders=3
    )


@pytest.mark.rule("T06", "C07-06")
def test_two_reminders_are_enough_where_nothing_else_is_stated() -> None:
    silent = invited()
    for day in (LATER, date(2024, 3, 4)):
        remind(MemoryDesk(on(day), silent), participation=silent.id)
    over = MemoryDesk(on(date(2024, 3, 5)), silent)
    asked(lambda: remind(over, participation=silent.id)).then_refused(
        "C07-06", "reminded_enough", reminders=2
    )
