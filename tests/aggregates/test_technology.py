from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from aggregates.deeds.territory import state_technology
from aggregates.kernel.act import Role
from aggregates.territory.technology import KEYS, MUNICIPALITY, REGION, Technology
from tests.kit.desk import MemoryDesk
from tests.kit.given import act, given
from tests.kit.runs import BERGEN, coordinator

CONTACT = act(Role.REGIONAL_CONTACT, region="46")
EARLY, LATE = date(2023, 1, 1), date(2024, 1, 1)
TOLD: dict[str, Any] = {
    "key": "epj", "values": ["Visma Profil"], "source_kind": MUNICIPALITY,
    "source": "Bergen 23/7", "since": EARLY,
}  # fmt: skip


def technology(*told: dict[str, Any]) -> Technology:
    profile = Technology.begin(act(), municipality=BERGEN)
    for each in told:
        profile.state(coordinator(), **{**TOLD, **each})
    return profile


def test_there_are_four_matching_keys() -> None:
    assert len(KEYS) == 4


@pytest.mark.rule("C01-08")
def test_what_nobody_has_stated_is_unknown_and_that_is_not_none() -> None:
    profile = technology({"key": "response_centre", "values": []})
    assert profile.has("epj", "Visma Profil", LATE) is None
    assert profile.has("response_centre", "Alarmsentralen", LATE) is False
    assert profile.has("response_centre", "Alarmsentralen", date(2022, 1, 1)) is None


@pytest.mark.rule("C01-08")
def test_what_was_worked_with_before_stays_known() -> None:
    profile = technology({}, {"values": ["Gerica"], "since": LATE})
    assert [profile.has("epj", "visma profil", day) for day in (EARLY, LATE)] == [True, False]
    assert profile.has("epj", "Gerica", LATE) is True


@pytest.mark.rule("C01-08")
def test_the_municipalitys_own_word_goes_before_its_regions_which_is_a_second_source() -> None:
    second = {"values": ["Gerica"], "source_kind": REGION, "since": LATE}
    alone = technology(second).known("epj", LATE)
    assert alone is not None
    assert (alone.values, alone.source_kind) == (("Gerica",), REGION)
    profile = technology({}, second)
    own, region = profile.known("epj", LATE), profile.said("epj", LATE, REGION)
    assert own is not None
    assert region is not None
    assert (own.values, region.values) == (("Visma Profil",), ("Gerica",))


def test_the_same_statement_is_recorded_once() -> None:
    given(technology({})).when(Technology.state, coordinator(), **TOLD).then_nothing()


@pytest.mark.rule("C01-08")
@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"key": "coffee"}, "unknown_key"),
        ({"values": ["Gerica"], "source": ""}, "source_missing"),
        ({"values": ["Gerica"], "since": date(2022, 12, 31)}, "out_of_order"),
    ],
    ids=str,
)
def test_a_statement_has_a_key_a_source_and_a_day_after_the_last(
    wrong: dict[str, Any], reason: str
) -> None:
    asked = {**TOLD, **wrong}
    given(technology({})).when(Technology.state, coordinator(), **asked).then_refused(
        "C01-08", reason
    )


def test_a_profile_begins_with_the_first_thing_stated() -> None:
    desk = MemoryDesk(CONTACT)
    for values in (["Gerica"], ["Visma Profil"]):
        made = state_technology(
            desk, municipality=BERGEN,
            **{**TOLD, "values": values, "source_kind": REGION},
        )  # fmt: skip
    assert len(made.stated["epj"]) == 2
