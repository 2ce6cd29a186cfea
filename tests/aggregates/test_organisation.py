from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from aggregates.deeds.organisations import register_organisation, rename_organisation
from aggregates.kernel.act import Role
from aggregates.kernel.root import derived
from aggregates.territory.organisation import Organisation
from aggregates.territory.organisation_number import is_valid
from tests.kit.desk import MemoryDesk
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


ANCHORED = {
    "Helse- og omsorgsdepartementet": "ministry",
    "Digitaliseringsutvalget KS": "council",
    "KommIT-rådet": "council",
    "Digitaliseringsnettverkene - lederne": "digital_network",
    "KS Agder": "ks",
    "Direktoratet for e-helse": "directorate",
    "Helsedirektoratet": "directorate",
    "Helse Nord": "health_region",
    "KDU Troms og Finnmark": "council",
    "EPJ-løftet": "programme",
    "NUIT": "council",
    "Leverandørmøte": "arena",
    "Programstyret Pasientens legemiddelliste": "council",
    "Nasjonal rådsmodell for e-helse": "council",
    "Den norske legeforening": "interest_organisation",
    "Norsk sykepleierforbund": "interest_organisation",
    "Konferanser, som EHiN": "arena",
}
"""Whom the report was anchored with (S3 L160-176); the kinds are ours."""
SYNTHETIC = [number for number in map(str, range(340000000, 340000300)) if is_valid(number)]


@pytest.mark.rule("C01-04")
def test_all_seventeen_whom_the_report_was_anchored_with_can_be_entered() -> None:
    assert len(ANCHORED) == 17
    for number, (name, kind) in zip(SYNTHETIC, ANCHORED.items(), strict=False):
        made = Organisation.register(
            act(), number=number, number_kind="synthetic", name=name, kind=kind
        )
        assert (made.name, made.kind) == (name, kind)


@pytest.mark.rule("C01-04")
def test_a_region_enters_its_own_actors_and_ks_any() -> None:
    contact = MemoryDesk(act(Role.REGIONAL_CONTACT, region="46"))
    said = {"number_kind": "synthetic", "name": "USHT Vestland"}
    enter = partial(register_organisation, contact, **said)
    made = enter(number=SYNTHETIC[0], kind="development_centre")
    asked(lambda: enter(number=SYNTHETIC[1], kind="directorate")).then_refused(
        "C01-04", "not_a_regional_actor", kind="directorate"
    )
    rename_organisation(contact, number=made.number, name="USHT Vest", on=YEAR_2024)
    assert made.name == "USHT Vest"
    contact.act = act()
    ministry = enter(number=SYNTHETIC[2], kind="ministry")
    contact.act = act(Role.REGIONAL_CONTACT, region="46")
    asked(
        lambda: rename_organisation(contact, number=ministry.number, name="X", on=YEAR_2024)
    ).then_refused("C01-04", "not_a_regional_actor", kind="ministry")
