"""A function is held from a day to a day, and given by the organisation's own administrator."""

from __future__ import annotations

from datetime import date

import pytest

from aggregates.kernel.act import Role
from aggregates.mandates.functions import IN, fits
from aggregates.mandates.roster import Roster
from aggregates.territory.organisation import KINDS
from tests.kit.given import Given, act

KS, DOCUMENT = "971032146", "26/114-2"
TODAY, LATER, LAST = date(2024, 2, 16), date(2024, 6, 1), date(2025, 1, 1)


def roster(*given: tuple[str, Role], kind: str = "municipality") -> Given:
    """A roster in which these persons hold these functions from today."""
    opened = Roster.open(act(), organisation=KS)
    for person, function in given:
        opened.give(act(), kind=kind, person=person, function=function, since=TODAY)
    return Given(opened)


def test_the_first_administrator_is_appointed_on_the_organisations_own_document() -> None:
    roster().when(
        Roster.appoint, act(Role.OPERATOR), person="p-2", since=TODAY, document=DOCUMENT
    ).then(
        Roster.RoleGiven, organisation=KS, person="p-2", function="virksomhetsadministrator",
        since=TODAY, until=None, document=DOCUMENT,
    )  # fmt: skip
    roster().when(
        Roster.appoint, act(Role.OPERATOR), person="p-2", since=TODAY, document=""
    ).then_refused("C01-06", "document_missing")


def test_nobody_outside_appoints_where_there_is_an_administrator() -> None:
    administered = roster(("p-2", Role.ADMINISTRATOR))
    administered.when(
        Roster.appoint, act(Role.OPERATOR), person="p-3", since=TODAY, document=DOCUMENT
    ).then_refused("C01-06", "administered")
    administered.when(
        Roster.appoint, act(Role.OPERATOR), person="p-2", since=TODAY, document=DOCUMENT
    ).then_nothing()


def test_a_function_that_has_ended_does_not_act() -> None:
    held = roster(("p-2", Role.MUNICIPAL_DECIDER))
    held.when(
        Roster.end, act(Role.ADMINISTRATOR),
        person="p-2", function=Role.MUNICIPAL_DECIDER, until=LATER,
    ).then(
        Roster.RoleEnded, organisation=KS, person="p-2", function="kommunal_beslutter",
        until=LATER,
    )  # fmt: skip
    state = held.root
    assert isinstance(state, Roster)
    assert state.may("p-2", Role.MUNICIPAL_DECIDER, date(2024, 5, 31))
    assert not state.may("p-2", Role.MUNICIPAL_DECIDER, LATER)
    assert not state.may("p-3", Role.MUNICIPAL_DECIDER, TODAY)
    assert not state.may("p-2", Role.MUNICIPAL_COORDINATOR, TODAY)
    assert not state.may("p-2", Role.MUNICIPAL_DECIDER, date(2024, 2, 15))


def test_a_function_ends_once_and_may_end_earlier_but_not_in_the_past() -> None:
    held = roster(("p-2", Role.MUNICIPAL_DECIDER))
    end = {"person": "p-2", "function": Role.MUNICIPAL_DECIDER}
    held.when(Roster.end, act(), **end, until=LAST).then(
        Roster.RoleEnded, organisation=KS, person="p-2", function="kommunal_beslutter", until=LAST
    )
    held.when(Roster.end, act(), **end, until=LAST).then_nothing()
    held.when(Roster.end, act(), **end, until=LATER).then(
        Roster.RoleEnded, organisation=KS, person="p-2", function="kommunal_beslutter", until=LATER
    )
    held.when(Roster.end, act(), **end, until=date(2024, 2, 1)).then_refused(
        "C01-06", "in_the_past"
    )
    held.when(
        Roster.end, act(), person="p-3", function=Role.MUNICIPAL_DECIDER, until=LAST
    ).then_refused("C01-06", "not_held")


def test_what_is_held_already_is_not_given_twice() -> None:
    held = roster(("p-2", Role.MUNICIPAL_DECIDER))
    asked = {"kind": "municipality", "person": "p-2", "function": Role.MUNICIPAL_DECIDER}
    held.when(Roster.give, act(), **asked, since=TODAY).then_nothing()
    held.when(Roster.give, act(), **asked, since=LATER, until=LAST).then_nothing()


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"kind": "vendor"}, "function_unfit"),
        ({"function": Role.PORTFOLIO_OWNER}, "function_unfit"),
        ({"function": Role.SYSTEM}, "function_unfit"),
        ({"until": TODAY}, "ends_before"),
        ({"since": date(2024, 2, 15)}, "in_the_past"),
    ],
    ids=str,
)
def test_a_function_is_given_where_it_fits_and_from_today_on(
    asked: dict[str, object], reason: str
) -> None:
    good = {
        "kind": "municipality", "person": "p-2", "function": Role.MUNICIPAL_DECIDER,
        "since": TODAY,
    }  # fmt: skip
    roster().when(Roster.give, act(), **(good | asked)).then_refused("C01-06", reason)


def test_a_region_has_one_contact_at_a_time() -> None:
    held = roster(("p-2", Role.REGIONAL_CONTACT), kind="regional_group")
    asked = {"kind": "regional_group", "person": "p-3", "function": Role.REGIONAL_CONTACT}
    held.when(Roster.give, act(), **asked, since=LATER).then_refused("C01-06", "held_by_another")
    held.when(Roster.end, act(), person="p-2", function=Role.REGIONAL_CONTACT, until=LATER).then(
        Roster.RoleEnded, organisation=KS, person="p-2", function="regional_kontakt", until=LATER
    )
    held.when(Roster.give, act(), **asked, since=LATER).then(
        Roster.RoleGiven, organisation=KS, person="p-3", function="regional_kontakt",
        since=LATER, until=None, document=None,
    )  # fmt: skip


def test_every_kind_of_organisation_has_its_functions_and_nobody_has_the_systems() -> None:
    assert IN.keys() <= KINDS
    assert not any(fits(Role.SYSTEM, kind) for kind in KINDS)
    assert all(any(fits(role, kind) for kind in KINDS) for role in Role if role is not Role.SYSTEM)
    assert [kind for kind in KINDS if fits(Role.MUNICIPAL_DECIDER, kind)] == ["municipality"]
