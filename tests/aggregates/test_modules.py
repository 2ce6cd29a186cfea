from __future__ import annotations

from typing import Any

import pytest

from aggregates.deeds.execution import choose_themes
from aggregates.deeds.solutions import declare_module, release_version
from aggregates.deeds.versions import name_version
from aggregates.execution.theme_choice import ThemeChoice
from aggregates.execution.themes import KEPT, THEMES
from aggregates.kernel.refusals import Missing, Refused
from aggregates.portfolio.modules import LARGER, SMALLER, Modules
from tests.aggregates.test_solution import kjernejournal
from tests.kit.desk import MemoryDesk
from tests.kit.given import act, asked, given
from tests.kit.runs import LEADER, RUN, opened, proposed

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


def updated(reduced: bool) -> MemoryDesk:
    """A run of PLL that is about version 3.1, which came out as a smaller change."""
    modules = Modules.open(act(), solution="pll")
    modules.release(
        act(), version_name="3.1", change="smaller", reduced=reduced, reason="Ett nytt skjermbilde."
    )
    desk = MemoryDesk(LEADER, proposed(), modules)
    name_version(desk, run=RUN, version_name="3.1")
    return desk


def themes_of(desk: MemoryDesk, *chosen: str) -> ThemeChoice:
    themes = [{"theme": each, "groups": [ICT], "common": "", "local": ""} for each in chosen]
    return choose_themes(desk, run=RUN, themes=themes, omitted={})


ICT = "ict"


@pytest.mark.rule("C02-09", "C08-01")
def test_a_smaller_change_is_rolled_out_with_fewer_activities_for_a_reason_that_is_kept() -> None:
    choice = themes_of(updated(reduced=True), "training", *KEPT)
    assert [each["theme"] for each in choice.themes] == ["training", *KEPT]
    assert choice.omitted == dict.fromkeys(
        (each for each in THEMES if each not in {"training", *KEPT}), "3.1: Ett nytt skjermbilde."
    )


@pytest.mark.rule("C02-09", "C08-01")
def test_what_no_run_leaves_out_is_not_left_out_of_a_smaller_change_either() -> None:
    asked(lambda: themes_of(updated(reduced=True), "training")).then_refused(
        "C08-01", "themes_untold", themes=list(KEPT)
    )


@pytest.mark.rule("C02-09", "C08-01")
def test_a_version_that_is_not_reduced_asks_for_every_theme() -> None:
    asked(lambda: themes_of(updated(reduced=False), "training", *KEPT)).then_refused(
        "C08-01", "themes_untold"
    )


@pytest.mark.rule("C02-09")
def test_a_run_is_about_a_version_that_came_out_and_is_not_made_another_after_invitations() -> None:
    desk = updated(reduced=True)
    asked(lambda: name_version(desk, run=RUN, version_name="4.0")).then_refused(
        "C02-09", "not_released", version="4.0"
    )
    name_version(desk, run=RUN, version_name="3.1")
    modules = desk.get(Modules, Modules.id_of("pll"))
    modules.release(act(), version_name="3.2", change="larger", reduced=False, reason="")
    version = name_version(desk, run=RUN, version_name="3.2")
    assert (version.version_name, version.version) == ("3.2", 2)
    asked(
        lambda: name_version(MemoryDesk(LEADER, opened(), modules), run=RUN, version_name="3.1")
    ).then_refused("C02-09", "invited_already")
