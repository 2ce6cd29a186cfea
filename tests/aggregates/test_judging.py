"""Whether those who judge are independent is asked of the role register, not only of themselves."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from aggregates.deeds.judging import give_verdict
from aggregates.kernel.act import Role
from aggregates.mandates.roster import Roster
from aggregates.portfolio.solution import Solution
from aggregates.readiness.readiness import Readiness
from aggregates.vendors.involvement import Involvement
from tests.kit.desk import MemoryDesk
from tests.kit.given import Recorded, act, asked
from tests.kit.readiness import (
    ASSESSORS,
    FOR_GPS,
    INDEPENDENT,
    NATION,
    PROGRAMME,
    answered,
    opened,
)

VENDOR, ANOTHER = "320000718", "974760673"
TODAY = date(2024, 2, 16)


def pll(*phases: str) -> Solution:
    solution = Solution.register(
        act(), code="pll", name="Pasientens legemiddelliste", kind="national_solution",
        owner=PROGRAMME, source="S3 L467",
    )  # fmt: skip
    for phase in phases:
        solution.move(act(), phase=phase, decision="KommIT 1/24")
    return solution


def involving() -> Involvement:
    """The vendor whose product PLL is to be in."""
    involvement = Involvement.open(act(), solution="pll")
    involvement.list_relevant(act(), vendors=[VENDOR], within_days=14)
    return involvement


def roster(organisation: str, kind: str, function: Role, ended: bool = False) -> Roster:
    """An organisation in which `p-8` holds a function, or held it until today."""
    found = Roster.open(act(), organisation=organisation)
    found.give(act(), kind=kind, person="p-8", function=function, since=TODAY)
    if ended:
        found.end(act(), person="p-8", function=function, until=TODAY)
    return found


def judging(*others: Any, scope: Any = NATION, **said: Any) -> Recorded:
    readiness = answered(opened(scope))
    readiness.collect_events()
    desk = MemoryDesk(act(Role.HEALTH_ASSESSOR, body=ASSESSORS), readiness, *others)
    verdict = {"verdict": "sound", "members": INDEPENDENT, "point": "during_trial", **said}
    return asked(lambda: give_verdict(desk, readiness=readiness.id, **verdict), readiness)


@pytest.mark.rule("I11", "C03-05", "C01-06")
@pytest.mark.parametrize("ended", [False, True])
def test_nobody_judges_who_has_or_has_had_a_role_in_the_programme(ended: bool) -> None:
    of_the_programme = roster(PROGRAMME, "programme", Role.PROGRAMME, ended)
    judging(pll(), of_the_programme).then_refused("I11", "member_has_had_a_role", members=["p-8"])


@pytest.mark.rule("I11", "C03-05", "C01-06")
def test_nobody_judges_who_has_a_role_with_a_vendor_that_the_solution_concerns() -> None:
    of_the_vendor = roster(VENDOR, "vendor", Role.VENDOR)
    judging(pll(), involving(), of_the_vendor).then_refused(
        "I11", "member_has_had_a_role", members=["p-8"]
    )
    judging(pll(), of_the_vendor).then(Readiness.VerdictGiven)


@pytest.mark.rule("I11", "C01-06")
def test_a_role_with_the_assessors_themselves_or_elsewhere_is_no_tie() -> None:
    own = roster(ASSESSORS, "assessor_group", Role.HEALTH_ASSESSOR)
    judging(pll(), own, involving()).then(Readiness.VerdictGiven, verdict="sound")


@pytest.mark.rule("C03-05")
def test_a_national_verdict_is_from_the_trial_only_while_there_is_one() -> None:
    over = pll("trial", "ready", "rollout")
    judging(over).then_refused("C03-05", "trial_is_over")
    judging(over, point="at_closing").then(Readiness.VerdictGiven)
    judging(pll("trial", "paused")).then(Readiness.VerdictGiven)
    judging(pll("trial", "ready", "paused")).then_refused("C03-05", "trial_is_over")


@pytest.mark.rule("C03-05", "C03-07")
def test_what_is_rolled_out_elsewhere_may_be_on_trial_in_a_narrower_scope() -> None:
    judging(pll("trial", "ready", "rollout"), scope=FOR_GPS).then(Readiness.VerdictGiven)
