from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given as every
from hypothesis import settings
from hypothesis import strategies as some

from aggregates.deeds.clearing import clearance_for, stopping
from aggregates.deeds.freezing import freeze, freeze_pulje, thaw, thaw_pulje
from aggregates.deeds.readiness import call_for_review, declare, resume
from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Act, Role
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Root
from aggregates.readiness.readiness import Readiness
from aggregates.runs.pulje import Pulje
from aggregates.runs.run import Run
from aggregates.tasks.notice import Notice
from aggregates.tasks.task import Task
from tests.aggregates.test_exemption import exempted
from tests.kit.desk import MemoryDesk
from tests.kit.given import act, asked, given
from tests.kit.readiness import (
    KS,
    PROGRAMME,
    VESTLAND,
    WHY,
    answered,
    judged,
    managed,
    opened,
    ready,
    recommended,
)
from tests.kit.runs import (
    APPOINTED,
    BERGEN,
    DEADLINE,
    GROUP,
    LEADER,
    RUN,
    SYSTEM,
    VOSS,
    decider,
    joined,
)
from tests.kit.runs import invited as asked_to
from tests.kit.runs import opened as run
from tests.kit.runs import pulje as cohort

DIRECTORATE = "974761076"
KINN = UUID(int=4602)
STOP = {"ground": "safety", "reason": "Feil legemiddel kan vises."}
MONDAY = datetime(2024, 2, 26, 8, tzinfo=UTC)
"""Ten days after the morning on which everything else happens."""


def later(days: int = 10, cause: str = "m-2") -> Act:
    at = datetime(2024, 2, 16, 8, tzinfo=UTC) + timedelta(days=days)
    return act(Role.SYSTEM, by="system:thawing", at=at, cause=cause)


def reacting() -> Act:
    return act(Role.SYSTEM, by="system:suspensions", cause="m-1")


def suspended(readiness: Readiness | None = None) -> Readiness:
    stopped = readiness or ready()
    stopped.suspend(act(), **STOP)
    return stopped


def desk(*roots: Root) -> MemoryDesk:
    return MemoryDesk(reacting(), run(), *roots)


@pytest.mark.rule("C03-11")
def test_a_suspension_says_its_scope_its_ground_and_who_decided() -> None:
    given(ready()).when(Readiness.suspend, act(), **STOP).then(
        Readiness.Suspended, scope_code="national", ground="safety", decided_by=KS, external=False
    )


@pytest.mark.rule("C03-11")
def test_a_decision_from_outside_is_registered_as_such_with_its_document() -> None:
    by = STOP | {"decided_by": DIRECTORATE}
    given(ready()).when(Readiness.suspend, act(), **by).then_refused(
        "C03-11", "document_missing", body=DIRECTORATE
    )
    given(ready()).when(Readiness.suspend, act(), **by, document="Hdir 26/4711").then(
        Readiness.Suspended, decided_by=DIRECTORATE, external=True, document="Hdir 26/4711"
    )


@pytest.mark.rule("C03-11")
@pytest.mark.parametrize(
    ("instead", "reason"), [({"reason": ""}, "reason_missing"), ({"ground": "x"}, "unknown_ground")]
)
def test_a_suspension_without_reason_or_known_ground_is_refused(
    instead: dict[str, str], reason: str
) -> None:
    given(ready()).when(Readiness.suspend, act(), **STOP | instead).then_refused("C03-11", reason)


@pytest.mark.rule("C03-11")
def test_the_owner_of_a_service_may_stop_it_and_only_the_decider_lifts_it() -> None:
    owner = act(Role.PROGRAMME, body=PROGRAMME)
    given(ready()).when(Readiness.suspend, owner, **STOP).then_events(Readiness.Suspended)
    stranger = act(body="974760673")
    given(ready()).when(Readiness.suspend, stranger, **STOP).then_refused(
        "C03-11", "not_theirs_to_suspend"
    )
    for lift in (Readiness.resume, Readiness.revoke):
        given(suspended()).when(lift, owner, reason="Rettet.").then_refused(
            "C03-11", "not_the_decider", decider=KS
        )


@pytest.mark.rule("C03-11")
def test_what_is_not_ready_is_not_suspended_and_what_is_stopped_is_stopped_once() -> None:
    given(opened()).when(Readiness.suspend, act(), **STOP).then_refused("C03-11", "not_ready")
    given(suspended()).when(Readiness.suspend, act(), **STOP).then_nothing()
    given(ready()).when(Readiness.resume, act(), reason="Rettet.").then_nothing()
    given(ready()).when(Readiness.revoke, act(), reason="Nei.").then_refused(
        "C03-11", "not_suspended"
    )


@pytest.mark.rule("I09", "I14")
def test_a_suspension_stops_new_invitations_at_once_and_its_end_lets_them_go() -> None:
    readiness = suspended()
    on = MemoryDesk(act(), readiness)
    stopped = clearance_for(on, solution="pll", scope_code="national")
    assert (stopped.ready, stopped.unmet, readiness.standing) == (
        False, ["gjenåpning"], "suspended",
    )  # fmt: skip
    resume(on, readiness=readiness.id, reason="Rettet.")
    assert clearance_for(on, solution="pll", scope_code="national").ready
    assert readiness.standing == "ready"


@pytest.mark.rule("I14", "C03-07")
def test_a_national_suspension_stops_the_regions_too_also_those_with_their_own_decision() -> None:
    on = MemoryDesk(act(), suspended(), ready(VESTLAND))
    for scope in ("regional:46", "regional:50"):
        assert not clearance_for(on, solution="pll", scope_code=scope).ready
    stopped = MemoryDesk(act(), ready(), suspended(ready(VESTLAND)))
    assert not clearance_for(stopped, solution="pll", scope_code="regional:46").ready
    assert clearance_for(stopped, solution="pll", scope_code="regional:50").ready


@pytest.mark.rule("C03-11")
def test_what_is_withdrawn_is_ready_again_only_after_a_new_assessment() -> None:
    readiness = suspended()
    readiness.revoke(act(), reason="Hjemmelen kommer ikke.")
    on = MemoryDesk(act(), readiness)
    assert clearance_for(on, solution="pll", scope_code="national").unmet == ["ny vurdering"]
    assert stopping(on, solution="pll", scope_code="regional:46") is readiness
    given(readiness).when(Readiness.revoke, act(), reason="Igjen.").then_nothing()
    given(readiness).when(Readiness.suspend, act(), **STOP).then_refused("C03-11", "not_ready")


@pytest.mark.rule("I10", "C03-11")
def test_a_suspension_is_not_lifted_on_an_exemption_that_has_ended_meanwhile() -> None:
    on = exempted()
    readiness = suspended(on.get(Readiness, Readiness.id_of("pll", "national")))
    readiness.collect_events()
    on.act = act(at=datetime(2024, 5, 1, 8, tzinfo=UTC))
    asked(lambda: resume(on, readiness=readiness.id, reason="Rettet."), readiness).then_refused(
        "I10", "exemption_ended", unmet=["K1"]
    )
    on.act = act(at=MONDAY)
    resumed = asked(lambda: resume(on, readiness=readiness.id, reason="Rettet."), readiness)
    resumed.then(Readiness.Resumed, number=1)
    assert resumed.events[0].trace[0]["inputs"]["K1"].startswith("exemption/")


@pytest.mark.rule("I09")
def test_a_run_does_not_start_while_its_solution_is_suspended() -> None:
    clearance = clearance_for(MemoryDesk(act(), suspended()), solution="pll", scope_code="national")
    given(run()).when(Run.start, LEADER, clearance=clearance).then_refused("I09", "not_ready")


@pytest.mark.rule("I14", "C07-06", "I02")
def test_while_it_is_frozen_nobody_is_reminded_and_nothing_expires() -> None:
    participation = asked_to()
    freeze(desk(suspended(), participation), participation=participation.id)
    given(participation).when(
        Participation.remind, SYSTEM, today=date(2024, 3, 8), most=2
    ).then_refused("I14", "invitation_frozen")
    given(participation).when(Participation.expire, SYSTEM, today=date(2024, 3, 16)).then_refused(
        "I14", "invitation_frozen"
    )


@pytest.mark.rule("I14", "C03-11")
def test_the_deadline_moves_by_the_days_that_it_stood_still() -> None:
    participation, readiness = asked_to(), suspended()
    on = desk(readiness, participation)
    freeze(on, participation=participation.id)
    readiness.resume(act(at=MONDAY), reason="Rettet.")
    on.recorded()
    on.act = later()
    thaw(on, participation=participation.id)
    thawed = next(each for each in on.recorded() if isinstance(each, Participation.Thawed))
    assert (thawed.days, thawed.former_deadline) == (10, DEADLINE)
    assert participation.deadline == DEADLINE + timedelta(days=10)
    given(participation).when(Participation.expire, SYSTEM, today=date(2024, 3, 20)).then_refused(
        "I02", "deadline_ahead"
    )


@pytest.mark.rule("I01", "I03", "I14")
@pytest.mark.parametrize("answer", ["join", "decline", "postpone"])
def test_a_municipality_answers_a_frozen_invitation_as_it_wishes_and_never_late(
    answer: str,
) -> None:
    participation = asked_to()
    participation.freeze(SYSTEM, readiness=Readiness.id_of("pll", "national"))
    long_after = act(
        Role.MUNICIPAL_DECIDER, municipality=BERGEN, at=datetime(2024, 6, 1, 8, tzinfo=UTC)
    )
    given(participation).when(
        Participation.decide, long_after, answer=answer, basis_version=1, level="kommunestyre"
    ).then(Participation.DecisionMade, answer=answer, late=False)
    given(participation).when(Participation.thaw, later()).then_nothing()


@pytest.mark.rule("C03-11")
def test_invited_and_signed_up_are_told_and_who_said_no_is_left_in_peace() -> None:
    silent, coming, declined = asked_to(), joined(VOSS, "4621"), asked_to(KINN, "4602")
    declined.decide(decider(KINN), answer="decline", basis_version=1, level="kommunestyre")
    on = desk(suspended(), silent, coming, declined)
    on.recorded()
    for each in (silent, coming, declined):
        freeze(on, participation=each.id)
    recorded = on.recorded()
    frozen = [each for each in recorded if isinstance(each, Participation.Frozen)]
    told = [each for each in recorded if isinstance(each, Notice.Sent)]
    assert [each.municipality for each in frozen] == [BERGEN]
    assert [each.about for each in told] == [silent.id, coming.id]


@pytest.mark.rule("C03-11")
def test_nothing_freezes_where_the_suspension_was_lifted_meanwhile_and_nothing_thaws_too_soon() -> (
    None
):
    participation, pulje, readiness = asked_to(), cohort(), suspended()
    on = desk(readiness, participation, pulje)
    readiness.resume(act(), reason="Rettet.")
    on.recorded()
    freeze(on, participation=participation.id)
    freeze_pulje(on, pulje=pulje.id)
    assert on.recorded() == []
    readiness.suspend(act(), **STOP)
    freeze(on, participation=participation.id)
    freeze_pulje(on, pulje=pulje.id)
    on.recorded()
    thaw(on, participation=participation.id)
    thaw_pulje(on, pulje=pulje.id, readiness=readiness.id)
    assert (on.recorded(), participation.frozen, pulje.frozen) == ([], True, True)


@pytest.mark.rule("I14", "I24")
def test_a_frozen_pulje_gives_no_place_and_keeps_its_queue_in_order() -> None:
    pulje = cohort(capacity=1)
    pulje.freeze(SYSTEM, readiness=Readiness.id_of("pll", "national"))
    for each in (BERGEN, VOSS):
        pulje.take(decider(each), participation=each, municipality=each)
    assert (pulje.taken, pulje.waiting, pulje.may_offer) == (set(), [BERGEN, VOSS], False)
    given(pulje).when(Pulje.offer_next, LEADER, until=None).then_refused("I14", "pulje_frozen")
    given(pulje).when(Pulje.freeze, SYSTEM, readiness=RUN).then_nothing()
    pulje.thaw(later())
    assert (pulje.waiting, pulje.may_offer) == ([BERGEN, VOSS], True)
    given(pulje).when(Pulje.thaw, later()).then_nothing()


@pytest.mark.rule("I14", "I02")
def test_an_offer_stands_as_many_days_longer_as_it_stood_still() -> None:
    pulje = cohort(capacity=1)
    for each in (BERGEN, VOSS):
        pulje.take(decider(each), participation=each, municipality=each)
    pulje.release(decider(), participation=BERGEN)
    pulje.offer_next(LEADER, until=date(2024, 3, 1))
    pulje.freeze(SYSTEM, readiness=RUN)
    given(pulje).when(Pulje.accept_offer, decider(VOSS), participation=VOSS).then_refused(
        "I14", "pulje_frozen"
    )
    given(pulje).when(
        Pulje.lapse_offer, SYSTEM, participation=VOSS, today=date(2024, 3, 2)
    ).then_refused("I14", "pulje_frozen")
    pulje.thaw(later())
    assert pulje.offered == {VOSS: date(2024, 3, 11)}
    given(pulje).when(Pulje.accept_offer, decider(VOSS), participation=VOSS).then_events(
        Pulje.OfferAccepted
    )


@pytest.mark.rule("C03-11")
def test_a_pulje_under_way_goes_on_with_a_decision_task_that_resumption_closes() -> None:
    pulje, planned, readiness = cohort(), cohort(2), suspended()
    pulje.start(LEADER, trace=[])
    on = desk(readiness, pulje, planned)
    on.recorded()
    for each in (pulje, planned, pulje):
        freeze_pulje(on, pulje=each.id)
    [task] = [each for each in on.recorded() if isinstance(each, Task.Opened)]
    assert (task.about, task.for_role, task.kind) == (
        pulje.id,
        "innforingsleder",
        "suspended_pulje",
    )
    assert pulje.stage == "running"
    given(pulje).when(Pulje.begin_follow_up, LEADER).then_events(Pulje.FollowUpBegun)
    readiness.resume(act(), reason="Rettet.")
    thaw_pulje(on, pulje=pulje.id, readiness=readiness.id)
    assert on.get(Task, task.originator_id).outcome == "resumed"


@pytest.mark.rule("C03-11")
def test_a_decision_that_the_leader_has_taken_is_left_as_it_is() -> None:
    pulje, readiness = cohort(), suspended()
    pulje.start(LEADER, trace=[])
    on = desk(readiness, pulje)
    on.recorded()
    freeze_pulje(on, pulje=pulje.id)
    [task] = [each for each in on.recorded() if isinstance(each, Task.Opened)]
    on.get(Task, task.originator_id).done(APPOINTED, outcome="Fortsetter uten nye brukere.")
    readiness.resume(act(), reason="Rettet.")
    thaw_pulje(on, pulje=pulje.id, readiness=readiness.id)
    assert on.get(Task, task.originator_id).outcome == "Fortsetter uten nye brukere."


@pytest.mark.rule("C03-12", "I13")
def test_a_review_is_a_task_for_ks_once_for_each_cause_and_changes_no_decision() -> None:
    readiness = ready()
    on = MemoryDesk(act(), readiness)
    on.recorded()
    cause: dict[str, Any] = {"trigger": "major_version", "reference": "3.0", "reason": ""}
    for _ in range(2):
        call_for_review(on, readiness=readiness.id, **cause)
    called, task = on.recorded()
    assert isinstance(called, Readiness.ReviewCalledFor)
    assert isinstance(task, Task.Opened)
    assert (task.kind, task.for_role) == ("readiness_review", "portefoljeeier")
    assert readiness.standing == "ready"


@pytest.mark.rule("C03-12")
def test_a_review_names_a_known_cause_and_refers_to_it() -> None:
    given(ready()).when(
        Readiness.call_for_review, act(), trigger="mood", reference="x", reason=""
    ).then_refused("C03-12", "unknown_trigger")
    given(ready()).when(
        Readiness.call_for_review, act(), trigger="severe_issue", reference="", reason=""
    ).then_refused("C03-12", "reference_missing")


@pytest.mark.rule("C03-13", "I15", "I09")
def test_following_a_trial_lets_the_group_plan_and_nobody_invite() -> None:
    readiness = opened()
    given(readiness).when(Readiness.attach, GROUP, purpose="Skissere et løp.").then(
        Readiness.GroupAttached, group=GROUP.body
    )
    given(readiness).when(Readiness.attach, GROUP, purpose="Igjen.").then_nothing()
    on = MemoryDesk(act(), readiness)
    assert not clearance_for(on, solution="pll", scope_code="national").ready


@pytest.mark.rule("C03-13")
def test_only_the_coordinating_group_follows_and_only_what_is_undecided() -> None:
    given(opened()).when(Readiness.attach, act(), purpose="Se.").then_refused(
        "C03-13", "not_the_coordinating_group"
    )
    given(opened()).when(Readiness.attach, GROUP, purpose="").then_refused(
        "C03-13", "purpose_missing"
    )
    given(ready()).when(Readiness.attach, GROUP, purpose="Se.").then_refused(
        "C03-13", "decided_already"
    )


@pytest.mark.rule("C03-05")
def test_each_condition_of_verdict_and_decision_is_owed_by_the_programme_once() -> None:
    readiness = recommended(judged(answered(opened()), "sound_with_conditions"))
    own = [{"id": "v1", "text": "Brukerstøtte på plass", "due": "2024-05-01"}]
    on = MemoryDesk(act(), readiness, managed())
    on.recorded()
    for _ in range(2):
        declare(on, readiness=readiness.id, reason=WHY, conditions=own)
    owed = [each for each in on.recorded() if isinstance(each, Task.Opened)]
    assert [(each.facts["condition"], each.due) for each in owed] == [
        ("c1", date(2024, 6, 1)), ("v1", date(2024, 5, 1)),
    ]  # fmt: skip
    assert {(each.for_role, each.for_body) for each in owed} == {("program", PROGRAMME)}


STEPS: dict[str, Callable[[Pulje, UUID], None]] = {
    "take": lambda pulje, who: pulje.take(SYSTEM, participation=who, municipality=who),
    "release": lambda pulje, who: pulje.release(
        SYSTEM, participation=min(pulje.municipalities, default=who)
    ),
    "freeze": lambda pulje, _: pulje.freeze(SYSTEM, readiness=RUN),
    "thaw": lambda pulje, _: pulje.thaw(later()),
    "offer": lambda pulje, _: pulje.offer_next(SYSTEM, until=None),
}


@settings(max_examples=60, deadline=None)
@every(some.lists(some.sampled_from(sorted(STEPS)), max_size=30))
@pytest.mark.rule("I14", "I24")
def test_whatever_happens_the_queue_is_in_order_and_nobody_gets_a_place_while_frozen(
    steps: list[str],
) -> None:
    pulje, joined_in = cohort(capacity=2), 0
    for step in steps:
        taken, waiting, was_frozen = set(pulje.taken), list(pulje.waiting), pulje.frozen
        joined_in += step == "take"
        with suppress(Refused):
            STEPS[step](pulje, UUID(int=joined_in))
        stayed = [each for each in waiting if each in pulje.waiting]
        assert pulje.waiting[: len(stayed)] == stayed
        assert pulje.taken <= taken or not was_frozen
        assert len(pulje.taken) + len(pulje.offered) <= pulje.capacity
