from __future__ import annotations

from typing import Any

import pytest

from aggregates.deeds.solutions import declare_module, release_version
from aggregates.kernel.refusals import Missing, Refused
from aggregates.portfolio.modules import LARGER, SMALLER, Modules
from tests.aggregates.test_solution import kjernejournal
from tests.kit.desk import MemoryDesk
from tests.kit.given import act, given

SMALL: dict[str, Any] = {
    "version_name": "2.1", "change": SMALLER, "reduced": True, "reason": "Ny visning.",
}  # fmt: skip


@pytest.mark.rule("C02-09")
def test_a_smaller_change_may_go_with_fewer_activities_and_keeps_the_reason() -> None:
    modules = Modules.open(act(), solution="kj")
    given(modules).when(Modules.release, act(), **SMALL).then(
        Modules.VersionReleased, reduced=True, reason="Ny visning."
    )
    given(modules).when(Modules.release, act(), **SMALL).then_nothing()


@pytest.mark.rule("C02-09")
@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"change": LARGER}, "change_not_smaller"),
        ({"reason": ""}, "reason_missing"),
        ({"version_name": "2.0"}, "released_already"),
    ],
    ids=str,
)
def test_a_larger_change_takes_all_activities(wrong: dict[str, Any], reason: str) -> None:
    modules = Modules.open(act(), solution="kj")
    modules.release(act(), version_name="2.0", change=LARGER, reduced=False, reason="")
    given(modules).when(Modules.release, act(), **{**SMALL, **wrong}).then_refused("C02-09", reason)


@pytest.mark.rule("C02-09")
def test_a_module_is_a_solution_under_a_code_of_its_own() -> None:
    desk = MemoryDesk(act(), kjernejournal())
    release_version(desk, solution="kjernejournal", **SMALL)
    with pytest.raises(Refused, match="itself"):
        declare_module(desk, solution="kjernejournal", module="kjernejournal")
    with pytest.raises(Missing):
        declare_module(desk, solution="kjernejournal", module="x")
    modules = Modules.open(act(), solution="kj")
    given(modules).when(Modules.declare, act(), module="pll").then_events(Modules.ModuleDeclared)
    given(modules).when(Modules.declare, act(), module="pll").then_nothing()
