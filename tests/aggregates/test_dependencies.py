from __future__ import annotations

import pytest
from hypothesis import given as each_of
from hypothesis import strategies as some

from aggregates.kernel.refusals import Refused
from aggregates.portfolio.dependencies import Dependencies
from tests.kit.given import act, given

CODES = some.sampled_from(["a", "b", "c", "d", "e"])


def cornerstone() -> Dependencies:
    """PLL needs Kjernejournal (S3 L387)."""
    dependencies = Dependencies.open(act())
    declare(dependencies, "pll", "kjernejournal")
    return dependencies


def declare(dependencies: Dependencies, solution: str, needs: str) -> None:
    dependencies.declare(act(), solution=solution, needs=needs, must=False, source="S3")


def test_a_solution_knows_what_it_needs_and_whether_it_must() -> None:
    dependencies = cornerstone()
    assert dependencies.needs("pll") == {"kjernejournal": False}
    assert dependencies.needs("kjernejournal") == {}


def test_a_dependency_is_declared_once_and_may_become_a_must() -> None:
    dependencies = cornerstone()
    again = {"solution": "pll", "needs": "kjernejournal", "source": "S3"}
    given(dependencies).when(Dependencies.declare, act(), **again, must=False).then_nothing()
    given(dependencies).when(Dependencies.declare, act(), **again, must=True).then(
        Dependencies.DependencyDeclared, must=True
    )


def test_a_dependency_without_a_source_is_refused() -> None:
    given(cornerstone()).when(
        Dependencies.declare, act(), solution="vkp", needs="epj", must=False, source=""
    ).then_refused("C02-04", "source_missing", solution="vkp", needs="epj")


@pytest.mark.rule("C02-04")
def test_a_circle_is_refused_and_told() -> None:
    dependencies = cornerstone()
    declare(dependencies, "kjernejournal", "helsenettet")
    given(dependencies).when(
        Dependencies.declare, act(),
        solution="helsenettet", needs="pll", must=True, source="S3",
    ).then_refused(
        "C02-04", "circle", circle=["helsenettet", "pll", "kjernejournal", "helsenettet"]
    )  # fmt: skip


@pytest.mark.rule("C02-04")
def test_a_solution_does_not_need_itself() -> None:
    given(cornerstone()).when(
        Dependencies.declare, act(), solution="pll", needs="pll", must=False, source="S3"
    ).then_refused("C02-04", "circle", circle=["pll", "pll"])


def test_a_withdrawn_dependency_says_why_and_frees_the_way() -> None:
    dependencies = cornerstone()
    known = {"solution": "pll", "needs": "kjernejournal"}
    given(dependencies).when(Dependencies.withdraw, act(), **known, reason="").then_refused(
        "C02-04", "reason_missing"
    )
    given(dependencies).when(Dependencies.withdraw, act(), **known, reason="KS 1/24").then(
        Dependencies.DependencyWithdrawn, reason="KS 1/24"
    )
    given(dependencies).when(Dependencies.withdraw, act(), **known, reason="KS 1/24").then_nothing()
    declare(dependencies, "kjernejournal", "pll")
    assert dependencies.needs("kjernejournal") == {"pll": False}


@pytest.mark.rule("C02-04")
@each_of(some.lists(some.tuples(CODES, CODES), max_size=25))
def test_whatever_is_declared_nothing_ever_needs_itself(pairs: list[tuple[str, str]]) -> None:
    dependencies = Dependencies.open(act())
    for solution, needs in pairs:
        try:
            declare(dependencies, solution, needs)
        except Refused:
            assert solution == needs or solution in reached(dependencies, needs)
    assert all(code not in reached(dependencies, code) for code in "abcde")


def reached(dependencies: Dependencies, start: str) -> set[str]:
    found: set[str] = set()
    left = [start]
    while left:
        new = set(dependencies.needs(left.pop())) - found
        found |= new
        left.extend(new)
    return found
