"""Who a name in a document is: two say so, it can be undone, and what was written stays."""

from __future__ import annotations

import pytest

from aggregates.deeds.writings import erase_writings, propose_link
from aggregates.kernel.act import Role
from aggregates.kernel.refusals import Refused
from aggregates.people.person import Person
from aggregates.people.writing import Writing
from tests.kit.desk import MemoryDesk
from tests.kit.given import act, given

PERSON, OTHER = "p-aa01", "p-aa02"
WRITTEN, DIFFERENTLY = "p-0001", "p-0002"
SECRETARY = act(Role.COORDINATING_GROUP, by="p-3")
ADMINISTRATOR = act(Role.ADMINISTRATOR, by="p-4")


def people() -> MemoryDesk:
    known = [Person.register(act(by=each), reference=each) for each in (PERSON, OTHER)]
    return MemoryDesk(SECRETARY, *known)


def linked(desk: MemoryDesk, written: str) -> Writing:
    writing = propose_link(desk, written=written, person=PERSON)
    writing.confirm(ADMINISTRATOR)
    return writing


@pytest.mark.rule("C01-05")
def test_both_ways_of_writing_it_are_one_person() -> None:
    desk = people()
    assert {linked(desk, each).person for each in (WRITTEN, DIFFERENTLY)} == {PERSON}


@pytest.mark.rule("C01-05")
def test_what_one_proposes_another_confirms() -> None:
    writing = propose_link(people(), written=WRITTEN, person=PERSON)
    assert writing.person is None
    given(writing).when(Writing.confirm, SECRETARY).then_refused("C01-05", "proposer_confirms")
    given(writing).when(Writing.confirm, ADMINISTRATOR).then(Writing.Linked, person=PERSON)
    given(writing).when(Writing.confirm, ADMINISTRATOR).then_nothing()
    given(writing).when(Writing.propose_anew, SECRETARY, person=PERSON).then_nothing()


@pytest.mark.rule("C01-05")
def test_a_link_is_undone_for_a_reason_from_a_list_and_may_then_be_to_somebody_else() -> None:
    desk = people()
    writing = linked(desk, WRITTEN)
    given(writing).when(Writing.propose_anew, SECRETARY, person=OTHER).then_refused(
        "C01-05", "linked_already"
    )
    given(writing).when(Writing.unlink, SECRETARY, reason="Feil.").then_refused(
        "C01-05", "unknown_reason"
    )
    given(writing).when(Writing.unlink, SECRETARY, reason="somebody_else").then(
        Writing.Unlinked, person=PERSON
    )
    given(writing).when(Writing.unlink, SECRETARY, reason="somebody_else").then_nothing()
    given(writing).when(Writing.confirm, ADMINISTRATOR).then_refused("C01-05", "nothing_proposed")
    propose_link(desk, written=WRITTEN, person=OTHER).confirm(ADMINISTRATOR)
    assert writing.person == OTHER


@pytest.mark.rule("C01-05", "C23-05")
def test_what_was_written_of_somebody_is_erased_with_them() -> None:
    desk = people()
    linked(desk, WRITTEN)
    desk.get(Person, Person.id_of(PERSON)).erase(act(), reason="own_wish")
    for _ in range(2):
        erase_writings(desk, person=PERSON, reason="own_wish")
    assert desk.get(Person, Person.id_of(WRITTEN)).erased
    with pytest.raises(Refused, match="erased"):
        propose_link(desk, written=DIFFERENTLY, person=PERSON)
