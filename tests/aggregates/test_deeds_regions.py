"""Every county is served by exactly one group, and the roster says who may act in it."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import chain
from uuid import UUID, uuid4

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as some

from aggregates.deeds import regions
from aggregates.kernel.act import Act, Role
from aggregates.kernel.refusals import Exists, Refused
from aggregates.mandates.mandate import Mandate
from aggregates.mandates.roster import Roster
from aggregates.regions.county_service import CountyService
from aggregates.regions.regional_group import RegionalGroup
from log.log import Log
from tests.kit.desk import MemoryDesk
from tests.kit.given import act
from tests.kit.regions import (
    CONTACT,
    FINNMARK,
    FOUNDERS,
    NETWORK,
    PERSON,
    TROMS,
    VESTLAND,
    group,
    organisation,
    register,
)
from tests.services.past import happened, recorded

MARCH, JUNE = date(2024, 3, 1), date(2024, 6, 1)
NORTH = {TROMS: "55", FINNMARK: "56", VESTLAND: "46"}


def desk(*roots: object) -> MemoryDesk:
    """A desk on which there are three counties, and the organisations of their groups."""
    there = [register("4601", "5501", "5601"), *(organisation(*each) for each in NORTH.items())]
    return MemoryDesk(NETWORK, *there, *roots)  # type: ignore[arg-type]


def establish(desk: MemoryDesk, body: str, *counties: str) -> RegionalGroup:
    return regions.establish(
        desk, organisation=body, counties=counties, founders=FOUNDERS, agreement="26/1"
    )


def refused(rule: str, reason: str, deed: partial[RegionalGroup]) -> None:
    with pytest.raises(Refused) as refusal:
        deed()
    assert (refusal.value.rule.id, refusal.value.reason) == (rule, reason)


@pytest.mark.rule("I42")
def test_a_county_that_a_group_serves_is_served_by_no_other() -> None:
    north = desk()
    both = establish(north, TROMS, "55", "56")
    refused("I42", "served_by_another", partial(establish, north, FINNMARK, "56"))
    assert regions.serving(north, "56") is regions.serving(north, "55") is both


@pytest.mark.rule("C12-01")
@pytest.mark.parametrize(
    ("body", "counties", "reason"),
    [
        (VESTLAND, ("50",), "not_a_regional_group"),
        (VESTLAND, ("46", "99"), "unknown_county"),
    ],
)
def test_a_group_serves_its_own_county_and_only_counties_that_there_are(
    body: str, counties: tuple[str, ...], reason: str
) -> None:
    refused("C12-01", reason, partial(establish, desk(), body, *counties))


@pytest.mark.rule("I42")
def test_a_county_goes_from_one_group_to_another_on_an_agreement_and_is_never_without() -> None:
    north = desk()
    both, vestland = establish(north, TROMS, "55", "56"), establish(north, VESTLAND, "46")
    take = partial(regions.hand_over, north, county="56", group=vestland.id)
    refused("I42", "agreement_missing", partial(take, agreement=""))
    take(agreement="DigiTroFi 26/12")
    assert (both.counties, vestland.counties) == (["55"], ["46", "56"])
    assert regions.serving(north, "56") is vestland
    north.recorded()
    take(agreement="DigiTroFi 26/12")
    assert north.recorded() == []


@pytest.mark.rule("I42")
@settings(deadline=None)
@for_all(
    some.lists(
        some.tuples(
            some.sampled_from(sorted(NORTH)),
            some.lists(some.sampled_from(["46", "55", "56"]), max_size=3),
            some.booleans(),
        ),
        max_size=12,
    )
)
def test_whatever_is_asked_no_county_ever_has_two_groups(
    story: list[tuple[str, list[str], bool]],
) -> None:
    there = desk()
    for body, counties, handing in story:
        id = RegionalGroup.id_of(body)
        try:
            if handing and there.find(RegionalGroup, id) and counties:
                regions.hand_over(there, county=counties[0], group=id, agreement="26/1")
            else:
                establish(there, body, *counties)
        except (Refused, Exists):
            continue
    groups = [each for each in there.roots.values() if isinstance(each, RegionalGroup)]
    served = Counter(chain.from_iterable(each.counties for each in groups))
    assert all(times == 1 for times in served.values())
    for county in served:
        assert county in regions.serving(there, county).counties


@pytest.mark.rule("I42")
def test_two_groups_that_want_a_county_at_the_same_moment_do_not_both_get_it(log: Log) -> None:
    async def story() -> list[object]:
        happened(log, register("4601", "5501", "5601"))
        happened(log, *(organisation(*each) for each in NORTH.items()))
        asks = [
            log.ask(_anew(NETWORK), partial(
                regions.establish, organisation=body, counties=["55", "56"], founders=FOUNDERS,
                agreement="26/1",
            ))
            for body in (TROMS, FINNMARK)
        ]  # fmt: skip
        return await asyncio.gather(*asks, return_exceptions=True)

    outcomes = asyncio.run(story())
    assert [type(each) for each in outcomes].count(Refused) == 1
    assert sorted(each.county for each in recorded(log, CountyService.Taken)) == ["55", "56"]
    assert len(recorded(log, RegionalGroup.Established)) == 1


def _anew(who: Act) -> Act:
    return replace(who, command=uuid4())


def rostered(until: date | None = None) -> Roster:
    """The roster of Vestland's group, in which one person is the contact from March."""
    roster = Roster.open(act(), organisation=VESTLAND)
    roster.give(
        act(), kind="regional_group", person=PERSON, function=Role.REGIONAL_CONTACT,
        since=MARCH, until=until,
    )  # fmt: skip
    return roster


@pytest.mark.rule("I41")
@pytest.mark.parametrize(
    ("roster", "since", "until", "may"),
    [
        (rostered(), MARCH, None, True),
        (rostered(JUNE), MARCH, JUNE, True),
        (rostered(JUNE), MARCH, None, False),
        (rostered(), date(2024, 2, 29), None, False),
        (None, MARCH, None, False),
    ],
)
def test_the_contact_is_one_whom_the_roster_lets_act_in_all_of_the_time(
    roster: Roster | None, since: date, until: date | None, may: bool
) -> None:
    made = group()
    there = MemoryDesk(NETWORK, made, *([roster] if roster else []))
    appoint = partial(
        regions.appoint_contact, there, group=made.id, person=PERSON, since=since, until=until
    )
    if may:
        assert appoint().held(CONTACT, since)[0].person == PERSON
    else:
        refused("I41", "not_rostered", appoint)


@pytest.mark.rule("C12-04", "C01-07")
def test_the_representative_is_the_one_whom_the_mandate_names() -> None:
    made = group()
    mandate = Mandate.give(act(), person="p-fpu", forum="FPU e-helse", since=MARCH)
    there = MemoryDesk(NETWORK, made, mandate)
    regions.name_representative(
        there, group=made.id, mandate=mandate.id, feedback="Fast punkt på møtet."
    )
    assert made.representative == "p-fpu"
    assert isinstance(mandate.id, UUID)
