from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from aggregates.coordination.leader_pool import PooledLeader
from aggregates.deeds import leading, learning, run
from aggregates.deeds.evaluating import entrust, fall_due
from aggregates.deeds.evaluation import deliver
from aggregates.deeds.practice import EVALUATION_DUE
from aggregates.deeds.preparing import appoint_working_group
from aggregates.evaluation.answers import Answers
from aggregates.evaluation.evaluation import Evaluation
from aggregates.evaluation.experience import Experience
from aggregates.evaluation.learning import Learning
from aggregates.evaluation.lessons import Lessons
from aggregates.evaluation.model import ModelEvaluation
from aggregates.kernel.act import Act, Role
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Root
from aggregates.runs.run import Run
from aggregates.runs.working_group import Member
from aggregates.territory.organisation import Organisation
from tests.kit.desk import MemoryDesk
from tests.kit.given import Recorded, act, asked, given
from tests.kit.practice import stated
from tests.kit.regions import organisation
from tests.kit.runs import (
    APPOINTED,
    BERGEN,
    CONTACT,
    GROUP,
    LEADER,
    RUN,
    VOSS,
    chosen,
    decider,
    deviating,
    limited,
    notified,
    planned,
    proposed,
    pulje,
    worked_out,
)

EARLIER = UUID(int=5)
DUE = date(2024, 6, 30)
MORNING_AFTER = datetime(2024, 7, 1, 8, tzinfo=UTC)
POINT = {"id": "l1", "text": "Malene kom for sent.", "type": "material", "owner": "KS"}
HEARD = [{"party": "4601", "kind": "participant", "answered": True}]
PARTIES = [
    {"organisation": "964338531", "name": "Bergen", "kind": "participant"},
    {"organisation": "994598759", "name": "NHN", "kind": "actor"},
]


def owed(**instead: Any) -> Evaluation:
    """What an earlier national run of the same solution owes."""
    said = {
        "run": EARLIER, "solution": "pll", "track": "A", "due": DUE,
        "responsible_role": "innforingsleder",
    }  # fmt: skip
    return Evaluation.fall_due(act(Role.SYSTEM), **{**said, **instead})


def learned(desk: MemoryDesk, **instead: Any) -> UUID:
    """An earlier run taught something; the learning point."""
    evaluation = desk.found(owed(**instead))
    desk.act = LEADER
    deliver(desk, evaluation=evaluation.id, summary="Bra.", heard=HEARD, learnings=[POINT])
    return Learning.id_of(evaluation.id, "l1")


def planning(*others: Root) -> MemoryDesk:
    """A new run whose plan waits for its review."""
    return MemoryDesk(LEADER, planned(chosen(proposed())), *others)


def reviewing(desk: MemoryDesk, outcome: str = "approved") -> Recorded:
    desk.act = GROUP
    desk.recorded()
    try:
        run.review_plan(desk, run=RUN, outcome=outcome, remark="Mer tid.")
    except Refused as refusal:
        return Recorded([], refusal)
    return Recorded(desk.recorded(), None)


@pytest.mark.rule("I36", "C10-05")
@pytest.mark.parametrize("outcome", ["approved", "remark"])
def test_a_plan_is_not_cleared_while_something_learned_is_unanswered(outcome: str) -> None:
    desk = planning()
    learned(desk)
    reviewing(desk, outcome).then_refused("I36", "learnings_unanswered", learnings=["l1"])


@pytest.mark.rule("I36")
def test_a_plan_is_cleared_once_every_learning_is_answered_whatever_the_answer() -> None:
    for answer in ("taken_into_account", "not_relevant", "rejected"):
        desk = planning()
        point = learned(desk)
        learning.answer(desk, run=RUN, learning=point, answer=answer, reason="Malen er klar.")
        reviewing(desk).then(Run.PlanReviewed, outcome="approved")


@pytest.mark.rule("I36")
def test_a_plan_may_be_sent_back_with_learnings_unanswered() -> None:
    desk = planning()
    learned(desk)
    reviewing(desk, "adjust").then(Run.PlanReviewed, outcome="adjust")


@pytest.mark.rule("I36")
@pytest.mark.parametrize(
    ("other", "relevant"),
    [({"track": "C"}, True), ({"solution": "kj"}, True), ({"solution": "kj", "track": "C"}, False)],
    ids=["same solution", "same track", "neither"],
)
def test_what_was_learned_concerns_runs_of_the_same_solution_or_the_same_track(
    other: dict[str, str], relevant: bool
) -> None:
    desk = planning()
    point = learned(desk, **other)
    left, seen = learning.unanswered(desk, desk.get(Run, RUN))
    assert (list(left), bool(seen)) == ([point] if relevant else [], relevant)
    if not relevant:
        asked(
            lambda: learning.answer(desk, run=RUN, learning=point, answer="rejected", reason="Nei.")
        ).then_refused("I36", "not_concerned")


@pytest.mark.rule("I36")
def test_what_is_settled_need_not_be_answered_any_more() -> None:
    desk = planning()
    point = learned(desk)
    learning.settle(desk, learning=point, outcome="improved", reason="Ny mal.")
    reviewing(desk).then(Run.PlanReviewed)


@pytest.mark.rule("I36")
def test_an_answer_is_a_known_one_and_has_a_reason() -> None:
    answers = Answers.begin(LEADER, run=RUN, solution="pll")
    point = UUID(int=8)
    given(answers).when(
        Answers.give, LEADER, learning=point, answer="kanskje", reason="x"
    ).then_refused("I36", "unknown_answer")
    given(answers).when(
        Answers.give, LEADER, learning=point, answer="rejected", reason=""
    ).then_refused("I36", "answer_reason_missing")
    given(answers).when(
        Answers.give, LEADER, learning=point, answer="rejected", reason="Dyrt."
    ).then(Answers.Given, former_answer=None)
    given(answers).when(
        Answers.give, LEADER, learning=point, answer="rejected", reason="Dyrt."
    ).then_nothing()
    given(answers).when(
        Answers.give, LEADER, learning=point, answer="taken_into_account", reason="Likevel."
    ).then(Answers.Given, former_answer="rejected")


@pytest.mark.rule("C10-04")
def test_a_learning_is_settled_once_with_a_known_outcome_and_a_reason() -> None:
    desk = planning()
    point = desk.get(Learning, learned(desk))
    for outcome, reason, why in (
        ("glemt", "x", "unknown_outcome"), ("left", "", "outcome_reason_missing"),
    ):  # fmt: skip
        given(point).when(Learning.settle, GROUP, outcome=outcome, reason=reason).then_refused(
            "C10-04", why
        )
    given(point).when(Learning.settle, GROUP, outcome="left", reason="Dyrt.").then(Learning.Settled)
    given(point).when(Learning.settle, GROUP, outcome="left", reason="Dyrt.").then_nothing()
    given(point).when(Learning.settle, GROUP, outcome="improved", reason="Ny.").then_refused(
        "C10-04", "settled_already"
    )


@pytest.mark.rule("C10-04")
def test_a_learning_is_reclassified_for_a_reason_until_it_is_settled() -> None:
    desk = planning()
    point = desk.get(Learning, learned(desk))
    again = given(point)
    again.when(Learning.reclassify, GROUP, type="annet", reason="x").then_refused(
        "C10-04", "unknown_type"
    )
    again.when(Learning.reclassify, GROUP, type="criteria", reason="").then_refused(
        "C10-04", "reclassified_without_reason"
    )
    again.when(Learning.reclassify, GROUP, type="criteria", reason="Kravet er for svakt.").then(
        Learning.Reclassified, type="criteria", former_type="material"
    )
    again.when(Learning.reclassify, GROUP, type="criteria", reason="Igjen.").then_nothing()
    point.settle(GROUP, outcome="left", reason="Dyrt.")
    again = given(point)
    again.when(Learning.reclassify, GROUP, type="model", reason="Nei.").then_refused(
        "C10-04", "settled_already"
    )


def test_a_list_holds_each_learning_once_and_forgets_only_what_it_holds() -> None:
    lessons = Lessons.begin(LEADER, kind="track", of="A")
    given(lessons).when(Lessons.remove, GROUP, learning=UUID(int=1)).then_nothing()
    given(lessons).when(Lessons.add, GROUP, learning=UUID(int=1), key="l1").then(Lessons.Added)
    given(lessons).when(Lessons.add, GROUP, learning=UUID(int=1), key="l1").then_nothing()
    given(lessons).when(Lessons.remove, GROUP, learning=UUID(int=1)).then(Lessons.Removed)


def in_track_c() -> MemoryDesk:
    """A run in track C with three puljer."""
    for_some = deviating(limited(planned(chosen(proposed("limited:visma"), "C"))))
    for_some.review_plan(GROUP, outcome="approved")
    return MemoryDesk(GROUP, for_some, *(pulje(number) for number in (1, 2, 3)))


def of_the_region() -> MemoryDesk:
    """A region's own run, open, which owes its evaluation."""
    own = deviating(notified(planned(chosen(proposed("regional:46"), "B"))))
    desk = MemoryDesk(CONTACT, own, pulje())
    run.open_sign_up(desk, run=RUN)
    return desk


@pytest.mark.rule("I37", "C10-01")
def test_a_run_in_track_c_with_three_puljer_owes_three_evaluations_from_its_opening_on() -> None:
    desk = in_track_c()
    run.open_sign_up(desk, run=RUN)
    due = [each for each in desk.recorded() if isinstance(each, Evaluation.FellDue)]
    assert [(each.pulje, each.due) for each in due] == [
        (number, date(2025, 1, 10)) for number in (1, 2, 3)
    ]


@pytest.mark.rule("C10-01", "T06")
def test_what_falls_due_as_a_run_opens_follows_the_practice_of_that_day() -> None:
    before, desk = in_track_c(), in_track_c()
    desk.found(stated(EVALUATION_DUE, 100))
    for each in (before, desk):
        run.open_sign_up(each, run=RUN)
    first = Evaluation.id_of(RUN, 1)
    assert before.get(Evaluation, first).due == date(2025, 1, 10)
    assert desk.get(Evaluation, first).due == date(2024, 7, 24)


@pytest.mark.rule("I37", "I35")
def test_a_run_in_track_c_is_closed_only_once_every_pulje_is_evaluated() -> None:
    desk = in_track_c()
    opened = run.open_sign_up(desk, run=RUN)
    opened.record(Run.Started, GROUP, solution="pll", trace=[])
    opened.begin_follow_up(LEADER)
    for number in (1, 2, 3):
        asked(lambda: run.close(desk, run=RUN)).then_refused("I35", "not_delivered")
        evaluation = desk.get(Evaluation, Evaluation.id_of(RUN, number))
        evaluation.deliver(LEADER, summary="Bra.", heard=HEARD, learnings=[])
        evaluation.receive(GROUP, case=f"NKG {number}/24")
    run.close(desk, run=RUN)
    [closed] = [each for each in desk.recorded() if isinstance(each, Run.Closed)]
    assert closed.evaluation.count("evaluation/") == 3


@pytest.mark.rule("I35", "C10-01")
def test_the_evaluation_of_a_regions_own_run_falls_on_its_own_leader() -> None:
    desk = of_the_region()
    [due] = [each for each in desk.recorded() if isinstance(each, Evaluation.FellDue)]
    assert due.responsible_body == APPOINTED.body
    evaluation = desk.get(Evaluation, due.originator_id)
    said = {"summary": "Bra.", "heard": HEARD, "learnings": []}
    given(evaluation).when(Evaluation.deliver, LEADER, **said).then_refused(
        "I35", "not_the_responsible_body"
    )
    given(evaluation).when(Evaluation.deliver, APPOINTED, **said).then(Evaluation.Delivered)


def national() -> MemoryDesk:
    """A national run, open and without a working group, which owes its evaluation."""
    common = deviating(planned(chosen(proposed())))
    common.review_plan(GROUP, outcome="approved")
    desk = MemoryDesk(GROUP, common, pulje())
    run.open_sign_up(desk, run=RUN)
    return desk


@pytest.mark.rule("I35", "C10-01")
def test_the_working_group_delivers_the_evaluation_of_a_national_run_and_no_other_leader() -> None:
    desk = national()
    evaluation = desk.get(Evaluation, Evaluation.id_of(RUN))
    assert evaluation.bodies == [APPOINTED.body]
    worked_out(desk.get(Run, RUN))
    entrust(desk, desk.get(Run, RUN))
    said = {"summary": "Bra.", "heard": HEARD, "learnings": []}
    stranger = act(Role.ROLLOUT_LEADER, body="310005002")
    given(evaluation).when(Evaluation.deliver, stranger, **said).then_refused(
        "I35", "not_of_the_working_group"
    )
    given(evaluation).when(Evaluation.ask_parties, stranger, parties=PARTIES).then_refused(
        "I35", "not_of_the_working_group"
    )
    member = act(Role.ROLLOUT_LEADER, body="971032147")
    given(evaluation).when(Evaluation.deliver, member, **said).then(Evaluation.Delivered)


@pytest.mark.rule("I35", "C06-07")
def test_a_working_group_that_is_appointed_later_answers_for_what_is_owed_already() -> None:
    desk = national()
    for number, kind, region in (
        ("310005002", "regional_group", "46"), ("994598759", "service_provider", None),
    ):  # fmt: skip
        desk.found(
            Organisation.register(act(), number=number, name=number, kind=kind, region=region)
        )
    desk.recorded()
    members: list[Member] = [
        {"seat": "experienced_region", "body": "310005002", "ground": "Eget løp."},
        {"seat": "service_provider", "body": "994598759", "ground": None},
    ]
    appoint_working_group(
        desk, run=RUN, mandate="Lage plan.", members=members, ends=date(2024, 12, 31)
    )
    [entrusted] = [each for each in desk.recorded() if isinstance(each, Evaluation.Entrusted)]
    assert entrusted.bodies == ["310005002", APPOINTED.body, "994598759"]


@pytest.mark.rule("I35")
def test_what_was_delivered_is_not_entrusted_to_others() -> None:
    desk = national()
    evaluation = desk.get(Evaluation, Evaluation.id_of(RUN))
    given(evaluation).when(Evaluation.entrust, GROUP, bodies=[APPOINTED.body]).then_nothing()
    evaluation.deliver(APPOINTED, summary="Bra.", heard=HEARD, learnings=[])
    given(evaluation).when(Evaluation.entrust, GROUP, bodies=["310005002"]).then_nothing()


@pytest.mark.rule("I35", "C06-08")
def test_whose_leader_takes_over_a_regions_own_run_answers_for_its_evaluation() -> None:
    desk = of_the_region()
    desk.act = CONTACT
    desk.found(organisation("310004618", "46"))
    desk.recorded()
    takes_over = {"leader": "p-8", "body": "310004618", "role": "innforingsleder"}
    leading.appoint_leader(desk, run=RUN, **takes_over, open_items=[])
    [passed] = [each for each in desk.recorded() if isinstance(each, Evaluation.PassedOn)]
    assert (passed.former_body, passed.responsible_body) == (APPOINTED.body, "310004618")


@pytest.mark.rule("I35")
def test_what_was_delivered_is_not_passed_on() -> None:
    desk = of_the_region()
    evaluation = desk.get(Evaluation, Evaluation.id_of(RUN))
    evaluation.deliver(APPOINTED, summary="Bra.", heard=HEARD, learnings=[])
    given(evaluation).when(Evaluation.pass_on, CONTACT, body="310005002").then_nothing()


@pytest.mark.rule("I37", "I23")
def test_the_evaluation_of_a_pulje_falls_on_its_own_leader_as_far_as_one_knows_whose_that_is(
) -> None:  # fmt: skip
    desk = in_track_c()
    common = desk.get(Run, RUN)
    common.lead_pulje(GROUP, number=1, leader="p-7")
    common.lead_pulje(GROUP, number=2, leader="p-8")
    desk.found(
        PooledLeader.offer(
            act(Role.REGIONAL_CONTACT, body="310005002"), leader="p-8", competences=["vkp"],
            percent=50, since=date(2024, 1, 1),
        )
    )  # fmt: skip
    run.open_sign_up(desk, run=RUN)
    due = [each for each in desk.recorded() if isinstance(each, Evaluation.FellDue)]
    assert [each.responsible_body for each in due] == [APPOINTED.body, "310005002", None]
    leading.change_pulje_leader(desk, run=RUN, number=1, leader="p-9", open_items=[])
    [passed] = [each for each in desk.recorded() if isinstance(each, Evaluation.PassedOn)]
    assert (passed.former_body, passed.responsible_body) == (APPOINTED.body, None)


@pytest.mark.rule("I37")
def test_the_whole_of_a_run_in_track_c_owes_nothing_and_a_pulje_of_a_national_run_neither() -> None:
    asked(lambda: fall_due(in_track_c(), run=RUN, due=DUE)).then_refused("I37", "each_pulje")
    desk = planning(pulje())
    asked(lambda: fall_due(desk, run=RUN, due=DUE, pulje=1)).then_refused("I37", "whole_run")


@pytest.mark.rule("C10-01")
def test_a_run_owes_its_evaluation_from_its_opening_on_by_a_day_that_may_be_stated() -> None:
    national = deviating(planned(chosen(proposed())))
    national.review_plan(GROUP, outcome="approved")
    desk = MemoryDesk(GROUP, national, pulje())
    run.open_sign_up(desk, run=RUN)
    evaluation = desk.get(Evaluation, Evaluation.id_of(RUN))
    assert evaluation.due == date(2025, 1, 10)
    fall_due(desk, run=RUN, due=date(2024, 12, 1))
    assert evaluation.due == date(2024, 12, 1)


@pytest.mark.rule("C06-10")
def test_puljer_are_numbered_without_gaps() -> None:
    desk = planning()
    asked(
        lambda: run.plan_pulje(
            desk, run=RUN, number=2, starts=date(2024, 4, 15), invites_from=date(2024, 3, 1),
            decision_days=30, capacity=20, leader="p-7",
        )
    ).then_refused("C06-10", "number_skipped", missing=1)  # fmt: skip


@pytest.mark.rule("C10-01")
def test_an_overdue_evaluation_is_moved_only_for_a_reason() -> None:
    late = act(Role.ROLLOUT_LEADER, at=MORNING_AFTER)
    moving = given(owed()).when(Evaluation.move_due, late, due=date(2025, 1, 1))
    moving.then_refused("I35", "due_reason_missing", due="2024-06-30")
    given(owed()).when(
        Evaluation.move_due, late, due=date(2025, 1, 1), reason="Sykdom i arbeidsgruppen."
    ).then(Evaluation.DueMoved, former_due=DUE)
    given(owed()).when(Evaluation.move_due, LEADER, due=DUE).then_nothing()


def by(body: str, role: Role = Role.MUNICIPAL_COORDINATOR) -> Act:
    return act(role, body=body)


def asking() -> Evaluation:
    evaluation = owed()
    evaluation.ask_parties(LEADER, parties=PARTIES)
    return evaluation


@pytest.mark.rule("C10-02")
def test_those_who_were_asked_answer_and_nobody_else() -> None:
    evaluation = asking()
    given(evaluation).when(Evaluation.ask_parties, LEADER, parties=PARTIES).then_nothing()
    given(evaluation).when(Evaluation.respond, by("111"), text="Hei").then_refused(
        "C10-02", "not_asked"
    )
    given(evaluation).when(Evaluation.respond, by("964338531"), text="").then_refused(
        "C10-02", "response_missing"
    )
    given(evaluation).when(
        Evaluation.respond, by("964338531"), text="For sent.", anonymous=True
    ).then(Evaluation.ResponseGiven, party="964338531")


@pytest.mark.rule("C10-02")
def test_who_was_asked_and_who_answered_is_part_of_what_is_delivered() -> None:
    evaluation = asking()
    evaluation.respond(by("964338531"), text="Greit.")
    given(evaluation).when(
        Evaluation.deliver, LEADER, summary="Bra.", heard=[], learnings=[]
    ).then(
        Evaluation.Delivered,
        heard=[
            {"party": "Bergen", "kind": "participant", "answered": True},
            {"party": "NHN", "kind": "actor", "answered": False},
        ],
    )  # fmt: skip
    given(evaluation).when(Evaluation.respond, by("994598759"), text="Nå da?").then_refused(
        "I35", "already_delivered"
    )


@pytest.mark.rule("C10-02")
def test_only_the_responsible_asks_and_only_those_of_a_known_kind() -> None:
    given(owed()).when(Evaluation.ask_parties, GROUP, parties=PARTIES).then_refused(
        "I35", "not_the_responsible"
    )
    strange = [PARTIES[0] | {"kind": "tilskuer"}]
    given(owed()).when(Evaluation.ask_parties, LEADER, parties=strange).then_refused(
        "C10-02", "unknown_kind"
    )


@pytest.mark.rule("C10-06")
def test_what_is_shared_is_what_was_delivered() -> None:
    evaluation = owed()
    given(evaluation).when(Evaluation.share, act(), gathering="Samling 1").then_refused(
        "I35", "nothing_to_share"
    )
    evaluation.deliver(LEADER, summary="Bra.", heard=HEARD, learnings=[])
    given(evaluation).when(Evaluation.share, act(), gathering="Samling 1").then(Evaluation.Shared)
    given(evaluation).when(Evaluation.share, act(), gathering="Samling 1").then_nothing()


def model() -> ModelEvaluation:
    return ModelEvaluation.fall_due(act(), due=date(2025, 12, 31), decision="KommIT 230783")


@pytest.mark.rule("C10-07")
def test_the_model_is_evaluated_in_2025_on_the_decision_of_kommit() -> None:
    assert model().year == 2025
    assert [model().overdue(day) for day in (date(2025, 12, 31), date(2026, 1, 1))] == [False, True]
    asked(lambda: ModelEvaluation.fall_due(act(), due=DUE, decision="")).then_refused(
        "C10-07", "decision_missing"
    )


@pytest.mark.rule("C10-07")
def test_the_evaluation_of_the_model_rests_on_contributions_and_ends_as_a_case() -> None:
    found = {"summary": "Virker.", "adjustments": [], "case": "KommIT 4/25"}
    evaluated = model()
    given(evaluated).when(ModelEvaluation.hold, act(), **found).then_refused(
        "C10-07", "nobody_contributed"
    )
    given(evaluated).when(ModelEvaluation.contribute, GROUP, text="").then_refused(
        "C10-07", "contribution_missing"
    )
    evaluated.contribute(GROUP, text="Lengre frist.")
    given(evaluated).when(ModelEvaluation.hold, act(), **found | {"case": ""}).then_refused(
        "C10-07", "result_missing"
    )
    given(evaluated).when(ModelEvaluation.hold, act(), **found).then(ModelEvaluation.Held)
    given(evaluated).when(ModelEvaluation.hold, act(), **found).then_nothing()
    given(evaluated).when(ModelEvaluation.hold, act(), **found | {"summary": "Nei."}).then_refused(
        "C10-07", "model_held_already"
    )
    given(evaluated).when(ModelEvaluation.contribute, GROUP, text="Mer.").then_refused(
        "C10-07", "model_held_already"
    )
    assert not evaluated.overdue(date(2030, 1, 1))


@pytest.mark.rule("C10-08")
def test_an_experience_is_published_only_with_the_municipalitys_own_consent() -> None:
    told = Experience.collect(
        act(), id=UUID(int=3), municipality=BERGEN, solution="pll", text="Smått.", context="Ett."
    )
    given(told).when(Experience.publish, act()).then_refused("C10-08", "consent_missing")
    given(told).when(Experience.consent, decider(VOSS), given=True).then_refused(
        "C10-08", "consent_of_another"
    )
    given(told).when(Experience.consent, decider(), given=True).then(Experience.ConsentGiven)
    given(told).when(Experience.publish, act()).then(Experience.Published)
    given(told).when(Experience.consent, decider(), given=False).then(Experience.ConsentWithdrawn)
    given(told).when(Experience.publish, act()).then_refused("C10-08", "consent_missing")
    asked(
        lambda: Experience.collect(
            act(), id=UUID(int=3), municipality=BERGEN, solution="pll", text="", context="Ett."
        )
    ).then_refused("C10-08", "experience_missing")
