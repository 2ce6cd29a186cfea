"""Which readiness a run rests upon: that of its own scope, or of one that holds all of it."""

from __future__ import annotations

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from aggregates.deeds.clearing import clearance_for, stopping
from aggregates.deeds.readiness import declare, open_assessment
from aggregates.kernel.clearance import Clearance, covers
from aggregates.kernel.root import ref
from aggregates.portfolio.solution import Solution
from aggregates.readiness.readiness import Readiness
from aggregates.readiness.scope import Scope
from aggregates.readiness.wide_scopes import WideScopes
from aggregates.runs.run import Run
from tests.kit.desk import MemoryDesk
from tests.kit.given import act, given
from tests.kit.readiness import (
    PROGRAMME,
    VESTLAND,
    WHY,
    answered,
    judged,
    opened,
    published,
    ready,
    recommended,
)
from tests.kit.runs import LEADER, chosen, deviating, notified, planned, proposed

WEST = Scope("regional", regions=("46", "50"))
WESTERN = Readiness.id_of("pll", WEST.code)
COUNTIES = st.sets(st.sampled_from(["03", "15", "46", "50"]), min_size=1)


def code(counties: set[str]) -> str:
    return Scope("regional", regions=tuple(counties)).code


def pll() -> Solution:
    return Solution.register(
        act(), code="pll", name="Pasientens legemiddelliste", kind="national_solution",
        owner=PROGRAMME, source="S3 L467",
    )  # fmt: skip


def western() -> MemoryDesk:
    """PLL is ready in two regions together."""
    criteria = published()
    desk = MemoryDesk(act(), pll(), criteria)
    known = open_assessment(desk, solution="pll", scope=WEST, criteria_set=criteria.id)
    recommended(judged(answered(known)))
    declare(desk, readiness=known.id, reason=WHY)
    return desk


def asked(desk: MemoryDesk, scope_code: str = "regional:46") -> Clearance:
    return clearance_for(desk, solution="pll", scope_code=scope_code)


@pytest.mark.rule("C03-07")
def test_a_run_in_one_region_is_covered_by_readiness_in_several() -> None:
    desk = western()
    clearance = asked(desk)
    assert (clearance.ready, clearance.source) == (True, ref(desk.get(Readiness, WESTERN)))
    assert not asked(desk, "regional:03").ready
    assert not asked(desk, "regional:03+46").ready
    assert not asked(desk, "national").ready


@pytest.mark.rule("C03-07", "I09")
def test_a_run_in_one_region_starts_on_readiness_in_several_and_on_none_elsewhere() -> None:
    for scope, refused in (("regional:46", False), ("regional:03", True)):
        run = notified(planned(chosen(deviating(proposed(scope)), "B")))
        run.open_sign_up(LEADER)
        recorded = given(run).when(Run.start, LEADER, clearance=asked(western(), scope))
        if refused:
            recorded.then_refused("I09", "not_ready")
        else:
            recorded.then(Run.Started)


@pytest.mark.rule("C03-07")
def test_a_decision_of_the_region_itself_goes_before_one_of_several() -> None:
    desk, own = western(), opened(VESTLAND)
    desk.found(own)
    assert asked(desk).ready
    own.declare_not_ready(act(), reason="Leverandøren i regionen mangler.")
    assert asked(desk).source == ref(own)
    assert not asked(desk).ready


@pytest.mark.rule("C03-07")
def test_a_decision_of_several_regions_goes_before_that_of_the_nation() -> None:
    criteria = published()
    desk = MemoryDesk(act(), pll(), criteria, ready())
    known = open_assessment(desk, solution="pll", scope=WEST, criteria_set=criteria.id)
    assert asked(desk).ready
    known.declare_not_ready(act(), reason="Leverandøren mangler.")
    assert not asked(desk).ready
    assert asked(desk, "regional:03").ready


@pytest.mark.rule("I14", "C03-11")
def test_a_suspension_in_several_regions_stops_each_of_them() -> None:
    desk = western()
    desk.get(Readiness, WESTERN).suspend(act(), ground="safety", reason="Feil legemiddel.")
    assert asked(desk).unmet == ["gjenåpning"]
    assert stopping(desk, solution="pll", scope_code="regional:50") is not None
    assert stopping(desk, solution="pll", scope_code="regional:03") is None


@pytest.mark.rule("C03-07")
def test_what_was_assessed_for_several_regions_is_listed_once() -> None:
    desk = western()
    scopes = desk.get(WideScopes, WideScopes.id_of("pll"))
    given(scopes).when(WideScopes.add, act(), scope_code=WEST.code).then_nothing()
    assert scopes.around("regional:46") == scopes.around("regional:50") == [WEST.code]
    assert scopes.around(WEST.code) == []


@pytest.mark.rule("C03-07")
@drawn(ready_in=COUNTIES, run=COUNTIES)
def test_readiness_reaches_as_far_as_its_regions_and_never_further(
    ready_in: set[str], run: set[str]
) -> None:
    assert covers(code(ready_in), code(run)) == (run <= ready_in)
    assert covers("national", code(run))
    assert not covers(code(ready_in), "national")
    assert not covers(code(ready_in), "limited:fastleger")
    assert not covers("limited:fastleger", code(run))
