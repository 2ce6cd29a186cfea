"""What is a duty of whom, from when; everything else is voluntary."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from aggregates.portfolio.obligation import ACTORS, EVERYBODY, PAY, USE, Obligation
from tests.kit.given import Given, Recorded, act

BEGINS = date(2022, 7, 1)
REGULATION = "Forskrift 22.12.2021"


def kjernejournal(*duties: tuple[str, str, date]) -> Obligation:
    obligation = Obligation.begin(act(), solution="kjernejournal")
    for actor, duty, since in duties:
        obligation.add(
            act(), actor=actor, duty=duty, since=since, until=None, legal_source=REGULATION
        )
    return obligation


IN_FORCE = [(each, USE, BEGINS) for each in ("helseforetak", "privat_sykehus", "fastlege")] + [
    ("kommunal_legevakt", USE, BEGINS),
    ("avtalespesialist", USE, date(2024, 1, 1)),
    ("kommune", PAY, date(2022, 1, 1)),
]


def adding(obligation: Obligation, **instead: Any) -> Recorded:
    said = {"actor": "fastlege", "duty": USE, "since": BEGINS, "until": None,
            "legal_source": REGULATION}  # fmt: skip
    return Given(obligation).when(Obligation.add, act(), **said | instead)


@pytest.mark.rule("I06", "C02-08")
def test_a_municipal_emergency_clinic_is_obliged_from_july_2022_and_other_care_is_not() -> None:
    known = kjernejournal(*IN_FORCE)
    assert known.standing("kommunal_legevakt", USE, date(2022, 6, 30)) is None
    assert known.standing("kommunal_legevakt", USE, BEGINS) is not None
    assert known.standing("avtalespesialist", USE, date(2023, 12, 31)) is None
    assert known.standing("avtalespesialist", USE, date(2024, 1, 1)) is not None
    assert known.standing("kommunal_omsorg", USE, date(2026, 1, 1)) is None


@pytest.mark.rule("C02-08")
def test_to_pay_is_no_duty_to_use() -> None:
    known = kjernejournal(*IN_FORCE)
    assert known.standing("kommune", PAY, date(2026, 1, 1)) is not None
    assert known.standing("kommune", USE, date(2026, 1, 1)) is None


@pytest.mark.rule("I06")
@drawn(st.sampled_from(ACTORS), st.sampled_from([USE, PAY]), st.dates())
def test_everything_is_voluntary_until_a_duty_is_recorded(actor: str, duty: str, day: date) -> None:
    assert kjernejournal().standing(actor, duty, day) is None


@pytest.mark.rule("I06")
@drawn(st.sampled_from(ACTORS), st.sampled_from(ACTORS))
def test_what_is_a_duty_of_one_is_a_duty_of_no_other_but_where_it_is_everybodys(
    one: str, other: str
) -> None:
    known = kjernejournal((one, USE, BEGINS))
    assert (known.standing(other, USE, BEGINS) is not None) is (one in {other, EVERYBODY})


@pytest.mark.rule("C02-08")
def test_the_health_network_is_a_duty_of_everybody() -> None:
    known = kjernejournal((EVERYBODY, USE, date(2022, 1, 1)))
    assert all(known.standing(each, USE, BEGINS) for each in ACTORS)


@pytest.mark.rule("C02-08")
def test_a_duty_has_an_actor_a_period_and_a_legal_source() -> None:
    adding(kjernejournal()).then(Obligation.Recorded, actor="fastlege", since=BEGINS, until=None)
    for wrong, reason in (
        ({"actor": "alle andre"}, "unknown_actor"),
        ({"duty": "like"}, "unknown_duty"),
        ({"legal_source": ""}, "source_missing"),
        ({"until": BEGINS}, "ends_before"),
    ):
        adding(kjernejournal(), **wrong).then_refused("C02-08", reason)


@pytest.mark.rule("C02-08")
def test_two_duties_of_one_actor_do_not_overlap_and_the_same_is_recorded_once() -> None:
    known = kjernejournal(("fastlege", USE, BEGINS))
    adding(known).then_nothing()
    adding(known, since=date(2023, 1, 1)).then_refused("C02-08", "recorded_already")
    adding(known, duty=PAY).then(Obligation.Recorded, duty=PAY)


@pytest.mark.rule("I06", "C02-08")
def test_a_duty_that_has_ended_is_voluntary_again() -> None:
    known, ends = kjernejournal(("fastlege", USE, BEGINS)), date(2027, 1, 1)
    said = {"actor": "fastlege", "duty": USE, "legal_source": "Forskrift 2026"}
    Given(known).when(Obligation.end, act(), until=ends, **said).then(
        Obligation.Ended, actor="fastlege", until=ends
    )
    Given(known).when(Obligation.end, act(), until=ends, **said).then_nothing()
    assert known.standing("fastlege", USE, ends) is None
    assert known.standing("fastlege", USE, date(2026, 12, 31)) is not None
    adding(known, since=ends).then(Obligation.Recorded, since=ends)


@pytest.mark.rule("C02-08")
def test_what_never_began_does_not_end() -> None:
    said = {"actor": "fastlege", "duty": USE, "legal_source": "Forskrift 2026"}
    Given(kjernejournal()).when(Obligation.end, act(), until=BEGINS, **said).then_refused(
        "C02-08", "nothing_to_end"
    )
