"""What is asked beside the criteria before a solution is ready: its management, and its pilots."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from aggregates.deeds import pilots
from aggregates.deeds.experience import collect
from aggregates.deeds.readiness import declare
from aggregates.kernel.act import Act, Role
from aggregates.portfolio.management import QUESTIONS, Management
from aggregates.portfolio.pilot import Pilot
from aggregates.portfolio.pilot_list import PilotList
from aggregates.portfolio.solution import Solution
from aggregates.readiness.readiness import Readiness
from aggregates.readiness.scope import Scope
from aggregates.territory.register import Register
from tests.kit.desk import MemoryDesk
from tests.kit.given import MORNING, Recorded, act, asked, given
from tests.kit.readiness import (
    NATION,
    PROGRAMME,
    VESTLAND,
    WHY,
    answered,
    judged,
    managed,
    opened,
    recommended,
)
from tests.kit.regions import register


def assessed(scope: Scope = NATION) -> Readiness:
    return recommended(judged(answered(opened(scope))))


def declaring(desk: MemoryDesk, readiness: Readiness, **said: Any) -> Recorded:
    desk.act = act()
    readiness.collect_events()
    return asked(lambda: declare(desk, readiness=readiness.id, reason=WHY, **said), readiness)


@pytest.mark.rule("C02-06")
def test_no_solution_is_ready_in_the_whole_country_while_its_management_is_unanswered() -> None:
    readiness, management = assessed(), Management.open(act(), solution="pll")
    desk = MemoryDesk(act(), readiness)
    declaring(desk, readiness).then_refused(
        "C02-06", "management_unanswered", questions=list(QUESTIONS)
    )
    management.answer(act(), question="roles", answer="NHN", agreement="26/14")
    desk.roots[management.id] = management
    declaring(desk, readiness).then_refused(
        "C02-06", "management_unanswered", questions=["responsibility", "funding"]
    )
    desk.roots[management.id] = managed()
    declaring(desk, readiness).then(Readiness.DeclaredReady, outcome="ready")


@pytest.mark.rule("C02-06")
def test_for_one_region_a_solution_may_be_ready_before_its_management_is_settled() -> None:
    readiness = assessed(VESTLAND)
    declaring(MemoryDesk(act(), readiness), readiness).then(Readiness.DeclaredReady)


def piloting(readiness: Readiness, *numbers: str) -> MemoryDesk:
    """PLL, which these have accepted to try out."""
    pll = Solution.register(
        act(), code="pll", name="PLL", kind="national_solution", owner=PROGRAMME, source="S3"
    )
    desk = MemoryDesk(act(), readiness, managed(), pll, register("4601", "5001"))
    for number in numbers:
        desk.act = act()
        pilot = pilots.nominate_pilot(desk, solution="pll", number=number, reason="Stor.")
        desk.act = decider(desk, number)
        pilots.accept_pilot(desk, pilot=pilot.id, level="kommunedirektor")
    return desk


def decider(desk: MemoryDesk, number: str) -> Act:
    of = desk.get(Register, Register.ID).id_of(number, MORNING.date())
    return act(Role.MUNICIPAL_DECIDER, municipality=of)


@pytest.mark.rule("C02-10")
def test_a_pilot_is_heard_before_the_solution_is_ready_or_there_is_a_reason_why_not() -> None:
    readiness = assessed()
    desk = piloting(readiness, "4601", "5001")
    declaring(desk, readiness).then_refused("C02-10", "pilots_unheard", numbers=["4601", "5001"])
    desk.act = decider(desk, "4601")
    collect(desk, number="4601", solution="pll", text="Nyttig.", context="Sykehjem")
    declaring(desk, readiness, unheard={"5001": " "}).then_refused(
        "C02-10", "pilots_unheard", numbers=["5001"]
    )
    excused = {"5001": "Kommunen har ikke svart på to forespørsler."}
    made = declaring(desk, readiness, unheard=excused)
    made.then(Readiness.DeclaredReady, outcome="ready")
    [finding] = [each for each in made.events[0].trace if each["rule"] == "C02-10"]
    assert finding["inputs"]["excused"] == excused


@pytest.mark.rule("C02-10")
def test_only_the_pilots_of_the_region_are_asked_before_it_is_ready_there() -> None:
    readiness = assessed(VESTLAND)
    declaring(piloting(readiness, "5001"), readiness).then(Readiness.DeclaredReady)
    readiness = assessed(VESTLAND)
    declaring(piloting(readiness, "4601"), readiness).then_refused(
        "C02-10", "pilots_unheard", numbers=["4601"]
    )


@pytest.mark.rule("C02-10")
def test_who_says_no_after_all_need_not_be_heard() -> None:
    readiness = assessed()
    desk = piloting(readiness, "4601")
    desk.act = decider(desk, "4601")
    of = desk.act.municipality
    assert of is not None
    pilots.decline_pilot(desk, pilot=Pilot.id_of("pll", of))
    declaring(desk, readiness).then(Readiness.DeclaredReady)
    listed = desk.get(PilotList, PilotList.id_of("pll"))
    given(listed).when(
        PilotList.hear, act(), municipality=of, experience=UUID(int=1)
    ).then_nothing()
