"""What a municipality intends is its own word, and nothing more than that."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from aggregates.adoption.adoption import Adoption
from aggregates.invitations.intention import Intention
from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Role
from tests.kit.given import Recorded, act, asked, given
from tests.kit.runs import BERGEN, SYSTEM, coordinator, decider

UNTIL, AFTER = date(2024, 12, 31), date(2025, 1, 1)
OF: dict[str, Any] = {"municipality": BERGEN, "number": "4601", "region": "46", "solution": "pll"}
KS = act()
CONTACT = act(Role.REGIONAL_CONTACT, region="46")


def giving(who: Any = None, **instead: Any) -> Recorded:
    said: dict[str, Any] = {"document": "Sak 24/41", "until": UNTIL}
    return asked(lambda: Intention.give(who or decider(), **OF, **(said | instead)))


def intention(until: date | None = UNTIL) -> Intention:
    return Intention.give(decider(), **OF, document="Sak 24/41", until=until)


@pytest.mark.rule("I07")
def test_an_intention_is_no_sign_up_and_no_stage_of_adoption() -> None:
    recorded = giving()
    recorded.then(Intention.Given, **OF, binding=False, until=UNTIL, on_behalf=False)
    [event] = recorded.events
    assert not isinstance(event, Participation.Event | Adoption.StageReached)
    assert not hasattr(event, "pulje")
    assert not hasattr(event, "stage")


@pytest.mark.rule("I01", "I07")
def test_only_the_municipality_intends_or_who_registers_it_with_its_document() -> None:
    giving(coordinator()).then_refused("I01", "not_decider")
    giving(act(Role.SERVICE_PROVIDER)).then_refused("I01", "not_own_municipality")
    giving(CONTACT, document="").then_refused("I01", "document_missing")
    giving(CONTACT).then(Intention.Given, on_behalf=True)


@pytest.mark.rule("I07")
def test_an_intention_has_a_document_and_is_not_over_already() -> None:
    giving(document="").then_refused("I07", "document_missing")
    giving(until=date(2024, 1, 1)).then_refused("I07", "over_already")


@pytest.mark.rule("I07")
def test_ks_confirms_it_once_and_nobody_else_does() -> None:
    given_one = intention()
    given(given_one).when(Intention.confirm, decider()).then_refused("I07", "not_ks")
    given(given_one).when(Intention.confirm, KS).then(Intention.Confirmed, solution="pll")
    given(given_one).when(Intention.confirm, KS).then_nothing()


@pytest.mark.rule("I07")
def test_it_is_fulfilled_by_the_municipalitys_own_word_and_what_shows_it() -> None:
    given_one = intention()
    given(given_one).when(Intention.fulfil, act(Role.SYSTEM), evidence="Påmeldt.").then_refused(
        "I01", "not_own_municipality"
    )
    given(given_one).when(Intention.fulfil, decider(), evidence="").then_refused(
        "I07", "evidence_missing"
    )
    given(given_one).when(Intention.fulfil, decider(), evidence="I bruk.").then(Intention.Fulfilled)
    given(given_one).when(Intention.fulfil, decider(), evidence="I bruk.").then_nothing()


@pytest.mark.rule("I07", "I02")
def test_its_time_runs_out_without_a_no() -> None:
    given_one = intention()
    given(given_one).when(Intention.lapse, SYSTEM, today=UNTIL).then_refused("I07", "stands_still")
    given(given_one).when(Intention.lapse, SYSTEM, today=AFTER).then(Intention.Lapsed, until=UNTIL)
    given(given_one).when(Intention.lapse, SYSTEM, today=AFTER).then_nothing()
    given(given_one).when(Intention.confirm, KS).then_refused("I07", "stands_no_more")
    given(intention(None)).when(Intention.lapse, SYSTEM, today=AFTER).then_refused(
        "I07", "stands_still"
    )


@pytest.mark.rule("I03", "I07")
def test_it_is_withdrawn_without_a_reason_and_may_be_given_anew() -> None:
    given_one = intention()
    given(given_one).when(Intention.withdraw, decider()).then(Intention.Withdrawn, reason=None)
    given(given_one).when(Intention.withdraw, decider()).then_nothing()
    given(given_one).when(Intention.give_anew, decider(), document="Sak 24/77").then(
        Intention.GivenAnew, document="Sak 24/77", binding=False
    )
    given(given_one).when(Intention.give_anew, decider(), document="Sak 24/77").then_nothing()
