from __future__ import annotations

from typing import get_args, get_type_hints

import pytest

from aggregates.people.person import REASONS, Person
from api.people import erase
from tests.kit.given import act, asked, given

BERGEN = "964338531"


def person() -> Person:
    return Person.register(act(by="p-1", body=BERGEN), reference="p-1")


def test_who_enters_themselves_is_looked_after_by_the_organisation_they_act_for() -> None:
    asked(person).then(
        Person.Registered, reference="p-1", kind="human", organisation=BERGEN, by="p-1"
    )


def test_who_is_entered_by_another_is_looked_after_by_no_organisation() -> None:
    asked(lambda: Person.register(act(by="p-2"), reference="p-1")).then(
        Person.Registered, reference="p-1", organisation=None
    )


def test_a_machine_is_told_from_a_human() -> None:
    asked(lambda: Person.register(act(by="s-1"), reference="s-1")).then(
        Person.Registered, reference="s-1", kind="machine"
    )


@pytest.mark.rule("I67", "C23-05")
@pytest.mark.parametrize("reason", REASONS)
def test_an_erasure_says_whom_and_why_and_nothing_of_the_person(reason: str) -> None:
    given(person()).when(Person.erase, act(), reason=reason).then(
        Person.Erased, reference="p-1", reason=reason
    )


def test_a_reason_in_words_of_ones_own_is_refused() -> None:
    given(person()).when(Person.erase, act(), reason="er syk").then_refused(
        "C23-05", "unknown_reason", known=list(REASONS)
    )


def test_an_erasure_is_recorded_once() -> None:
    one = person()
    given(one).when(Person.erase, act(), reason="own_wish").then_events(Person.Erased)
    given(one).when(Person.erase, act(), reason="no_longer_needed").then_nothing()


@pytest.mark.rule("I67", "C23-05")
def test_nothing_is_kept_of_somebody_who_was_erased() -> None:
    one = person()
    one.require_present()
    one.erase(act(), reason="own_wish")
    asked(one.require_present, one).then_refused("C23-05", "erased")


def test_the_api_knows_the_same_reasons() -> None:
    assert get_args(get_type_hints(erase)["reason"]) == REASONS
