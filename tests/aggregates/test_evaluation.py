from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from aggregates.deeds.evaluation import deliver
from aggregates.evaluation.evaluation import Evaluation
from aggregates.evaluation.learning import Learning
from aggregates.evaluation.lessons import Lessons
from aggregates.kernel.act import Act, Role
from tests.kit.desk import MemoryDesk
from tests.kit.given import Recorded, act, asked, given

RUN = UUID(int=1)
DUE = date(2024, 6, 30)
AFTER = date(2024, 7, 1)
LEADER = act(Role.ROLLOUT_LEADER, body="932807999")
GROUP = act(Role.COORDINATING_GROUP)
HEARD = [
    {"party": "kommune 4601", "kind": "participant", "answered": True},
    {"party": "kommune 4631", "kind": "declined", "answered": False},
]
POINT = {"id": "l1", "text": "Malene kom for sent.", "type": "material", "owner": "forvalter"}


def due(**instead: Any) -> Evaluation:
    """The evaluation of a regional run, which its leader owes."""
    said = {
        "run": RUN, "solution": "digihelsestasjon", "track": "B", "due": DUE,
        "responsible_role": "innforingsleder", "responsible_body": LEADER.body,
    }  # fmt: skip
    return Evaluation.fall_due(act(Role.SYSTEM), **{**said, **instead})


def delivering(evaluation: Evaluation, by: Act = LEADER, **instead: Any) -> Recorded:
    said = {"summary": "Gikk bra.", "heard": HEARD, "learnings": [POINT]}
    return given(evaluation).when(Evaluation.deliver, by, **{**said, **instead})


def delivered() -> Evaluation:
    evaluation = due()
    delivering(evaluation).then_events(Evaluation.Delivered)
    return evaluation


def raised(**instead: Any) -> Learning:
    said = {
        **POINT,
        "key": "l1",
        "evaluation": due().id,
        "run": RUN,
        "solution": "kj",
        "track": "A",
    }
    del said["id"]
    return Learning.raise_(LEADER, **{**said, **instead})


@pytest.mark.rule("I37")
def test_a_run_owes_one_evaluation_and_in_track_c_one_for_each_pulje() -> None:
    assert due().id == Evaluation.id_of(RUN)
    puljer = {due(track="C", pulje=number).id for number in (1, 2, 3)}
    assert puljer == {Evaluation.id_of(RUN, number) for number in (1, 2, 3)}
    assert len(puljer | {due().id}) == 4


def test_the_duty_falls_on_somebody() -> None:
    asked(lambda: due(responsible_role="")).then_refused("I35", "responsible_missing")


@pytest.mark.rule("I35")
def test_only_the_role_that_the_track_names_delivers() -> None:
    delivering(due(), by=GROUP).then_refused("I35", "not_the_responsible", whose="innforingsleder")


@pytest.mark.rule("I35")
def test_another_leader_does_not_deliver_for_the_one_responsible() -> None:
    stranger = act(Role.ROLLOUT_LEADER, body="964338531")
    delivering(due(), by=stranger).then_refused("I35", "not_the_responsible_body")
    delivering(due(responsible_body=None), by=stranger).then_events(Evaluation.Delivered)


@pytest.mark.rule("C10-02")
def test_an_evaluation_hears_those_who_took_part() -> None:
    delivering(due(), heard=[]).then_refused("C10-02", "nobody_heard")


def test_who_was_asked_and_did_not_answer_is_kept() -> None:
    delivering(due()).then(Evaluation.Delivered, heard=HEARD, run=RUN, solution="digihelsestasjon")


def test_an_evaluation_says_something() -> None:
    delivering(due(), summary="").then_refused("I35", "summary_missing")


@pytest.mark.rule("C10-04")
@pytest.mark.parametrize(
    ("flaw", "reason"),
    [
        ({"type": "weather"}, "unknown_type"),
        ({"type": ""}, "unknown_type"),
        ({"owner": ""}, "owner_missing"),
        ({"text": ""}, "text_missing"),
    ],
)
def test_a_learning_point_has_a_text_a_type_and_an_owner(flaw: dict[str, str], reason: str) -> None:
    delivering(due(), learnings=[{**POINT, **flaw}]).then_refused("C10-04", reason, learning="l1")
    asked(lambda: raised(**flaw)).then_refused("C10-04", reason, learning="l1")


def test_each_learning_point_is_listed_once() -> None:
    delivering(due(), learnings=[POINT, POINT]).then_refused(
        "C10-04", "learning_doubled", learnings=["l1"]
    )


def test_what_was_delivered_is_delivered_once_and_not_rewritten() -> None:
    delivering(delivered()).then_nothing()
    delivering(delivered(), summary="Gikk dårlig.").then_refused("I35", "already_delivered")


@pytest.mark.rule("I35")
def test_only_the_coordinating_group_receives() -> None:
    given(delivered()).when(Evaluation.receive, LEADER, case="4/24").then_refused(
        "I35", "not_the_coordinating_group", role="innforingsleder"
    )


def test_nothing_is_received_before_it_is_delivered_nor_without_a_case() -> None:
    given(due()).when(Evaluation.receive, GROUP, case="4/24").then_refused(
        "I35", "nothing_to_receive"
    )
    given(delivered()).when(Evaluation.receive, GROUP, case="").then_refused("I35", "case_missing")


def test_an_evaluation_is_received_once() -> None:
    evaluation = delivered()
    given(evaluation).when(Evaluation.receive, GROUP, case="4/24").then(
        Evaluation.Received, case="4/24", run=RUN
    )
    given(evaluation).when(Evaluation.receive, GROUP, case="4/24").then_nothing()


@pytest.mark.rule("C10-03")
def test_sent_but_not_received_is_still_debt() -> None:
    evaluation = delivered()
    assert (evaluation.delivered, evaluation.received) == (True, False)
    assert evaluation.debt(AFTER)
    evaluation.receive(GROUP, case="4/24")
    assert not evaluation.debt(AFTER)


@pytest.mark.rule("C10-01")
def test_there_is_no_debt_before_the_due_date_has_passed() -> None:
    assert not due().debt(DUE)
    assert due().debt(AFTER)


def test_delivery_raises_the_learning_points_in_the_same_breath() -> None:
    evaluation = due()
    desk = MemoryDesk(LEADER, evaluation)
    deliver(desk, evaluation=evaluation.id, summary="Gikk bra.", heard=HEARD, learnings=[POINT])
    point = desk.get(Learning, Learning.id_of(evaluation.id, "l1"))
    assert (point.type, point.owner, point.track) == ("material", "forvalter", "B")


def test_delivery_asked_twice_raises_the_learning_points_once() -> None:
    evaluation = due()
    desk = MemoryDesk(LEADER, evaluation)
    for _ in range(2):
        deliver(desk, evaluation=evaluation.id, summary="Bra.", heard=HEARD, learnings=[POINT])
    kinds = [type(event) for event in desk.recorded()]
    assert kinds[:3] == [Evaluation.FellDue, Evaluation.Delivered, Learning.Raised]
    assert kinds[3:] == [Lessons.Begun, Lessons.Added] * 2, "by solution, and by track"


def test_a_learning_point_may_change_owner_but_never_lose_it() -> None:
    given(raised()).when(Learning.reassign, GROUP, owner="KS").then(
        Learning.Reassigned, owner="KS", former_owner="forvalter"
    )
    given(raised()).when(Learning.reassign, GROUP, owner="forvalter").then_nothing()
    given(raised()).when(Learning.reassign, GROUP, owner="").then_refused(
        "C10-04", "owner_missing", learning="l1"
    )
