from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from aggregates.deeds import invitation, run
from aggregates.deeds import pulje as puljer
from aggregates.deeds.decision import decide
from aggregates.deeds.evaluating import fall_due
from aggregates.evaluation.evaluation import Evaluation
from aggregates.invitations.basis import DecisionBasis
from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Act, Role
from aggregates.kernel.refusals import Missing, Refused
from aggregates.kernel.root import Root, derived, ref
from aggregates.portfolio.solution import Solution
from aggregates.runs.pulje import Pulje
from aggregates.runs.run import Run
from aggregates.territory.register import Register
from aggregates.territory.technology import Technology
from aggregates.territory.timeline import Name
from tests.kit.desk import MemoryDesk
from tests.kit.given import MORNING, Recorded, act, asked
from tests.kit.readiness import PROGRAMME, VESTLAND, ready
from tests.kit.readiness import opened as on_trial
from tests.kit.runs import (
    BERGEN,
    DEADLINE,
    GROUP,
    LEADER,
    RUN,
    SYSTEM,
    basis,
    chosen,
    decider,
    invited,
    notified,
    opened,
    planned,
    proposed,
    pulje,
    reviewed,
)

FIRST = date(2023, 12, 31)
HERE = {"4601": "Bergen", "5001": "Trondheim"}


def register() -> Register:
    begun = Register.open(SYSTEM, on=FIRST)
    for number, name in HERE.items():
        begun.register(SYSTEM, number=number, name=Name(name, name, {}))
    return begun


def pll() -> Solution:
    return Solution.register(
        act(), code="pll", name="Pasientens legemiddelliste", kind="national_solution",
        owner=PROGRAMME, source="S3 L467",
    )  # fmt: skip


def laid_out(*instead: Root, without: UUID | None = None, who: Act = LEADER) -> MemoryDesk:
    """All that an invitation needs, but for what is replaced or left out."""
    usual = [pll(), ready(), opened(), basis(), pulje(1), pulje(2), register()]
    roots = {root.id: root for root in (*usual, *instead) if root.id != without}
    desk = MemoryDesk(who, *roots.values())
    desk.recorded()
    return desk


def municipality(desk: MemoryDesk, number: str = "4601") -> UUID:
    return desk.get(Register, Register.ID).id_of(number, LEADER.today)


def inviting(desk: MemoryDesk, number: str = "4601", **instead: Any) -> Recorded:
    """What comes of an invitation; all the desk has recorded, if it is not refused."""
    who = municipality(desk, number)
    said = {"run": RUN, "municipality": who, "puljer": [1, 2], "deadline": DEADLINE, **instead}
    try:
        invitation.invite(desk, **said)
    except Refused as refusal:
        return Recorded([], refusal)
    return Recorded(desk.recorded(), None)


def findings(recorded: Recorded) -> list[tuple[str, str]]:
    assert recorded.refusal is not None
    assert recorded.refusal.trace is not None
    return [(each["rule"], each["outcome"]) for each in recorded.refusal.trace]


def later(days: int, who: Act = LEADER) -> Act:
    return act(
        Role(who.role), by=who.by, body=who.body, municipality=who.municipality,
        at=MORNING + timedelta(days=days),
    )  # fmt: skip


@pytest.mark.rule("I66")
def test_an_invitation_says_what_it_rested_on() -> None:
    desk = laid_out()
    sent = inviting(desk)
    sent.then(
        Participation.Invited, run=RUN, solution="pll", municipality=municipality(desk),
        number="4601", region="46", invitation=1, basis=DecisionBasis.id_of(RUN),
        basis_version=1, puljer=[1, 2], deadline=DEADLINE,
    )  # fmt: skip
    trace = sent.events[0].trace
    assert {each["outcome"] for each in trace} == {"ok"}
    assert [each["rule"] for each in trace] == [
        "I09", "C02-03", "I04", "C06-12", "C06-01", "C07-02", "C03-07", "C07-04", "C06-10",
        "C06-10", "C01-09",
    ]  # fmt: skip
    assert trace[0]["inputs"] == {"run": ref(opened()), "readiness": ref(ready())}


@pytest.mark.rule("I09", "I15")
def test_before_the_solution_is_ready_nobody_is_invited_and_the_unmet_criteria_are_named() -> None:
    refused = inviting(laid_out(on_trial()))
    refused.then_refused("I09", "not_ready", scope="national", unmet=["K1", "K3"])
    assert ("I09", "not_ok") in findings(refused)
    assert ("I04", "ok") in findings(refused)


@pytest.mark.rule("I09")
def test_a_solution_that_nobody_assessed_is_not_ready() -> None:
    inviting(laid_out(without=ready().id)).then_refused("I09", "not_ready", unmet=["vurdering"])


@pytest.mark.rule("I04", "C07-01")
def test_an_invitation_without_the_consequences_of_not_joining_is_refused() -> None:
    inviting(laid_out(basis(without="consequences_of_not_joining"))).then_refused(
        "I04", "parts_missing", missing=["consequences_of_not_joining"]
    )
    nothing = inviting(laid_out(without=DecisionBasis.id_of(RUN)))
    nothing.then_refused("I04", "parts_missing")
    assert nothing.refusal is not None
    assert len(nothing.refusal.facts["missing"]) == 4


@pytest.mark.rule("I04")
def test_a_basis_that_is_complete_but_not_frozen_is_not_sent() -> None:
    draft = basis(without="resources")
    draft.set_part(LEADER, part="resources", text="En person", sources=[], dated=LEADER.today)
    inviting(laid_out(draft)).then_refused("I04", "not_frozen")


@pytest.mark.rule("I05")
def test_the_newest_frozen_version_is_the_one_that_is_sent() -> None:
    changed = basis()
    changed.set_part(LEADER, part="resources", text="To personer", sources=[], dated=LEADER.today)
    changed.freeze(LEADER)
    inviting(laid_out(changed)).then(Participation.Invited, basis_version=2)


@pytest.mark.rule("C06-12")
def test_nobody_is_invited_before_the_plan_is_reviewed() -> None:
    refused = inviting(laid_out(planned(chosen(proposed()))))
    refused.then_refused("C06-12", "plan_not_reviewed", stage="planned")
    assert ("C06-01", "not_ok") in findings(refused)
    inviting(laid_out(reviewed())).then_refused("C06-01", "sign_up_not_open", here="reviewed")


def test_a_paused_solution_is_offered_to_nobody_until_it_is_resumed() -> None:
    paused = pll()
    paused.move(act(), phase="rollout", decision="KS 1/24")
    paused.move(act(), phase="paused", decision="KS 2/24")
    desk = laid_out(paused)
    inviting(desk).then_refused("C02-03", "solution_on_hold", phase="paused")
    paused.move(act(), phase="rollout", decision="KS 3/24")
    desk.recorded()
    inviting(desk).then(Participation.Invited)


@pytest.mark.rule("C07-02")
def test_a_second_open_invitation_to_the_same_run_is_refused() -> None:
    desk = laid_out()
    inviting(desk)
    inviting(desk).then_refused("C07-02", "invitation_open", deadline="2024-03-15")


@pytest.mark.rule("C07-05")
def test_who_declined_is_left_alone_until_it_asks() -> None:
    desk = laid_out()
    inviting(desk)
    known = desk.get(Participation, Participation.id_of(RUN, municipality(desk)))
    own = decider(known.municipality)
    known.decide(own, answer="decline", basis_version=1, level="kommunestyre")
    inviting(desk).then_refused("C07-05", "said_no")
    known.request_invitation(own)
    desk.recorded()
    inviting(desk).then(Participation.InvitedAgain, invitation=2, number="4601", region="46")


@pytest.mark.rule("C07-05")
def test_who_declined_may_be_asked_about_a_pulje_that_was_planned_since() -> None:
    desk = laid_out()
    inviting(desk)
    known = desk.get(Participation, Participation.id_of(RUN, municipality(desk)))
    known.decide(decider(known.municipality), answer="decline", basis_version=1,
                 level="kommunestyre")  # fmt: skip
    desk.found(pulje(3, by=later(1)))
    desk.act = later(2)
    desk.recorded()
    inviting(desk, puljer=[2, 3]).then_refused("C07-05", "said_no")
    inviting(desk, puljer=[3]).then(Participation.InvitedAgain, invitation=2, puljer=[3])
    known.decide(decider(known.municipality), answer="decline", basis_version=1,
                 level="kommunestyre")  # fmt: skip
    inviting(desk, puljer=[3]).then_refused("C07-05", "said_no")


def matched() -> MemoryDesk:
    """Pulje 3 is for those with the same record system; nothing is known of anybody's yet."""
    third = Pulje.plan(
        LEADER, run=RUN, number=3, starts=date(2024, 4, 15), invites_from=LEADER.today,
        decision_days=30, capacity=5, leader="p-7",
    )  # fmt: skip
    desk = laid_out(third)
    keyed = {"words": "Samme journal.", "keys": {"epj": ["DIPS"]}}
    puljer.state_matching(desk, run=RUN, number=3, **keyed)  # type: ignore[arg-type]
    third.open(GROUP)
    desk.recorded()
    return desk


@pytest.mark.rule("C06-10")
def test_nobody_is_invited_to_a_pulje_that_is_for_others() -> None:
    desk = matched()
    inviting(desk, puljer=[1, 3]).then_refused("C06-10", "not_matched", pulje=3, missing=["epj"])
    here = municipality(desk)
    profile = desk.found(Technology.begin(LEADER, municipality=here))
    profile.state(
        decider(here), key="epj", values=["DIPS"], source_kind="municipality", source="24/1",
        since=LEADER.today,
    )  # fmt: skip
    desk.recorded()
    inviting(desk, puljer=[1, 3]).then(Participation.Invited, puljer=[1, 3])


@pytest.mark.rule("C06-10")
def test_what_a_pulje_is_for_is_told_by_known_keys() -> None:
    asked(
        lambda: puljer.state_matching(
            laid_out(), run=RUN, number=1, words="Størst.", keys={"size": ["stor"]}
        )
    ).then_refused("C06-10", "unknown_key", key="size")


@pytest.mark.rule("C08-11", "C07-04")
def test_who_joins_and_lost_its_place_is_offered_newer_puljer_and_asked_nothing_anew() -> None:
    desk = laid_out()
    inviting(desk)
    known = desk.get(Participation, Participation.id_of(RUN, municipality(desk)))
    own = decider(known.municipality)
    known.decide(own, answer="join", basis_version=1, level="kommunestyre")
    known.sign_up(own, pulje=1, outcome="place")
    desk.found(pulje(3, by=later(1)))
    desk.recorded()
    inviting(desk, puljer=[3]).then_refused("C07-02", "joined_already")
    known.lose_place(SYSTEM)
    desk.recorded()
    inviting(desk, puljer=[2]).then_refused("C07-02", "joined_already")
    inviting(desk, puljer=[3]).then(Participation.PuljerOffered, puljer=[3])
    assert (known.answer, known.puljer) == ("join", [1, 2, 3])
    inviting(desk, puljer=[3]).then_nothing()


@pytest.mark.rule("I21", "C06-04")
def test_a_regional_run_is_for_the_municipalities_of_the_region() -> None:
    regional = notified(planned(chosen(proposed("regional:46"), "B")))
    regional.open_sign_up(GROUP)
    desk = laid_out(regional, ready(VESTLAND))
    inviting(desk, "5001").then_refused("C03-07", "out_of_scope", scope="regional:46", region="50")
    inviting(desk, "4601").then(Participation.Invited, region="46")


def test_an_invitation_leaves_time_to_decide_before_the_pulje_starts() -> None:
    early = pulje(2, starts=date(2024, 3, 17))
    inviting(laid_out(early)).then(Participation.Invited)
    desk = laid_out(early, who=later(1))
    inviting(desk).then_refused("C06-10", "no_time_to_decide", earliest="2024-03-18", days=30)
    inviting(laid_out(), deadline=date(2024, 2, 15)).then_refused("C07-02", "deadline_passed")


def test_an_invitation_is_to_puljer_that_are_open() -> None:
    inviting(laid_out(), puljer=[1, 3]).then_refused("C06-10", "pulje_not_open", pulje=3)
    inviting(laid_out(), puljer=[]).then_refused("C07-04", "no_pulje")


def test_who_is_invited_is_in_the_register() -> None:
    with pytest.raises(Missing):
        inviting(laid_out(), municipality=derived("municipalities", "nowhere"))


def test_a_basis_begins_with_its_first_part() -> None:
    desk = laid_out(without=DecisionBasis.id_of(RUN))
    part = {
        "run": RUN, "part": "resources", "text": "En person", "sources": [],
        "dated": LEADER.today,
    }  # fmt: skip
    for _ in range(2):
        invitation.set_part(desk, **part)  # type: ignore[arg-type]
    Recorded(desk.recorded(), None).then_events(DecisionBasis.Begun, DecisionBasis.PartSet)


# Answers


def answering(desk: MemoryDesk, answer: str = "join", **said: Any) -> Recorded:
    participation = Participation.id_of(RUN, BERGEN)
    return asked(
        lambda: decide(
            desk, participation=participation, answer=answer, basis_version=1,
            level="kommunedirektor", **said,
        )
    )  # fmt: skip


def test_an_answer_in_time_is_taken_while_the_run_takes_sign_ups_and_not_after() -> None:
    known = invited()
    known.collect_events()
    answering(MemoryDesk(decider(), known, opened()), wished_pulje=2).then(
        Participation.DecisionMade, answer="join", wished_pulje=2
    )
    answering(MemoryDesk(decider(), invited(), reviewed())).then_refused(
        "C07-03", "run_takes_no_sign_ups"
    )


@pytest.mark.rule("I02")
def test_a_late_answer_is_taken_while_the_run_takes_sign_ups() -> None:
    known, over = invited(), opened()
    known.collect_events()
    answering(MemoryDesk(later(40, decider()), known, over)).then(
        Participation.DecisionMade, late=True
    )
    known = invited()
    answering(MemoryDesk(later(40, decider()), known, reviewed())).then_refused(
        "C07-03", "run_takes_no_sign_ups"
    )
    known.collect_events()
    answering(MemoryDesk(later(40, decider()), known, reviewed()), "decline").then(
        Participation.DecisionMade, answer="decline"
    )


# Runs


@pytest.mark.rule("I26")
def test_a_run_is_proposed_for_a_registered_solution_of_its_own_kind() -> None:
    method = Solution.register(
        act(), code="htm", name="Helhetlig tjenestemodell", kind="method", owner=PROGRAMME,
        source="S3 L429",
    )  # fmt: skip
    desk = MemoryDesk(act(), method, register())
    said = {"id": RUN, "title": "Helhetlig tjenestemodell", "kind": "rollout",
            "scope_code": "regional:46", "proposer": "971032146"}  # fmt: skip
    asked(lambda: run.propose(desk, solution="htm", **said)).then_refused(  # type: ignore[arg-type]
        "I26", "method_needs_common_process"
    )
    with pytest.raises(Missing):
        run.propose(desk, solution="vkp", **said)  # type: ignore[arg-type]


@pytest.mark.rule("C06-12")
def test_a_pulje_opens_once_the_plan_of_its_run_is_reviewed() -> None:
    early = planned(chosen(proposed()))
    desk = MemoryDesk(LEADER, early)
    run.plan_pulje(
        desk, run=RUN, number=1, starts=date(2024, 4, 15), invites_from=date(2024, 3, 1),
        decision_days=30, capacity=20, leader="p-7",
    )  # fmt: skip
    asked(lambda: run.open_pulje(desk, run=RUN, number=1)).then_refused(
        "C06-12", "plan_not_reviewed"
    )
    early.review_plan(GROUP, outcome="approved")
    assert run.open_pulje(desk, run=RUN, number=1).is_open


@pytest.mark.rule("I09")
def test_a_run_starts_only_while_its_solution_is_ready() -> None:
    asked(lambda: run.start(laid_out(on_trial()), run=RUN)).then_refused("I09", "not_ready")
    desk = laid_out()
    run.start(desk, run=RUN)
    Recorded(desk.recorded(), None).then(Run.Started, solution="pll")


@pytest.mark.rule("I35")
def test_a_run_closes_once_the_group_has_its_evaluation() -> None:
    desk = laid_out()
    run.start(desk, run=RUN).begin_follow_up(LEADER)
    asked(lambda: run.close(desk, run=RUN)).then_refused("I35", "not_delivered")
    evaluation = fall_due(desk, run=RUN, due=date(2024, 12, 1))
    assert (evaluation.responsible_role, evaluation.track) == ("innforingsleder", "A")
    heard = [{"party": "4601", "kind": "participant", "answered": True}]
    evaluation.deliver(LEADER, summary="Gikk bra", heard=heard, learnings=[])
    asked(lambda: run.close(desk, run=RUN)).then_refused("I35", "not_received")
    desk.get(Evaluation, evaluation.id).receive(GROUP, case="24/12")
    desk.recorded()
    run.close(desk, run=RUN)
    Recorded(desk.recorded(), None).then(Run.Closed, evaluation=ref(evaluation))


def test_an_evaluation_is_due_only_once_a_track_says_who_owes_it() -> None:
    desk = MemoryDesk(GROUP, proposed())
    asked(lambda: fall_due(desk, run=RUN, due=date(2024, 12, 1))).then_refused(
        "C06-01", "stage_wrong", needed="track_chosen"
    )
