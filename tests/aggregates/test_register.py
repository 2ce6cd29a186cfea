from __future__ import annotations

from datetime import date

import pytest

from aggregates.kernel.act import Act, Role
from aggregates.kernel.refusals import Missing, Refused
from aggregates.territory.register import Register
from aggregates.territory.timeline import Name
from tests.kit.given import act, given

FIRST = date(2016, 12, 31)
YEAR_2018, YEAR_2020 = date(2018, 1, 1), date(2020, 1, 1)
THE_DAY_BEFORE, YEAR_2024 = date(2023, 12, 31), date(2024, 1, 1)
OSLO_NUMBER, BERGEN_NUMBER = "958935420", "964338531"


def named(official: str) -> Name:
    return Name(official, official, {})


def importer() -> Act:
    return act(Role.SYSTEM)


def register(**municipalities: str) -> Register:
    """A register that begins with Bærum and Ålesund, and whoever else is given (_1234="Name")."""
    begun = Register.open(importer(), on=FIRST)
    others = {number.strip("_"): name for number, name in municipalities.items()}
    for number, name in {"0219": "Bærum", "1507": "Ålesund", **others}.items():
        begun.register(importer(), number=number, name=named(name))
    return begun


def split_alesund(begun: Register) -> None:
    heirs = {"1508": named("Ålesund"), "1580": named("Haram")}
    begun.split(importer(), predecessor="1507", successors=heirs, on=YEAR_2024)


def test_a_municipality_keeps_its_identity_through_new_numbers() -> None:
    begun = register()
    begun.renumber(importer(), number="0219", to="3024", on=YEAR_2020)
    begun.renumber(importer(), number="3024", to="3201", on=YEAR_2024)
    baerum = begun.id_of("0219", FIRST)
    assert begun.id_of("3024", THE_DAY_BEFORE) == begun.id_of("3201", YEAR_2024) == baerum
    assert begun.number_of(baerum, date(2019, 12, 31)) == "0219"
    assert [begun.county_of(baerum, day) for day in (FIRST, YEAR_2020, YEAR_2024)] == [
        "02", "30", "32",
    ]  # fmt: skip


def test_a_new_name_holds_from_its_day_and_the_old_one_stays_readable() -> None:
    begun = register(_1850="Tysfjord")
    name = Name("Divtasvuodna - Tysfjord", "Tysfjord", {"Divtasvuodna": "smj"})
    given(begun).when(Register.rename, importer(), number="1850", name=name, on=YEAR_2018).then(
        Register.MunicipalityRenamed, name="Divtasvuodna - Tysfjord", name_norwegian="Tysfjord",
        parallel_names={"Divtasvuodna": "smj"}, exact=True, on=YEAR_2018,
    )  # fmt: skip
    id = begun.id_of("1850", YEAR_2018)
    assert begun.name_of(id, FIRST) == "Tysfjord"
    assert begun.municipality(id, YEAR_2018).name.parallel == {"Divtasvuodna": "smj"}


def test_a_split_ends_one_identity_and_begins_two() -> None:
    begun = register()
    old = begun.id_of("1507", THE_DAY_BEFORE)
    split_alesund(begun)
    heirs = {begun.id_of("1508", YEAR_2024), begun.id_of("1580", YEAR_2024)}
    assert begun.successors_of(old) == heirs
    assert old not in heirs
    assert (begun.valid(old, THE_DAY_BEFORE), begun.valid(old, YEAR_2024)) == (True, False)
    assert (begun.count(THE_DAY_BEFORE), begun.count(YEAR_2024)) == (2, 3)


def test_a_merger_under_a_new_number_begins_a_new_identity() -> None:
    begun = register(_0722="Nøtterøy", _0723="Tjøme")
    given(begun).when(
        Register.merge, importer(),
        predecessors=["0722", "0723"], number="0729", name=named("Færder"), on=YEAR_2018,
    ).then_events(Register.MunicipalityRegistered, Register.MunicipalitiesMerged)  # fmt: skip
    faerder = begun.id_of("0729", YEAR_2018)
    assert begun.successors_of(begun.id_of("0722", FIRST)) == {faerder}
    assert begun.count(YEAR_2018) == begun.count(FIRST) - 1


def test_a_merger_into_a_number_that_goes_on_keeps_that_identity() -> None:
    begun = register(_1103="Stavanger", _1141="Finnøy")
    stavanger = begun.id_of("1103", FIRST)
    begun.merge(
        importer(), predecessors=["1103", "1141"],
        number="1103", name=named("Stavanger"), on=YEAR_2020,
    )  # fmt: skip
    assert begun.id_of("1103", YEAR_2020) == stavanger
    with pytest.raises(Missing):
        begun.id_of("1141", YEAR_2020)


def test_the_parts_of_a_split_municipality_can_join_others_on_the_same_day() -> None:
    begun = register(_1850="Tysfjord", _1805="Narvik", _1849="Hamarøy")
    heirs = {"1806": named("Narvik"), "1875": named("Hamarøy")}
    begun.split(importer(), predecessor="1850", successors=heirs, on=YEAR_2020)
    for whole, number, name in (("1805", "1806", "Narvik"), ("1849", "1875", "Hamarøy")):
        given(begun).when(
            Register.merge, importer(),
            predecessors=[whole, "1850"], number=number, name=named(name), on=YEAR_2020,
        ).then_events(Register.MunicipalitiesMerged)  # fmt: skip
    assert begun.count(YEAR_2020) == begun.count(FIRST) - 1


def test_a_municipality_that_ended_in_one_merger_is_not_merged_again() -> None:
    begun = register(_0722="Nøtterøy", _0723="Tjøme")
    begun.merge(
        importer(), predecessors=["0722", "0723"], number="0729", name=named("Færder"),
        on=YEAR_2018,
    )  # fmt: skip
    given(begun).when(
        Register.merge, importer(),
        predecessors=["0722", "1507"], number="1508", name=named("Ny"), on=YEAR_2018,
    ).then_refused("C01-02", "ended_already")  # fmt: skip


@pytest.mark.rule("C01-01")
def test_a_number_belongs_to_one_municipality_at_a_time() -> None:
    given(register()).when(
        Register.renumber, importer(), number="0219", to="1507", on=YEAR_2020
    ).then_refused("C01-01", "number_in_use", number="1507")
    given(register()).when(
        Register.register, importer(), number="1507", name=named("Haram")
    ).then_refused("C01-01", "number_in_use", number="1507")
    given(register(_0722="Nøtterøy", _0723="Tjøme")).when(
        Register.merge, importer(),
        predecessors=["0722", "0723"], number="0219", name=named("Bærum"), on=YEAR_2018,
    ).then_refused("C01-01", "number_in_use", number="0219")  # fmt: skip


def test_a_number_that_has_become_free_may_be_used_again() -> None:
    begun = register()
    begun.renumber(importer(), number="0219", to="3024", on=YEAR_2020)
    given(begun).when(Register.renumber, importer(), number="1507", to="0219", on=YEAR_2020).then(
        Register.MunicipalityRenumbered, number="0219", county="02"
    )


@pytest.mark.rule("C01-02")
def test_changes_come_in_the_order_of_their_dates() -> None:
    begun = register()
    split_alesund(begun)
    given(begun).when(
        Register.renumber, importer(), number="0219", to="3024", on=YEAR_2020
    ).then_refused("C01-01", "out_of_order", day="2020-01-01", last="2024-01-01")


def test_asked_twice_the_register_records_once() -> None:
    begun = register(_0722="Nøtterøy", _0723="Tjøme")
    merger = {"predecessors": ["0722", "0723"], "number": "0729", "name": named("Færder")}
    begun.merge(importer(), **merger, on=YEAR_2018)  # type: ignore[arg-type]
    begun.renumber(importer(), number="0219", to="3024", on=YEAR_2020)
    split_alesund(begun)
    begun.collect_events()
    begun.register(importer(), number="0219", name=named("Bærum"))
    begun.merge(importer(), **merger, on=YEAR_2018)  # type: ignore[arg-type]
    begun.renumber(importer(), number="0219", to="3024", on=YEAR_2020)
    split_alesund(begun)
    assert list(begun.collect_events()) == []


def test_a_municipality_arises_only_from_others() -> None:
    """After the first day there is no decision that adds one out of nothing."""
    given(register()).when(
        Register.merge, importer(), predecessors=["1507"], number="1508",
        name=named("Ålesund"), on=YEAR_2024,
    ).then_refused("C01-02", "predecessors_missing")  # fmt: skip
    given(register()).when(
        Register.split, importer(), predecessor="1507",
        successors={"1508": named("Ålesund")}, on=YEAR_2024,
    ).then_refused("C01-02", "successors_missing")  # fmt: skip


def test_a_person_who_corrects_the_register_says_why() -> None:
    given(register()).when(
        Register.rename, act(), number="0219", name=named("Bærum by"), on=YEAR_2024
    ).then_refused("C01-01", "reason_missing")
    given(register()).when(
        Register.rename, act(), number="0219", name=named("Bærum by"), on=YEAR_2024,
        reason="Kgl. res. 1/24",
    ).then(Register.MunicipalityRenamed, reason="Kgl. res. 1/24")  # fmt: skip


@pytest.mark.parametrize("number", ["219", "02190", "O219", "०२१९"])
def test_a_number_has_four_digits(number: str) -> None:
    given(register()).when(
        Register.renumber, importer(), number="0219", to=number, on=YEAR_2020
    ).then_refused("C01-01", "number_malformed", number=number)


def test_a_day_before_the_register_begins_is_not_answered() -> None:
    with pytest.raises(Refused) as refusal:
        register().count(date(2016, 12, 30))
    assert (refusal.value.rule.id, refusal.value.reason) == ("C01-01", "before_register")


def test_an_organisation_number_leads_to_its_municipality() -> None:
    begun = register()
    given(begun).when(
        Register.state_organisation, importer(), number="0219", orgnr=OSLO_NUMBER, on=YEAR_2018
    ).then(Register.OrganisationNumberStated, orgnr=OSLO_NUMBER)
    assert begun.municipality_of_org(OSLO_NUMBER) == begun.id_of("0219", YEAR_2018)
    assert begun.municipality_of_org(BERGEN_NUMBER) is None


def test_a_new_organisation_number_takes_the_place_of_the_old() -> None:
    begun = register()
    for orgnr in (OSLO_NUMBER, BERGEN_NUMBER):
        begun.state_organisation(importer(), number="0219", orgnr=orgnr, on=YEAR_2018)
    assert begun.municipality_of_org(OSLO_NUMBER) is None
    assert begun.municipality_of_org(BERGEN_NUMBER) == begun.id_of("0219", YEAR_2018)


def test_an_organisation_number_is_valid_and_not_in_use() -> None:
    begun = register()
    begun.state_organisation(importer(), number="0219", orgnr=OSLO_NUMBER, on=YEAR_2018)
    given(begun).when(
        Register.state_organisation, importer(), number="1507", orgnr=OSLO_NUMBER, on=YEAR_2018
    ).then_refused("C01-04", "organisation_number_in_use")
    given(begun).when(
        Register.state_organisation, importer(), number="1507", orgnr="958935421", on=YEAR_2018
    ).then_refused("C01-04", "organisation_number_invalid")


def test_a_county_has_the_name_of_its_day_or_none() -> None:
    begun = register()
    begun.name_county(importer(), county="15", name="Møre og Romsdal", on=YEAR_2020)
    assert begun.counties(FIRST) == {"02": None, "15": None}
    assert begun.counties(YEAR_2020) == {"02": None, "15": "Møre og Romsdal"}
    given(begun).when(
        Register.name_county, importer(), county="15", name="Møre og Romsdal", on=YEAR_2024
    ).then_nothing()
    given(begun).when(
        Register.name_county, importer(), county="99", name="Svalbard", on=YEAR_2024
    ).then_refused("C01-03", "county_unknown", county="99")
