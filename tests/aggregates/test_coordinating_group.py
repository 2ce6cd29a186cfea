from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from aggregates.coordination.group import CoordinatingGroup
from aggregates.deeds.coordination import by_group, check_seated, choose_track, give_seat
from aggregates.deeds.run import open_pulje
from aggregates.kernel.act import Act, Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Root
from aggregates.runs.run import Run
from aggregates.territory.organisation import Organisation
from aggregates.territory.register import Register
from tests.kit.coordination import REGIONS, constituted, given_seats, seated_group
from tests.kit.desk import MemoryDesk
from tests.kit.given import MORNING, Recorded, act, asked, given
from tests.kit.runs import ANSWERS, GROUP, RUN, proposed

KS, NHN, VESTLAND = "971032146", "994598759", "310004618"
TODAY = MORNING.date()
TURN = {"since": TODAY, "until": date(2025, 2, 16)}


def giving(group: CoordinatingGroup, **instead: Any) -> Recorded:
    said = {
        "organisation": VESTLAND, "organisation_kind": "regional_group", "kind": "region",
        "region": "46", "regions": REGIONS, **TURN,
    }  # fmt: skip
    return given(group).when(CoordinatingGroup.give_seat, act(), **{**said, **instead})


def choice(**instead: Any) -> dict[str, Any]:
    said = {"run": RUN, "track": "A", "answers": ANSWERS, "deciding_body": "NKG"}
    return said | instead


@pytest.mark.rule("C13-01")
def test_the_group_is_constituted_on_a_mandate() -> None:
    asked(constituted).then(CoordinatingGroup.Constituted, mandate="KS 24/118")
    asked(lambda: CoordinatingGroup.constitute(act(), mandate="")).then_refused(
        "C13-01", "mandate_missing"
    )


@pytest.mark.rule("C13-01")
def test_a_seat_is_for_an_organisation_of_its_kind() -> None:
    giving(constituted()).then(CoordinatingGroup.SeatGiven, kind="region", region="46", **TURN)
    giving(constituted(), kind="ks").then_refused("C13-01", "seat_unfit", kind="regional_group")
    giving(
        constituted(), organisation="983544622", organisation_kind="directorate", kind="other",
        region=None, until=None,
    ).then(CoordinatingGroup.SeatGiven, kind="other", region=None, until=None)  # fmt: skip


@pytest.mark.rule("C13-01")
def test_a_region_has_a_seat_for_a_turn_with_an_end() -> None:
    giving(constituted(), until=None).then_refused("C13-01", "turn_without_end")
    giving(constituted(), until=TODAY).then_refused("C13-01", "ends_before")
    giving(constituted(), region=None).then_refused("C13-01", "region_missing")


@pytest.mark.rule("C13-01")
def test_no_region_has_another_turn_before_every_other_has_had_as_many() -> None:
    group = constituted()
    giving(group)
    later = {"since": date(2025, 2, 16), "until": date(2026, 2, 16)}
    giving(group, **later).then_refused("C13-01", "not_its_turn", region="46", regions=["50"])
    giving(group, organisation="310005002", region="50", **later).then(CoordinatingGroup.SeatGiven)
    giving(group, **later).then(CoordinatingGroup.SeatGiven, organisation=VESTLAND)


@pytest.mark.rule("C13-01")
def test_a_seat_given_twice_is_given_once_and_not_changed_meanwhile() -> None:
    group = constituted()
    giving(group)
    giving(group).then_nothing()
    giving(group, until=date(2027, 1, 1)).then_refused("C13-01", "seated_already")


@pytest.mark.rule("C13-01")
def test_an_organisation_fills_its_own_seat_and_no_other() -> None:
    filling = given(given_seats()).when
    own = act(Role.SERVICE_PROVIDER, body=NHN)
    filling(CoordinatingGroup.fill_seat, own, function="fagansvarlig").then(
        CoordinatingGroup.SeatFilled, organisation=NHN, kind="national_service_provider"
    )
    filling(CoordinatingGroup.fill_seat, own, function="fagansvarlig").then_nothing()
    filling(CoordinatingGroup.fill_seat, own, function="").then_refused(
        "C13-01", "function_missing"
    )
    filling(CoordinatingGroup.fill_seat, act(body="983544622"), function="x").then_refused(
        "C13-01", "no_seat"
    )


@pytest.mark.rule("C13-01")
def test_a_seat_that_has_ended_is_nobodys_to_fill() -> None:
    group = given_seats()
    ending = given(group).when
    ending(CoordinatingGroup.end_seat, act(), organisation=NHN, until=TODAY).then(
        CoordinatingGroup.SeatEnded, organisation=NHN, until=TODAY
    )
    ending(CoordinatingGroup.end_seat, act(), organisation=NHN, until=TODAY).then_nothing()
    ending(CoordinatingGroup.end_seat, act(), organisation="1", until=TODAY).then_refused(
        "C13-01", "no_seat"
    )
    ending(CoordinatingGroup.fill_seat, act(body=NHN), function="x").then_refused(
        "C13-01", "no_seat"
    )


@pytest.mark.rule("I44")
@pytest.mark.parametrize("kind", ["ks", "national_service_provider", "region"])
def test_with_a_standing_seat_empty_the_group_cannot_decide(kind: str) -> None:
    group = seated_group(kind)
    [organisation] = group.empty(TODAY)
    assert group.seats[organisation].kind == kind
    with pytest.raises(Refused) as refused:
        group.check_seated(TODAY)
    assert (refused.value.rule.id, refused.value.facts) == ("I44", {"empty": [organisation]})


@pytest.mark.rule("I44")
def test_a_kind_that_nobody_has_a_seat_of_is_empty_too() -> None:
    assert given_seats("region").empty(TODAY) == ["region", KS, NHN]


@pytest.mark.rule("I44")
def test_a_seat_that_is_left_stands_empty_until_it_is_filled_again() -> None:
    group = seated_group()
    assert group.empty(TODAY) == []
    given(group).when(CoordinatingGroup.vacate_seat, act(body=NHN)).then(
        CoordinatingGroup.SeatVacated, organisation=NHN
    )
    given(group).when(CoordinatingGroup.vacate_seat, act(body=NHN)).then_nothing()
    assert group.empty(TODAY) == [NHN]


@pytest.mark.rule("I44")
def test_when_a_regions_turn_is_over_the_group_waits_for_the_next() -> None:
    group = given_seats("region")
    giving(group)
    for body in (KS, NHN, VESTLAND):
        group.fill_seat(act(body=body), function="fagansvarlig")
    assert group.empty(TODAY) == []
    assert group.empty(date(2025, 2, 16)) == ["region"]


@pytest.mark.rule("I44")
def test_an_empty_seat_of_another_kind_hinders_nobody() -> None:
    group = seated_group()
    giving(
        group, organisation="983544622", organisation_kind="directorate", kind="other",
        region=None,
    )  # fmt: skip
    assert group.empty(TODAY) == []


@pytest.mark.rule("I44")
def test_only_a_seated_group_chooses_a_c_or_anything_it_does_itself() -> None:
    for who in (GROUP, act()):
        refusing(lambda desk: choose_track(desk, **choice()), who, proposed(), seated_group("ks"))
        refusing(lambda desk: choose_track(desk, **choice()), who, proposed())
    desk = MemoryDesk(GROUP, proposed(), seated_group())
    assert choose_track(desk, **choice()).track == "A"


@pytest.mark.rule("I44")
def test_a_region_proposes_its_own_track_b_without_the_group() -> None:
    contact = act(Role.REGIONAL_CONTACT, body=VESTLAND, region="46")
    desk = MemoryDesk(contact, proposed("regional:46"))
    assert choose_track(desk, **choice(track="B")).track == "B"


@pytest.mark.rule("I44")
def test_what_the_group_does_is_done_only_with_all_seats_and_what_others_do_is_their_own() -> None:
    def reviewing(desk: Desk) -> Root:
        return desk.get(Run, RUN)

    refusing(by_group(reviewing), GROUP, proposed(), seated_group("region"))
    refusing(by_group(lambda desk: open_pulje(desk, run=RUN, number=1)), GROUP, proposed())
    assert by_group(reviewing)(MemoryDesk(act(), proposed())).id == RUN
    assert by_group(reviewing)(MemoryDesk(GROUP, proposed(), seated_group())).id == RUN


def refusing(deed: Any, who: Act, *roots: Root) -> None:
    with pytest.raises(Refused) as refused:
        deed(MemoryDesk(who, *roots))
    assert refused.value.rule.id == "I44"


@pytest.mark.rule("C13-01")
def test_what_a_seat_is_given_on_is_what_the_registers_say() -> None:
    register = Register.open(act(Role.SYSTEM), on=date(2020, 1, 1))
    vestland = Organisation.register(
        act(Role.SYSTEM), number=VESTLAND, name="DigiVestland", kind="regional_group", region="46"
    )
    desk = MemoryDesk(act(), constituted(), vestland, register)
    seat = {"organisation": VESTLAND, "kind": "region", **TURN}
    assert give_seat(desk, **seat).turns == {"46": 1}  # type: ignore[arg-type]
    alone = MemoryDesk(replace(act(), role=Role.SYSTEM), vestland, register)
    with pytest.raises(Refused, match="not_constituted"):
        give_seat(alone, **seat)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="not_constituted"):
        check_seated(alone)
