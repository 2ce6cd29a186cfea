from __future__ import annotations

from datetime import date

import pytest

from aggregates.deeds.pilots import nominate_pilot
from aggregates.kernel.act import Role
from aggregates.portfolio.pilot import ACCEPTED, DECLINED, ENDED, NOMINATED, Pilot
from aggregates.territory.register import Register
from aggregates.territory.timeline import Name
from tests.aggregates.test_solution import kjernejournal
from tests.kit.desk import MemoryDesk
from tests.kit.given import act, asked, given
from tests.kit.runs import BERGEN, SYSTEM, VOSS, coordinator, decider

ASKED = {"solution": "pll", "municipality": BERGEN, "number": "4601", "region": "46"}
MARCH, JUNE = date(2024, 3, 1), date(2024, 6, 1)


def nominated() -> Pilot:
    return Pilot.nominate(act(), **ASKED, reason="Stor kommune.")  # type: ignore[arg-type]


def accepted() -> Pilot:
    pilot = nominated()
    pilot.accept(decider(), level="kommunedirektor", on=MARCH)
    return pilot


@pytest.mark.rule("C02-10", "I01")
def test_nobody_but_who_decides_in_the_municipality_makes_it_a_pilot() -> None:
    for who in (act(), coordinator(), decider(VOSS), act(Role.REGIONAL_CONTACT, region="46")):
        given(nominated()).when(Pilot.accept, who, level="kommunedirektor").then_refused(
            "C02-10", "not_the_municipality"
        )
    pilot = nominated()
    given(pilot).when(Pilot.accept, decider(), level="kommunedirektor", on=MARCH).then(
        Pilot.Accepted, on=MARCH, municipality=BERGEN
    )
    assert (pilot.phase, pilot.since) == (ACCEPTED, MARCH)
    given(pilot).when(Pilot.accept, decider(), level="kommunedirektor").then_nothing()


@pytest.mark.rule("C02-10", "I03")
def test_a_municipality_says_no_for_no_stated_reason_also_after_it_said_yes() -> None:
    for pilot in (nominated(), accepted()):
        given(pilot).when(Pilot.decline, decider()).then(Pilot.Declined, reason=None)
        given(pilot).when(Pilot.decline, decider()).then_nothing()
        assert pilot.phase == DECLINED
    given(nominated()).when(Pilot.decline, act()).then_refused("C02-10", "not_the_municipality")


@pytest.mark.rule("C02-10")
def test_a_pilot_that_never_began_does_not_end_and_one_that_ends_says_what_came_of_it() -> None:
    given(nominated()).when(Pilot.end, act(), outcome="x").then_refused(
        "C02-10", "not_begun", phase=NOMINATED
    )
    given(accepted()).when(Pilot.end, act(), outcome="").then_refused("C02-10", "outcome_missing")
    given(accepted()).when(Pilot.end, act(), outcome="x", on=date(2024, 2, 1)).then_refused(
        "C02-10", "ends_before"
    )
    over = accepted()
    given(over).when(Pilot.end, act(), outcome="Videre.", on=JUNE).then_events(Pilot.Ended)
    given(over).when(Pilot.end, act(), outcome="Videre.", on=JUNE).then_nothing()
    assert (over.phase, over.since, over.until) == (ENDED, MARCH, JUNE)
    given(over).when(Pilot.accept, decider(), level="kommunedirektor").then_refused(
        "C02-10", "not_nominated"
    )
    given(over).when(Pilot.decline, decider()).then_nothing()


def test_what_is_agreed_on_has_a_level_and_what_is_proposed_a_reason() -> None:
    given(nominated()).when(Pilot.accept, decider(), level="").then_refused(
        "C02-10", "level_missing"
    )
    asked(
        lambda: Pilot.nominate(act(), **ASKED, reason="")  # type: ignore[arg-type]
    ).then_refused("C02-10", "reason_missing")


def test_a_region_proposes_its_own_and_who_said_no_may_be_asked_again() -> None:
    register = Register.open(SYSTEM, on=date(2023, 12, 31))
    register.register(SYSTEM, number="4601", name=Name("Bergen", None, {}))
    desk = MemoryDesk(act(Role.REGIONAL_CONTACT, region="46"), register, kjernejournal())
    asked_for = {"solution": "kjernejournal", "number": "4601", "reason": "Stor."}
    pilot = nominate_pilot(desk, **asked_for)
    assert nominate_pilot(desk, **asked_for).version == 1
    pilot.decline(decider(pilot.municipality))
    assert nominate_pilot(desk, **asked_for).phase == NOMINATED
    again = {"region": "46", "reason": "x"}
    pilot.decline(decider(pilot.municipality))
    other = act(Role.REGIONAL_CONTACT, region="50")
    given(pilot).when(Pilot.nominate_again, other, **again).then_refused("C02-10", "other_region")
