from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from aggregates.deeds.clearing import clearance_for
from aggregates.deeds.exemptions import request_exemption
from aggregates.deeds.readiness import declare
from aggregates.kernel.act import Act, Role
from aggregates.kernel.root import ref
from aggregates.readiness.criteria import CriteriaSet
from aggregates.readiness.exemption import Exemption
from aggregates.readiness.readiness import Readiness
from tests.kit.desk import MemoryDesk
from tests.kit.given import Recorded, act, asked, given
from tests.kit.readiness import (
    KS,
    NATION,
    PROGRAMME,
    STARTER,
    WHY,
    answered,
    judged,
    managed,
    opened,
    ready,
    recommended,
)

PROGRAMMES = act(Role.PROGRAMME, by="p-3", body=PROGRAMME)
SYSTEM = act(Role.SYSTEM, by="system:clock", body=KS)
LAST = date(2024, 4, 30)
SOUNDNESS = {"id": "K6", "text": "Faglig forsvarlig", "mandatory": True, "evidence_type": "verdict",
             "applies_to": []}  # fmt: skip


def on(day: date) -> Act:
    return act(at=datetime(day.year, day.month, day.day, 8, tzinfo=UTC))


def asking(readiness: Readiness, who: Act = PROGRAMMES, **instead: Any) -> Recorded:
    told: dict[str, Any] = {"criterion": "K1", "reason": "Rettes i mars.", "until": LAST} | instead
    desk = MemoryDesk(who, readiness)
    return asked(lambda: request_exemption(desk, readiness=readiness.id, **told))


def requested(readiness: Readiness | None = None) -> Exemption:
    """The programme has asked to do without K1 until the end of April."""
    of = readiness or opened()
    return request_exemption(
        MemoryDesk(PROGRAMMES, of),
        readiness=of.id, criterion="K1", reason="Rettes i mars.", until=LAST,
    )  # fmt: skip


def granted(readiness: Readiness | None = None) -> Exemption:
    exemption = requested(readiness)
    exemption.grant(act(), reason="Trygt nok.", until=LAST)
    return exemption


def unmet() -> Readiness:
    """PLL, ready in all but K1."""
    return recommended(judged(answered(opened(), K1="partly")))


def exempted() -> MemoryDesk:
    """PLL, declared ready although it does not meet K1."""
    readiness = unmet()
    desk = MemoryDesk(act(), readiness, managed(), granted(readiness))
    declare(desk, readiness=readiness.id, reason=WHY)
    return desk


@pytest.mark.rule("C03-09")
def test_the_programme_asks_with_a_reason_and_an_end() -> None:
    asking(opened()).then(Exemption.Requested, criterion="K1", until=LAST, decider=KS)
    asking(opened(), reason="").then_refused("C03-09", "request_reason_missing")
    asking(opened(), until=date(2024, 2, 15)).then_refused("C03-09", "until_passed")
    asking(opened(), act()).then_refused("C03-09", "not_the_programme", programme=PROGRAMME)


@pytest.mark.rule("C03-09")
def test_what_is_not_mandatory_needs_no_exemption() -> None:
    asking(opened(), criterion="K10").then_refused("C03-09", "not_mandatory")
    asking(opened(), criterion="K99").then_refused("C03-04", "unknown_criterion")


def sounded(**said: bool) -> Readiness:
    """An assessment by criteria of which one is soundness itself."""
    criteria = CriteriaSet.draft(
        act(), name="forsvarlig", version=1, criteria=[*STARTER, SOUNDNESS | said]
    )
    criteria.anchor(act(), decision="KommIT", on=date(2023, 9, 1))
    criteria.publish(act(), on=date(2023, 10, 1))
    return opened(NATION, criteria)


@pytest.mark.rule("C03-09", "I11")
def test_soundness_is_never_exempted_unless_the_criteria_say_otherwise() -> None:
    asking(sounded(), criterion="K6").then_refused("C03-09", "never_exempted")
    asking(sounded(exemptable=True), criterion="K6").then_events(Exemption.Requested)
    asking(sounded(exemptable=False), criterion="K6").then_refused("C03-09", "never_exempted")


@pytest.mark.rule("I11")
def test_no_exemption_opens_for_what_was_found_not_sound() -> None:
    readiness = recommended(judged(answered(opened(), K1="partly"), "not_sound"))
    desk = MemoryDesk(act(), readiness, managed(), granted(readiness))
    asked(lambda: declare(desk, readiness=readiness.id, reason=WHY), readiness).then_refused(
        "I11", "not_sound"
    )


@pytest.mark.rule("I12")
def test_who_asks_does_not_grant_neither_the_person_nor_the_body() -> None:
    for who in (PROGRAMMES, act(by="p-3"), act(by="p-9", body=PROGRAMME)):
        given(requested()).when(
            Exemption.grant, who, reason="Trygt nok.", until=LAST
        ).then_refused("I12", "requester_answers")  # fmt: skip
        given(requested()).when(Exemption.deny, who, reason="Nei.").then_refused(
            "I12", "requester_answers"
        )


@pytest.mark.rule("C03-09")
def test_a_grant_is_the_deciders_with_a_reason_and_within_what_was_asked_for() -> None:
    granting = {"reason": "Trygt nok.", "until": date(2024, 3, 31)}
    given(requested()).when(Exemption.grant, act(), **granting).then(Exemption.Granted, **granting)
    given(requested()).when(Exemption.grant, act(body="974760673"), **granting).then_refused(
        "C03-09", "not_the_decider", decider=KS
    )
    given(requested()).when(Exemption.grant, act(), reason="", until=LAST).then_refused(
        "C03-09", "reason_missing"
    )
    for until in (date(2024, 2, 15), date(2024, 5, 1)):
        given(requested()).when(Exemption.grant, act(), reason="Ja.", until=until).then_refused(
            "C03-09", "until_out_of_reach"
        )


@pytest.mark.rule("C03-09")
def test_one_answer_to_one_request() -> None:
    exemption = granted()
    given(exemption).when(Exemption.grant, act(), reason="Trygt nok.", until=LAST).then_nothing()
    given(exemption).when(Exemption.deny, act(), reason="Nei.").then_refused(
        "C03-09", "not_requested"
    )
    denied = requested()
    denied.deny(act(), reason="Alvorlig.")
    given(denied).when(Exemption.deny, act(), reason="Alvorlig.").then_nothing()
    assert not denied.in_force(LAST)
    longer = {"decider": KS, "reason": "Lenger.", "until": LAST}
    given(denied).when(Exemption.request_again, PROGRAMMES, **longer).then(
        Exemption.RequestedAgain, until=LAST
    )
    given(denied).when(Exemption.request_again, PROGRAMMES, **longer).then_nothing()
    given(denied).when(
        Exemption.request_again, PROGRAMMES, **longer | {"reason": "Mye lenger."}
    ).then_refused("C03-09", "waits_for_answer")


@pytest.mark.rule("C03-09")
def test_asking_for_longer_takes_nothing_away_whatever_the_answer() -> None:
    exemption = granted()
    exemption.request_again(PROGRAMMES, decider=KS, reason="Lenger.", until=date(2024, 6, 1))
    assert exemption.in_force(LAST)
    exemption.deny(act(), reason="Nei.")
    assert exemption.in_force(LAST)
    assert not exemption.in_force(date(2024, 5, 1))


@pytest.mark.rule("C03-09")
def test_the_clock_notes_an_expiry_the_day_after_the_last() -> None:
    exemption = granted()
    given(exemption).when(Exemption.expire, SYSTEM, today=LAST).then_refused("C03-09", "in_force")
    given(exemption).when(Exemption.expire, SYSTEM, today=date(2024, 5, 1)).then(
        Exemption.Expired, until=LAST
    )
    given(exemption).when(Exemption.expire, SYSTEM, today=date(2024, 5, 2)).then_nothing()


@pytest.mark.rule("C03-09")
def test_what_is_in_force_is_taken_back_by_the_decider_for_a_reason() -> None:
    exemption = granted()
    given(exemption).when(Exemption.revoke, PROGRAMMES, reason="Nei.").then_refused(
        "C03-09", "not_the_decider"
    )
    given(exemption).when(Exemption.revoke, act(), reason="").then_refused(
        "C03-09", "reason_missing"
    )
    given(exemption).when(Exemption.revoke, act(), reason="Utrygt.").then_events(Exemption.Revoked)
    given(exemption).when(Exemption.revoke, act(), reason="Utrygt.").then_nothing()
    given(requested()).when(Exemption.revoke, act(), reason="Utrygt.").then_refused(
        "C03-09", "not_in_force"
    )


@pytest.mark.rule("I10")
def test_readiness_needs_each_mandatory_criterion_met_or_under_an_exemption_in_force() -> None:
    readiness = unmet()
    without = MemoryDesk(act(), readiness, managed())
    asked(lambda: declare(without, readiness=readiness.id, reason=WHY), readiness).then_refused(
        "I10", "criteria_unmet", unmet=["K1"]
    )
    exemption = granted(readiness)
    readiness.collect_events()
    desk = MemoryDesk(act(), readiness, managed(), exemption)
    asked(lambda: declare(desk, readiness=readiness.id, reason=WHY), readiness).then(
        Readiness.DeclaredReady, outcome="ready"
    )
    assert readiness.exempted == ["K1"]


@pytest.mark.rule("I10")
def test_a_request_that_nobody_has_granted_is_no_exemption() -> None:
    readiness = unmet()
    desk = MemoryDesk(act(), readiness, requested(readiness))
    asked(lambda: declare(desk, readiness=readiness.id, reason=WHY), readiness).then_refused(
        "I10", "criteria_unmet", unmet=["K1"]
    )


@pytest.mark.rule("C03-09", "I09")
def test_an_expired_exemption_fails_the_gate_the_next_day_before_the_clock_has_come() -> None:
    desk = exempted()
    exemption = desk.get(Exemption, Exemption.id_of(Readiness.id_of("pll", "national"), "K1"))
    desk.act = on(LAST)
    held = clearance_for(desk, solution="pll", scope_code="regional:46")
    assert (held.ready, held.exemptions) == (True, {"K1": ref(exemption)})
    desk.act = on(date(2024, 5, 1))
    ended = clearance_for(desk, solution="pll", scope_code="regional:46")
    assert (ended.ready, ended.unmet) == (False, ["K1"])
    assert exemption.phase == "granted"


@pytest.mark.rule("C03-09")
def test_an_exemption_taken_back_fails_the_gate_at_once() -> None:
    desk = exempted()
    exemption = desk.get(Exemption, Exemption.id_of(Readiness.id_of("pll", "national"), "K1"))
    exemption.revoke(act(), reason="Utrygt.")
    assert not clearance_for(desk, solution="pll", scope_code="national").ready


def test_what_meets_all_its_criteria_rests_upon_no_exemption() -> None:
    desk = MemoryDesk(on(date(2030, 1, 1)), ready())
    clearance = clearance_for(desk, solution="pll", scope_code="national")
    assert (clearance.ready, clearance.exemptions) == (True, {})
