"""A regional group: one contact at a time, three functions, and what it covers between them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from aggregates.kernel.act import Act, Role
from aggregates.regions.competence import AREAS, EXPERIENCE, METHOD
from aggregates.regions.regional_group import RegionalGroup
from tests.kit.given import act, asked, given
from tests.kit.regions import CONTACT, FOUNDERS, NETWORK, PERSON, group

JUNE, JULY, AUTUMN = date(2024, 6, 1), date(2024, 7, 1), date(2024, 10, 1)
MARCH = date(2024, 3, 1)
MANDATE = UUID(int=5)


def appointed(until: date | None = None) -> RegionalGroup:
    made = group()
    made.appoint_contact(NETWORK, person=PERSON, since=MARCH, until=until, rostered=True)
    return made


def staffed(*functions: str) -> RegionalGroup:
    """A group with a contact, and somebody in each of these functions, from March."""
    made = appointed()
    for number, function in enumerate(functions):
        made.name_member(
            NETWORK, person=f"p-{number}", function=function, since=MARCH, rostered=True
        )
    return made


@pytest.mark.rule("C12-01")
def test_a_digital_network_establishes_the_group_and_it_is_attached_to_it() -> None:
    asked(
        lambda: RegionalGroup.establish(
            NETWORK, organisation="310004618", counties=["46"], founders=FOUNDERS
        )
    ).then(RegionalGroup.Established, counties=["46"], network=NETWORK.body)
    asked(
        lambda: RegionalGroup.establish(
            act(), organisation="310004618", counties=["46"], founders=FOUNDERS
        )
    ).then_refused("C12-01", "not_the_network")


@pytest.mark.rule("C12-01", "I42")
def test_counties_that_share_a_group_have_agreed_to_it_in_writing() -> None:
    both: dict[str, Any] = {
        "organisation": "310005509", "counties": ["55", "56"], "founders": FOUNDERS,
    }  # fmt: skip
    asked(lambda: RegionalGroup.establish(NETWORK, **both)).then_refused(
        "C12-01", "agreement_missing", counties=["55", "56"]
    )
    agreed = RegionalGroup.establish(NETWORK, **both, agreement="DigiTroFi 26/12")
    assert [type(each) for each in agreed.collect_events()] == [
        RegionalGroup.Established, RegionalGroup.CountiesAgreed,
    ]  # fmt: skip
    given(group()).when(RegionalGroup.change_counties, act(), counties=["46", "15"]).then_refused(
        "C12-01", "agreement_missing"
    )
    given(agreed).when(RegionalGroup.change_counties, act(), counties=["55"]).then(
        RegionalGroup.CountiesChanged, counties=["55"]
    )


@pytest.mark.rule("C12-01")
def test_the_establishing_working_group_has_people_of_all_four_sources() -> None:
    three = {name: words for name, words in FOUNDERS.items() if name != "e_komp"}
    asked(
        lambda: RegionalGroup.establish(
            NETWORK, organisation="310004618", counties=["46"], founders=three
        )
    ).then_refused("C12-01", "founders_missing", founders=["e_komp"])


@pytest.mark.rule("I41")
def test_a_second_contact_is_refused_until_the_first_one_ends() -> None:
    second = {"person": "p-9", "since": JUNE, "rostered": True}
    made = appointed()
    given(made).when(RegionalGroup.appoint_contact, NETWORK, **second).then_refused(
        "I41", "contact_already"
    )
    made.end_term(NETWORK, person=PERSON, function=CONTACT, until=JUNE)
    given(made).when(RegionalGroup.appoint_contact, NETWORK, **second).then(
        RegionalGroup.ContactAppointed, person="p-9", on=JUNE, acting=False
    )
    days = (date(2024, 5, 31), JUNE)
    assert [[e.person for e in made.held(CONTACT, day)] for day in days] == [[PERSON], ["p-9"]]


@pytest.mark.rule("I41")
def test_an_acting_contact_bridges_a_transition_and_has_an_end() -> None:
    made = appointed(until=JUNE)
    bridge = {"person": "p-9", "since": JUNE, "acting": True, "rostered": True}
    given(made).when(RegionalGroup.appoint_contact, NETWORK, **bridge).then_refused(
        "I41", "acting_without_end"
    )
    given(made).when(RegionalGroup.appoint_contact, NETWORK, **bridge, until=JULY).then(
        RegionalGroup.ContactAppointed, acting=True, until=JULY
    )


@pytest.mark.rule("I41")
def test_a_gap_without_contact_is_said_in_so_many_words() -> None:
    ending = {"person": PERSON, "function": CONTACT, "until": JUNE}
    given(appointed()).when(RegionalGroup.end_term, NETWORK, **ending).then(
        RegionalGroup.TermEnded, vacant=True
    )
    followed = appointed(until=JULY)
    followed.appoint_contact(NETWORK, person="p-9", since=JULY, rostered=True)
    given(followed).when(
        RegionalGroup.end_term, NETWORK, **ending | {"until": AUTUMN}
    ).then_nothing()
    given(followed).when(
        RegionalGroup.end_term, NETWORK, person="p-8", function=CONTACT, until=JUNE
    ).then_refused("I41", "not_held")


@pytest.mark.rule("I41")
def test_nobody_is_appointed_whom_the_roster_does_not_let_act() -> None:
    given(group()).when(
        RegionalGroup.appoint_contact, NETWORK, person=PERSON, since=MARCH, rostered=False
    ).then_refused("I41", "not_rostered")
    given(group()).when(
        RegionalGroup.name_member, NETWORK,
        person=PERSON, function="innforingsleder", since=MARCH, rostered=False,
    ).then_refused("I41", "not_rostered")  # fmt: skip


@pytest.mark.rule("I41")
@pytest.mark.parametrize(
    ("functions", "missing"),
    [
        ((), ["innforingsleder", "nettverksressurs"]),
        (("nettverksressurs",), ["innforingsleder"]),
        (("innforingsleder", "innforingsleder"), ["nettverksressurs"]),
        (("innforingsleder", "nettverksressurs"), []),
    ],
    ids=str,
)
def test_a_group_is_complete_only_with_contact_leader_and_resource(
    functions: tuple[str, ...], missing: list[str]
) -> None:
    made = staffed(*functions)
    assert made.missing(MARCH) == missing
    assert made.missing(date(2024, 2, 29)) == [CONTACT, "innforingsleder", "nettverksressurs"]


@pytest.mark.parametrize(
    ("asked_for", "reason"),
    [
        ({"function": "regional_kontakt"}, "unknown_function"),
        ({"until": MARCH}, "ends_before"),
        ({"person": "p-0", "until": JUNE}, "held_already"),
    ],
    ids=str,
)
def test_a_member_is_named_to_a_function_once_and_for_some_time(
    asked_for: dict[str, Any], reason: str
) -> None:
    good = {"person": "p-9", "function": "innforingsleder", "since": MARCH, "rostered": True}
    made = staffed("innforingsleder")
    given(made).when(RegionalGroup.name_member, NETWORK, **good | asked_for).then_refused(
        "I41", reason
    )
    given(made).when(RegionalGroup.name_member, NETWORK, **good | {"person": "p-0"}).then_nothing()


@pytest.mark.rule("C12-01")
@pytest.mark.parametrize(
    "stranger", [act(), act(Role.DIGITAL_NETWORK, body="330005505"), act(Role.REGIONAL_CONTACT)]
)
def test_only_its_own_network_appoints(stranger: Act) -> None:
    made = appointed()
    for decide, asked_for in (
        (RegionalGroup.appoint_contact, {"person": "p-9", "since": JUNE, "rostered": True}),
        (RegionalGroup.end_term, {"person": PERSON, "function": CONTACT, "until": JUNE}),
    ):
        given(made).when(decide, stranger, **asked_for).then_refused("C12-01", "not_the_network")


@pytest.mark.rule("C12-05")
def test_there_are_four_areas_of_experience_and_eight_of_method() -> None:
    assert (len(EXPERIENCE), len(METHOD), len(set(AREAS))) == (4, 8, 12)


@pytest.mark.rule("C12-05")
def test_a_gap_in_competence_is_an_area_that_nobody_who_holds_a_function_covers() -> None:
    made = appointed(until=JUNE)
    given(made).when(
        RegionalGroup.declare_competence, NETWORK, person=PERSON, areas=[*METHOD, "procurement"]
    ).then(RegionalGroup.CompetenceDeclared, areas=list(METHOD))
    assert made.gaps(MARCH) == list(EXPERIENCE)
    assert made.gaps(JUNE) == list(AREAS)


@pytest.mark.rule("C12-05")
def test_competence_is_of_the_twelve_areas_and_of_those_in_the_group() -> None:
    for asked_for, reason in (
        ({"areas": ["sjakk"]}, "unknown_area"),
        ({"person": "p-9"}, "not_in_the_group"),
    ):
        given(appointed()).when(
            RegionalGroup.declare_competence, NETWORK, **{"person": PERSON, "areas": []} | asked_for
        ).then_refused("C12-05", reason)
    given(appointed()).when(
        RegionalGroup.declare_competence, act(), person=PERSON, areas=[]
    ).then_refused("C12-01", "not_own_group")


@pytest.mark.rule("C12-04")
def test_a_contact_who_is_not_the_representative_is_appointed_with_a_warning() -> None:
    made = group()
    made.name_representative(
        NETWORK, person="p-fpu", mandate=MANDATE, forum="FPU e-helse", feedback="Fast punkt."
    )
    appoint = {"person": PERSON, "since": MARCH, "until": JUNE, "rostered": True}
    given(made).when(RegionalGroup.appoint_contact, NETWORK, **appoint).then(
        RegionalGroup.ContactAppointed, warnings=["not_the_representative"]
    )
    given(made).when(
        RegionalGroup.appoint_contact, NETWORK, person="p-fpu", since=JUNE, rostered=True
    ).then(RegionalGroup.ContactAppointed, warnings=[])


@pytest.mark.rule("C12-04")
def test_the_representative_speaks_in_fpu_and_the_group_hears_of_it() -> None:
    good = {"person": "p-fpu", "mandate": MANDATE, "forum": "FPU", "feedback": "Fast punkt."}
    for wrong, reason in (
        ({"forum": "NUFA"}, "other_forum"),
        ({"feedback": ""}, "feedback_missing"),
    ):
        given(group()).when(
            RegionalGroup.name_representative, NETWORK, **good | wrong
        ).then_refused("C12-04", reason)


@pytest.mark.rule("C12-01")
def test_ks_confirms_a_group_once() -> None:
    made = group()
    given(made).when(RegionalGroup.confirm, act()).then(RegionalGroup.Confirmed)
    given(made).when(RegionalGroup.confirm, act()).then_nothing()
