from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from aggregates.deeds import groupings, run
from aggregates.deeds.reach import within
from aggregates.kernel.act import Role
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import derived
from aggregates.portfolio.solution import Solution
from aggregates.territory.grouping import Grouping
from aggregates.territory.register import Register
from tests.kit.desk import MemoryDesk
from tests.kit.given import MORNING, act, asked, given
from tests.kit.regions import register

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


@pytest.mark.rule("C01-03")
@pytest.mark.parametrize("code", ["Helse Nord", "46", "helse/nord"])
def test_a_grouping_has_a_code_that_a_scope_can_name_and_that_is_no_county(code: str) -> None:
    asked(
        lambda: Grouping.establish(act(), kind="helseregion", code=code, name="Helse Nord")
    ).then_refused("C01-03", "grouping_code_malformed", code=code)


TODAY = MORNING.date()


def north() -> MemoryDesk:
    """Three counties, and a kommuneområde of municipalities in two of them."""
    desk = MemoryDesk(act(), register("1804", "5501", "4601"))
    groupings.establish(desk, kind="kommuneomrade", code="nordover", name="Nordover")
    groupings.state_members(desk, code="nordover", numbers=["1804", "5501"], since=TODAY)
    return desk


@pytest.mark.rule("C01-03")
def test_a_scope_may_name_a_grouping_of_any_kind_and_reaches_its_members() -> None:
    desk = north()
    there = desk.get(Register, Register.ID)
    reached = [
        number
        for number in ("1804", "5501", "4601")
        if within(desk, "regional:nordover", there.id_of(number, TODAY))
    ]
    assert reached == ["1804", "5501"]
    assert groupings.counties_in(desk, "regional:nordover+46") == ["18", "55", "46"]


@pytest.mark.rule("C01-03")
def test_two_groupings_of_different_kinds_never_share_a_code() -> None:
    desk = north()
    asked(
        lambda: groupings.establish(desk, kind="ikt_samarbeid", code="nordover", name="IKT nord")
    ).then_refused("C01-03", "code_in_use", code="nordover")


@pytest.mark.rule("C01-03")
def test_a_regional_contact_states_membership_of_its_own_municipalities_only() -> None:
    desk = north()
    state = partial(groupings.state_members, desk, code="nordover", since=TODAY)
    desk.act = act(Role.REGIONAL_CONTACT, region="18")
    asked(lambda: state(numbers=["1804"])).then_refused("C01-03", "other_region", county="55")
    assert len(state(numbers=["5501"]).members(TODAY)) == 1


@pytest.mark.rule("C01-03")
def test_a_regional_run_names_counties_or_groupings_that_there_are() -> None:
    desk = north()
    desk.found(
        Solution.register(
            act(), code="vkp", name="VKP", kind="welfare_technology", owner="994598759",
            source="KommIT",
        )
    )  # fmt: skip

    def proposed(scope_code: str, number: int) -> None:
        run.propose(
            desk, id=derived("runs", number), title="VKP", kind="rollout", solution="vkp",
            scope_code=scope_code, proposer="KS",
        )  # fmt: skip

    proposed("regional:nordover", 1)
    proposed("regional:46", 2)
    for scope, region in (("regional:sorover", "sorover"), ("regional:46+99", "99")):
        with pytest.raises(Refused) as refusal:
            proposed(scope, 3)
        assert (refusal.value.reason, refusal.value.facts) == ("unknown_region", {"region": region})
