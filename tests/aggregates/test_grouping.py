from __future__ import annotations

from datetime import date

import pytest

from aggregates.kernel.root import derived
from aggregates.territory.grouping import Grouping
from tests.kit.given import act, asked, given

BODO, TROMSO = derived("municipalities", "1804"), derived("municipalities", "5501")
YEAR_2024, YEAR_2025 = date(2024, 1, 1), date(2025, 1, 1)


def helse_nord() -> Grouping:
    return Grouping.establish(act(), kind="helseregion", code="nord", name="Helse Nord RHF")


def test_a_county_is_no_grouping() -> None:
    asked(lambda: Grouping.establish(act(), kind="fylke", code="18", name="Nordland")).then_refused(
        "C01-03", "county_is_the_registers"
    )


def test_a_grouping_of_an_unknown_kind_is_refused() -> None:
    asked(lambda: Grouping.establish(act(), kind="klubb", code="x", name="X")).then_refused(
        "C01-03", "unknown_grouping_kind", kind="klubb"
    )


def test_a_grouping_without_a_name_is_refused() -> None:
    asked(lambda: Grouping.establish(act(), kind="helseregion", code="x", name="")).then_refused(
        "C01-03", "grouping_name_missing"
    )


@pytest.mark.rule("C01-03")
def test_members_are_those_of_the_day() -> None:
    grouping = helse_nord()
    grouping.state_members(act(), members={BODO}, since=YEAR_2024)
    grouping.state_members(act(), members={BODO, TROMSO}, since=YEAR_2025)
    assert grouping.members(date(2023, 12, 31)) == frozenset()
    assert grouping.members(date(2024, 12, 31)) == {BODO}
    assert grouping.members(YEAR_2025) == {BODO, TROMSO}


def test_the_same_members_are_stated_once() -> None:
    grouping = helse_nord()
    grouping.state_members(act(), members={BODO}, since=YEAR_2024)
    given(grouping).when(
        Grouping.state_members, act(), members={BODO}, since=YEAR_2025
    ).then_nothing()


def test_a_grouping_ends_by_having_no_members() -> None:
    grouping = helse_nord()
    grouping.state_members(act(), members={BODO}, since=YEAR_2024)
    given(grouping).when(Grouping.state_members, act(), members=set(), since=YEAR_2025).then(
        Grouping.MembersStated, members=[], on=YEAR_2025
    )


def test_members_are_stated_in_the_order_of_dates() -> None:
    grouping = helse_nord()
    grouping.state_members(act(), members={BODO}, since=YEAR_2025)
    given(grouping).when(
        Grouping.state_members, act(), members={TROMSO}, since=YEAR_2024
    ).then_refused("C01-03", "members_out_of_order", last="2025-01-01")
