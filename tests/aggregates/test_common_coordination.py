from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest

from aggregates.coordination.body import BodyStanding
from aggregates.coordination.common_message import CommonMessage
from aggregates.coordination.leader_pool import PooledLeader
from aggregates.kernel.root import derived
from tests.kit.given import Recorded, act, asked, given

KS, NHN = "971032146", "994598759"
SPRING, SUMMER = date(2024, 2, 16), date(2024, 6, 1)
CONTACTS = [{"role": "regional_kontakt", "body": None}]


def offering(**instead: Any) -> Recorded:
    said = {"leader": "p-77", "competences": ["pll"], "percent": 50, "since": SPRING, **instead}
    return asked(lambda: PooledLeader.offer(act(), **said))


def offered() -> PooledLeader:
    return PooledLeader.offer(act(), leader="p-77", competences=["pll"], percent=50, since=SPRING)


@pytest.mark.rule("C13-06")
def test_who_is_in_the_pool_has_declared_competence_and_availability() -> None:
    offering().then(PooledLeader.Offered, organisation=KS, competences=["pll"], percent=50)
    offering(competences=[]).then_refused("C13-06", "competence_missing")
    offering(percent=0).then_refused("C13-06", "percent_outside", percent=0)
    offering(percent=101).then_refused("C13-06", "percent_outside")
    offering(until=SPRING).then_refused("C13-06", "ends_before")


@pytest.mark.rule("C13-06")
def test_only_the_organisation_that_offers_a_leader_says_what_holds_of_them() -> None:
    leader = offered()
    deciding, foreign = given(leader).when, act(body=NHN)
    deciding(PooledLeader.declare, foreign, competences=["kj"]).then_refused(
        "C13-06", "not_own_leader", organisation=KS
    )
    deciding(PooledLeader.withdraw, foreign).then_refused("C13-06", "not_own_leader")
    deciding(PooledLeader.declare, act(), competences=["pll"]).then_nothing()
    deciding(PooledLeader.declare, act(), competences=["kj"]).then(PooledLeader.CompetenceDeclared)


@pytest.mark.rule("C13-06")
def test_who_is_withdrawn_is_available_again_only_when_that_is_stated() -> None:
    leader = offered()
    deciding = given(leader).when
    deciding(PooledLeader.withdraw, act()).then(PooledLeader.Withdrawn, leader="p-77")
    deciding(PooledLeader.withdraw, act()).then_nothing()
    assert not leader.available(SPRING)
    again = {"percent": 50, "since": SPRING, "until": SUMMER}
    deciding(PooledLeader.state_availability, act(), **again).then(PooledLeader.AvailabilityStated)
    deciding(PooledLeader.state_availability, act(), **again).then_nothing()
    assert [leader.available(day) for day in (date(2024, 2, 15), SPRING, SUMMER)] == [
        False, True, False,
    ]  # fmt: skip


def planning(**instead: Any) -> Recorded:
    said = {
        "id": derived("common-messages", 1), "title": "Pulje 1", "text": "Den begynner.",
        "sender": KS, "day": SPRING, **instead,
    }  # fmt: skip
    return asked(lambda: CommonMessage.plan(act(), **said))


def message() -> CommonMessage:
    return CommonMessage.plan(
        act(), id=derived("common-messages", 1), title="Pulje 1", text="Den begynner.",
        sender=KS, day=SPRING,
    )  # fmt: skip


@pytest.mark.rule("C13-05")
def test_a_common_message_says_something_and_has_one_sender() -> None:
    planning().then(CommonMessage.Planned, sender=KS, title="Pulje 1")
    planning(text=" ").then_refused("C13-05", "text_missing")
    deciding = given(message()).when
    deciding(CommonMessage.change_sender, act(), sender=KS).then_nothing()
    deciding(CommonMessage.change_sender, act(), sender=NHN).then(
        CommonMessage.SenderChanged, former=KS, sender=NHN
    )
    deciding(CommonMessage.send, act(), recipients=CONTACTS).then_refused(
        "C13-05", "not_the_sender", sender=NHN
    )


@pytest.mark.rule("C13-05")
def test_to_whom_it_went_is_logged_once_of_each() -> None:
    deciding = given(message()).when
    deciding(CommonMessage.send, act(), recipients=[]).then_refused("C13-05", "recipients_missing")
    deciding(CommonMessage.send, act(), recipients=CONTACTS).then(
        CommonMessage.Sent, recipients=CONTACTS
    )
    deciding(CommonMessage.send, act(), recipients=CONTACTS).then_nothing()
    further = [*CONTACTS, {"role": None, "body": NHN}]
    deciding(CommonMessage.send, act(), recipients=further).then(
        CommonMessage.Sent, recipients=further[1:]
    )
    deciding(CommonMessage.change_sender, act(), sender=NHN).then_refused(
        "C13-05", "sent_already", sender=KS
    )


@pytest.mark.rule("C13-09")
def test_each_body_is_stated_to_advise_or_to_decide_on_a_mandate() -> None:
    said = {"name": "Styringsråd", "standing": "advisory", "mandate": "KS 24/118"}
    asked(lambda: BodyStanding.state(act(), **said)).then(BodyStanding.Stated, **said)
    for wrong, reason in (({"standing": "x"}, "unknown_standing"), ({"mandate": ""},
                                                                   "mandate_missing")):  # fmt: skip
        stating = {**said, **wrong}
        asked(partial(BodyStanding.state, act(), **stating)).then_refused("C13-09", reason)
    body = BodyStanding.state(act(), **said)
    changing = given(body).when
    changing(BodyStanding.change, act(), standing="advisory", mandate="KS 24/118").then_nothing()
    assert BodyStanding.id_of("  styringsRÅD ") == body.id
    given(body).when(BodyStanding.check_decides).then_refused("C13-09", "advisory_body")
    changing(BodyStanding.change, act(), standing="deciding", mandate="KS 27/2").then(
        BodyStanding.Changed, former="advisory", standing="deciding"
    )
    given(body).when(BodyStanding.check_decides).then_nothing()
