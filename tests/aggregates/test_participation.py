from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from aggregates.invitations.basis import DecisionBasis
from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Act, Role
from tests.kit.given import MORNING, Recorded, act, asked, given
from tests.kit.runs import (
    BERGEN,
    DEADLINE,
    LEADER,
    RUN,
    SYSTEM,
    VOSS,
    coordinator,
    decider,
    invited,
    joined,
)

DAY_AFTER = DEADLINE + timedelta(days=1)
SAME = {"run": RUN, "solution": "pll", "municipality": BERGEN, "number": "4601", "region": "46"}


def inviting(**instead: Any) -> Recorded:
    said = {
        **SAME, "basis": DecisionBasis.id_of(RUN), "basis_version": 1, "puljer": [1, 2],
        "deadline": DEADLINE, "trace": [],
    }  # fmt: skip
    return asked(lambda: Participation.invite(LEADER, **{**said, **instead}))


def again(participation: Participation) -> Recorded:
    return given(participation).when(
        Participation.invite_again, LEADER, number="4601", region="46",
        basis=DecisionBasis.id_of(RUN), basis_version=1, puljer=[3],
        deadline=date(2024, 9, 1), trace=[],
    )  # fmt: skip


def deciding(participation: Participation, who: Act | None = None, **instead: Any) -> Recorded:
    said = {"answer": "join", "basis_version": 1, "level": "kommunestyre"}
    return given(participation).when(Participation.decide, who or decider(), **{**said, **instead})


def answered(answer: str) -> Participation:
    participation = invited()
    participation.decide(decider(), answer=answer, basis_version=1, level="kommunestyre")
    return participation


def expired() -> Participation:
    participation = invited()
    participation.expire(SYSTEM, today=DAY_AFTER)
    return participation


def signed_up(outcome: str = "place") -> Participation:
    participation = joined()
    participation.sign_up(SYSTEM, pulje=1, outcome=outcome)
    return participation


def late(at: datetime = MORNING + timedelta(days=60)) -> Act:
    return act(
        Role.MUNICIPAL_DECIDER, by="p-2", body="964338531", municipality=BERGEN, at=at
    )  # fmt: skip


# Inviting


def test_an_invitation_names_its_run_basis_puljer_and_deadline() -> None:
    inviting().then(
        Participation.Invited, **SAME, invitation=1, basis_version=1, puljer=[1, 2],
        deadline=DEADLINE,
    )  # fmt: skip


@pytest.mark.rule("I04")
def test_no_invitation_without_a_frozen_basis() -> None:
    inviting(basis_version=0).then_refused("I04", "not_frozen")


@pytest.mark.rule("C07-02")
def test_an_invitation_leaves_time_to_answer_and_something_to_choose() -> None:
    inviting(deadline=date(2024, 2, 15)).then_refused("C07-02", "deadline_passed")
    inviting(puljer=[]).then_refused("C07-04", "no_pulje")


@pytest.mark.rule("C07-02")
def test_one_open_invitation_for_each_municipality_and_run() -> None:
    again(invited()).then_refused("C07-02", "invitation_open", deadline="2024-03-15")


@pytest.mark.rule("C07-02")
def test_who_joined_is_not_invited_again() -> None:
    again(joined()).then_refused("C07-02", "joined_already")


@pytest.mark.parametrize("silent", [True, False])
def test_who_postponed_or_did_not_answer_may_be_invited_again(silent: bool) -> None:
    participation = expired() if silent else answered("postpone")
    again(participation).then(Participation.InvitedAgain, invitation=2, puljer=[3], **SAME)
    assert participation.unanswered
    assert participation.invitation_open


@pytest.mark.rule("C07-05")
def test_who_declined_is_invited_again_only_at_own_request() -> None:
    participation = answered("decline")
    again(participation).then_refused("C07-05", "said_no")
    given(participation).when(Participation.request_invitation, LEADER).then_refused(
        "I01", "not_own_municipality"
    )
    given(participation).when(Participation.request_invitation, coordinator()).then(
        Participation.InvitationRequested, **SAME
    )
    again(participation).then(Participation.InvitedAgain, invitation=2)


# Silence


@pytest.mark.rule("C07-06")
def test_reminders_are_two_at_most_and_one_a_day() -> None:
    participation = invited()
    first, second, third = (date(2024, 3, day) for day in (1, 8, 12))
    given(participation).when(Participation.remind, SYSTEM, today=first, most=2).then(
        Participation.Reminded, reminder=1, deadline=DEADLINE, **SAME
    )
    given(participation).when(Participation.remind, SYSTEM, today=first, most=2).then_nothing()
    given(participation).when(Participation.remind, SYSTEM, today=second, most=2).then(
        Participation.Reminded, reminder=2
    )
    given(participation).when(Participation.remind, SYSTEM, today=third, most=2).then_refused(
        "C07-06", "reminded_enough", reminders=2
    )


@pytest.mark.rule("C07-06")
def test_nobody_is_reminded_after_the_deadline_or_an_answer() -> None:
    given(invited()).when(Participation.remind, SYSTEM, today=DAY_AFTER, most=2).then_refused(
        "C07-06", "deadline_passed"
    )
    given(answered("decline")).when(
        Participation.remind, SYSTEM, today=DEADLINE, most=2
    ).then_refused("C07-06", "answered")


@pytest.mark.rule("I02")
def test_when_the_deadline_passes_the_invitation_expires_and_nothing_is_decided() -> None:
    participation = invited()
    given(participation).when(Participation.expire, SYSTEM, today=DAY_AFTER).then(
        Participation.InvitationExpired, deadline=DEADLINE, **SAME
    )
    assert participation.answer is None
    assert participation.unanswered
    given(participation).when(Participation.expire, SYSTEM, today=DAY_AFTER).then_nothing()


@pytest.mark.rule("I02")
def test_an_invitation_does_not_expire_before_its_deadline_or_after_an_answer() -> None:
    given(invited()).when(Participation.expire, SYSTEM, today=DEADLINE).then_refused(
        "I02", "deadline_ahead", deadline="2024-03-15"
    )
    given(answered("decline")).when(Participation.expire, SYSTEM, today=DAY_AFTER).then_nothing()


# Deciding


@pytest.mark.rule("I01", "I03")
@pytest.mark.parametrize("answer", ["join", "decline", "postpone", "more_information"])
def test_the_municipality_itself_decides_without_having_to_say_why(answer: str) -> None:
    deciding(invited(), answer=answer).then(
        Participation.DecisionMade, answer=answer, former_answer=None, basis_version=1,
        level="kommunestyre", reason=None, document=None, on_behalf=False, late=False, **SAME,
    )  # fmt: skip


@pytest.mark.rule("I01")
def test_ks_does_not_decide_for_a_municipality() -> None:
    deciding(invited(), act(Role.PORTFOLIO_OWNER)).then_refused("I01", "document_missing")


@pytest.mark.rule("I01")
@pytest.mark.parametrize(
    "who",
    [
        decider(VOSS),
        act(Role.ROLLOUT_LEADER),
        act(Role.REGIONAL_CONTACT, region="50"),
        act(Role.COORDINATING_GROUP),
        act(Role.SYSTEM),
    ],
)
def test_nobody_else_decides_for_a_municipality_whatever_document_they_show(who: Act) -> None:
    deciding(invited(), who, document="24/99").then_refused("I01", "not_own_municipality")


@pytest.mark.rule("I01")
def test_in_the_municipality_its_decider_decides() -> None:
    deciding(invited(), coordinator()).then_refused(
        "I01", "not_decider", role="kommunal_koordinator"
    )


@pytest.mark.rule("I01")
@pytest.mark.parametrize(
    "who", [act(Role.PORTFOLIO_OWNER), act(Role.REGIONAL_CONTACT, region="46")]
)
def test_what_is_registered_on_behalf_shows_its_document_and_is_flagged(who: Act) -> None:
    deciding(invited(), who).then_refused("I01", "document_missing")
    deciding(invited(), who, document="Kommunestyret 24/17").then(
        Participation.DecisionMade, on_behalf=True, document="Kommunestyret 24/17"
    )


@pytest.mark.rule("C07-03")
def test_a_decision_is_one_of_four_answers_at_a_stated_level() -> None:
    deciding(invited(), answer="yes").then_refused("C07-03", "unknown_answer", answer="yes")
    deciding(invited(), level="").then_refused("C07-03", "level_missing")


@pytest.mark.rule("I05")
def test_a_decision_rests_on_the_version_that_was_sent() -> None:
    deciding(invited(), basis_version=2).then_refused("I05", "stale_basis", asked=2, invited_on=1)


@pytest.mark.rule("I03", "C07-05")
def test_a_decline_without_a_reason_is_accepted() -> None:
    participation = invited()
    deciding(participation, answer="decline").then(
        Participation.DecisionMade, answer="decline", reason=None
    )
    assert not participation.unanswered


def test_a_wished_pulje_is_one_that_was_offered() -> None:
    deciding(invited(), wished_pulje=3).then_refused("C07-04", "pulje_not_invited", puljer=[1, 2])
    deciding(invited(), wished_pulje=2).then(Participation.DecisionMade, wished_pulje=2)


@pytest.mark.rule("C07-03")
def test_the_same_decision_twice_is_one_and_another_replaces_it() -> None:
    participation = answered("postpone")
    deciding(participation, answer="postpone").then_nothing()
    deciding(participation).then(
        Participation.DecisionMade, answer="join", former_answer="postpone"
    )


@pytest.mark.rule("I02")
def test_a_late_answer_is_still_the_municipalitys_own() -> None:
    deciding(expired(), late()).then(Participation.DecisionMade, answer="join", late=True)


@pytest.mark.rule("I03")
def test_where_the_run_takes_no_more_sign_ups_only_a_decline_is_taken() -> None:
    deciding(expired(), late(), sign_ups=False).then_refused("C07-03", "run_takes_no_sign_ups")
    deciding(expired(), late(), sign_ups=False, answer="decline").then(
        Participation.DecisionMade, answer="decline"
    )


# Going along, and leaving


@pytest.mark.rule("C07-04")
def test_sign_up_follows_a_decision_to_join() -> None:
    for participation in (invited(), answered("postpone")):
        given(participation).when(
            Participation.sign_up, coordinator(), pulje=1, outcome="place"
        ).then_refused("C07-04", "not_joined")
    given(joined()).when(Participation.sign_up, coordinator(), pulje=2, outcome="waiting").then(
        Participation.SignedUp, pulje=2, outcome="waiting", **SAME
    )


@pytest.mark.rule("C07-04")
def test_sign_up_is_to_a_pulje_that_was_offered() -> None:
    given(joined()).when(Participation.sign_up, decider(), pulje=3, outcome="place").then_refused(
        "C07-04", "pulje_not_invited", pulje=3
    )


@pytest.mark.rule("I01")
def test_only_the_system_carries_out_the_wish_of_the_municipality() -> None:
    for other in (act(Role.MUNICIPAL_COORDINATOR, municipality=uuid4()), act()):
        given(joined()).when(Participation.sign_up, other, pulje=1, outcome="place").then_refused(
            "I01", "not_wished"
        )
    given(joined()).when(Participation.sign_up, SYSTEM, pulje=2, outcome="place").then_refused(
        "I01", "not_wished", pulje=2, wished=1
    )
    given(joined()).when(Participation.sign_up, SYSTEM, pulje=1, outcome="place").then(
        Participation.SignedUp, pulje=1
    )


@pytest.mark.rule("I24")
def test_a_municipality_is_in_one_pulje_of_a_run() -> None:
    given(signed_up()).when(
        Participation.sign_up, decider(), pulje=1, outcome="place"
    ).then_nothing()
    given(signed_up()).when(
        Participation.sign_up, decider(), pulje=2, outcome="place"
    ).then_refused("I24", "in_a_pulje", pulje=1)


@pytest.mark.rule("C07-04")
def test_moving_to_another_pulje_keeps_the_history() -> None:
    given(joined()).when(
        Participation.move_pulje, decider(), pulje=2, outcome="place"
    ).then_refused("C07-04", "not_signed_up")
    participation = signed_up()
    given(participation).when(
        Participation.move_pulje, LEADER, pulje=2, outcome="place"
    ).then_refused("I01", "not_own_municipality")
    given(participation).when(
        Participation.move_pulje, coordinator(), pulje=2, outcome="waiting"
    ).then(Participation.PuljeChanged, former_pulje=1, pulje=2, outcome="waiting", **SAME)
    given(participation).when(
        Participation.move_pulje, coordinator(), pulje=2, outcome="waiting"
    ).then_nothing()


@pytest.mark.rule("I03")
def test_a_municipality_withdraws_whenever_it_wants_and_may_come_back() -> None:
    participation = signed_up()
    given(participation).when(Participation.withdraw, LEADER).then_refused(
        "I01", "not_own_municipality"
    )
    given(participation).when(Participation.withdraw, decider(), reason=None).then(
        Participation.Withdrawn, answer="withdrawn", pulje=1, reason=None, on_behalf=False, **SAME
    )
    given(participation).when(Participation.withdraw, decider()).then_nothing()
    again(participation).then_refused("C07-05", "said_no")
    deciding(participation).then(Participation.DecisionMade, former_answer="withdrawn")


@pytest.mark.rule("I03")
@pytest.mark.parametrize("answer", ["decline", "postpone"])
def test_a_decline_after_sign_up_is_a_withdrawal(answer: str) -> None:
    participation = signed_up()
    left = deciding(participation, answer=answer, reason="Ingen kapasitet i år")
    left.then_events(Participation.DecisionMade, Participation.Withdrawn)
    assert left.events[1].answer == answer
    assert (participation.answer, participation.pulje) == (answer, None)


def test_asking_for_more_information_costs_nobody_the_place() -> None:
    participation = signed_up()
    deciding(participation, answer="more_information").then(
        Participation.DecisionMade, former_answer="join"
    )
    assert participation.pulje == 1


def test_who_waits_gains_the_place_or_leaves_the_pulje_but_not_the_run() -> None:
    given(signed_up("waiting")).when(Participation.gain_place, LEADER).then_refused(
        "I01", "not_own_municipality"
    )
    given(signed_up("waiting")).when(Participation.gain_place, coordinator()).then(
        Participation.PlaceGained, pulje=1, **SAME
    )
    participation = signed_up("waiting")
    given(participation).when(Participation.decline_place, coordinator()).then(
        Participation.PlaceDeclined, pulje=1, **SAME
    )
    assert (participation.answer, participation.pulje) == ("join", None)
    given(signed_up()).when(Participation.gain_place, coordinator()).then_nothing()


# A newer basis


def renewed(participation: Participation, version: int = 2) -> Participation:
    participation.renew_basis(
        SYSTEM, basis=DecisionBasis.id_of(RUN), basis_version=version,
        changed=["cost_and_capacity"],
    )  # fmt: skip
    return participation


@pytest.mark.rule("I05", "C07-01")
def test_who_decided_is_told_of_a_newer_basis_and_its_decision_stands() -> None:
    participation = joined()
    given(participation).when(
        Participation.renew_basis, SYSTEM, basis=DecisionBasis.id_of(RUN), basis_version=2,
        changed=["resources"],
    ).then(
        Participation.BasisRenewed, **SAME, former_version=1, basis_version=2, reconsider=True,
        changed=["resources"],
    )  # fmt: skip
    assert participation.answer == "join"
    assert participation.may_reconsider


@pytest.mark.rule("I05")
def test_it_may_decide_anew_on_the_newer_one_also_the_same_as_before() -> None:
    participation = renewed(answered("join"))
    deciding(participation, basis_version=1).then_refused("I05", "stale_basis", invited_on=2)
    deciding(participation, basis_version=2).then(
        Participation.DecisionMade, answer="join", former_answer="join", basis_version=2
    )
    assert not participation.may_reconsider
    deciding(participation, basis_version=2).then_nothing()


@pytest.mark.rule("I03", "I05")
def test_a_decline_is_taken_on_any_basis_that_it_was_told_of() -> None:
    participation = renewed(joined())
    deciding(participation, answer="decline", basis_version=3).then_refused("I05", "stale_basis")
    deciding(participation, answer="decline", basis_version=1).then(
        Participation.DecisionMade, answer="decline", basis_version=1
    )


@pytest.mark.rule("I02", "I05")
def test_who_has_not_answered_is_told_too_and_has_still_not_answered() -> None:
    participation = invited()
    given(participation).when(
        Participation.renew_basis, SYSTEM, basis=DecisionBasis.id_of(RUN), basis_version=2,
        changed=["resources"],
    ).then(Participation.BasisRenewed, reconsider=False)  # fmt: skip
    assert participation.unanswered
    assert not participation.may_reconsider
    deciding(participation, basis_version=2).then(Participation.DecisionMade, basis_version=2)


@pytest.mark.rule("I05")
def test_an_older_version_or_the_same_is_not_told_again() -> None:
    participation = renewed(joined(), 3)
    for version in (2, 3):
        given(participation).when(
            Participation.renew_basis, SYSTEM, basis=DecisionBasis.id_of(RUN),
            basis_version=version, changed=[],
        ).then_nothing()  # fmt: skip


@pytest.mark.rule("I05", "I03")
def test_who_withdrew_has_nothing_to_reconsider() -> None:
    participation = joined()
    participation.withdraw(decider())
    assert not renewed(participation).may_reconsider
