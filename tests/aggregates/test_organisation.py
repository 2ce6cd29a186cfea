from __future__ import annotations

from datetime import date

import pytest

from aggregates.kernel.root import derived
from aggregates.territory.organisation import Organisation
from aggregates.territory.organisation_number import is_valid
from tests.kit.given import act, asked, given

KS, HELSEDIREKTORATET, NORSK_HELSENETT = "971032146", "983544622", "994598759"
YEAR_2024 = date(2024, 1, 1)


def ks() -> Organisation:
    return Organisation.register(act(), number=KS, name="KS", kind="ks")


@pytest.mark.parametrize("number", [KS, HELSEDIREKTORATET, NORSK_HELSENETT])
def test_a_number_with_its_control_digit_is_valid(number: str) -> None:
    assert is_valid(number)


@pytest.mark.parametrize("number", ["971032147", "97103214", "9710321466", "97103214x", ""])
def test_a_number_without_its_control_digit_is_not(number: str) -> None:
    assert not is_valid(number)
    asked(
        lambda: Organisation.register(act(), number=number, name="X", kind="vendor")
    ).then_refused("C01-04", "organisation_number_invalid", number=number)


def test_an_organisation_of_an_unknown_kind_is_refused() -> None:
    asked(lambda: Organisation.register(act(), number=KS, name="X", kind="club")).then_refused(
        "C01-04", "unknown_organisation_kind", kind="club"
    )
    asked(
        lambda: Organisation.register(act(), number=KS, name="X", kind="ks", number_kind="real")
    ).then_refused("C01-04", "unknown_number_kind", kind="real")


def test_a_municipality_says_which_and_nobody_else_does() -> None:
    asked(
        lambda: Organisation.register(act(), number=KS, name="Oslo", kind="municipality")
    ).then_refused("C01-04", "municipality_mismatch")
    asked(
        lambda: Organisation.register(
            act(), number=KS, name="KS", kind="ks", municipality=derived("municipalities", "0301")
        )
    ).then_refused("C01-04", "municipality_mismatch")


def test_a_regional_group_says_its_county_and_nobody_else_does() -> None:
    asked(
        lambda: Organisation.register(act(), number=KS, name="Digi", kind="regional_group")
    ).then_refused("C01-04", "region_mismatch")
    asked(
        lambda: Organisation.register(act(), number=KS, name="KS", kind="ks", region="03")
    ).then_refused("C01-04", "region_mismatch")


def test_a_new_name_is_recorded_once() -> None:
    organisation = ks()
    given(organisation).when(Organisation.rename, act(), name="KS 2", on=YEAR_2024).then(
        Organisation.Renamed, name="KS 2", on=YEAR_2024
    )
    given(organisation).when(Organisation.rename, act(), name="KS 2", on=YEAR_2024).then_nothing()
    given(organisation).when(Organisation.rename, act(), name="", on=YEAR_2024).then_refused(
        "C01-04", "organisation_name_missing"
    )


def test_an_organisation_ends_once_and_may_have_a_successor() -> None:
    organisation = ks()
    ends = {"on": YEAR_2024, "successor": HELSEDIREKTORATET}
    given(organisation).when(Organisation.end, act(), **ends).then(
        Organisation.Ended, successor=HELSEDIREKTORATET, on=YEAR_2024
    )
    given(organisation).when(Organisation.end, act(), **ends).then_nothing()
    given(organisation).when(Organisation.end, act(), on=date(2025, 1, 1)).then_refused(
        "C01-04", "organisation_ended", on="2024-01-01"
    )


def test_an_organisation_does_not_succeed_itself() -> None:
    given(ks()).when(Organisation.end, act(), on=YEAR_2024, successor=KS).then_refused(
        "C01-04", "organisation_number_invalid"
    )
