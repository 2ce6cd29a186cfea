from __future__ import annotations

from typing import Any

import pytest

from aggregates.kernel.act import Role
from aggregates.kernel.clearance import Clearance, unassessed
from aggregates.runs.run import EvaluationStanding, Run
from tests.kit.given import Recorded, act, asked, given
from tests.kit.runs import (
    ANSWERS,
    GROUP,
    LEADER,
    RUN,
    chosen,
    notified,
    opened,
    planned,
    proposed,
    reviewed,
)

READY = Clearance(True, "national", [], "readiness/1@9")
DELIVERED = EvaluationStanding(True, True, "evaluation/1@3")


def proposing(**instead: Any) -> Recorded:
    said = {
        "id": RUN, "title": "Helhetlig tjenestemodell", "kind": "rollout", "solution": "htm",
        "solution_kind": "method", "scope_code": "regional:46", "proposer": "971032146",
    }  # fmt: skip
    return asked(lambda: Run.propose(act(), **{**said, **instead}))


def choosing(run: Run, **instead: Any) -> Recorded:
    said = {"track": "A", "answers": ANSWERS, "deciding_body": "971032146", "dissent": None}
    return given(run).when(Run.choose_track, GROUP, **{**said, **instead})


def running() -> Run:
    run = opened()
    run.start(LEADER, clearance=READY)
    return run


def in_follow_up() -> Run:
    run = running()
    run.begin_follow_up(LEADER)
    return run


@pytest.mark.rule("I26")
def test_a_method_may_only_have_a_common_process() -> None:
    proposing().then_refused("I26", "method_needs_common_process", solution="htm")
    proposing(kind="common_process").then(Run.Proposed, kind="common_process", solution="htm")


def test_a_run_is_a_rollout_or_a_common_process() -> None:
    proposing(kind="campaign").then_refused("C06-01", "unknown_kind", kind="campaign")


@pytest.mark.rule("I19")
def test_a_track_is_chosen_on_five_answers_and_keeps_the_dissent() -> None:
    choosing(proposed(), dissent="En region ønsket spor B").then(
        Run.TrackChosen, track="A", former_track=None, answers=ANSWERS,
        deciding_body="971032146", dissent="En region ønsket spor B",
    )  # fmt: skip


@pytest.mark.rule("I19")
@pytest.mark.parametrize("unanswered", ANSWERS)
def test_four_of_five_answers_are_refused(unanswered: str) -> None:
    four = {question: text for question, text in ANSWERS.items() if question != unanswered}
    choosing(proposed(), answers=four).then_refused("I19", "answers_missing", missing=[unanswered])
    blank = {**ANSWERS, unanswered: " "}
    choosing(proposed(), answers=blank).then_refused("I19", "answers_missing", missing=[unanswered])


@pytest.mark.rule("I19")
def test_a_track_is_chosen_by_a_named_body() -> None:
    choosing(proposed(), deciding_body="").then_refused("I19", "deciding_body_missing")


@pytest.mark.rule("I19")
def test_there_are_three_tracks_and_no_others() -> None:
    choosing(proposed(), track="D").then_refused("I19", "unknown_track", track="D")
    choosing(proposed("regional:46"), track="B").then(Run.TrackChosen, track="B")
    choosing(proposed("limited:fastleger"), track="C").then(Run.TrackChosen, track="C")


@pytest.mark.rule("C06-03")
def test_track_a_is_for_the_whole_country() -> None:
    choosing(proposed("regional:46")).then_refused(
        "C06-03", "scope_of_another_track", track="A", scope="regional:46"
    )


@pytest.mark.rule("I19", "C06-01")
def test_a_common_process_follows_no_track() -> None:
    process = Run.propose(
        act(), id=RUN, title="Helhetlig tjenestemodell", kind="common_process", solution="htm",
        solution_kind="method", scope_code="regional:46", proposer="971032146",
    )  # fmt: skip
    choosing(process, track="B").then_refused("I26", "process_has_no_track")
    notified(planned(process), sketch="Region 46/12")
    process.open_sign_up(GROUP)
    given(process).when(Run.start, LEADER, clearance=unassessed("regional:46")).then(Run.Started)


@pytest.mark.rule("I19")
def test_another_choice_of_track_is_a_new_choice_and_the_plan_begins_again() -> None:
    run = reviewed()
    answers = {**ANSWERS, "simultaneity": "Sykehuset starter i mai"}
    choosing(run, answers=answers).then(Run.TrackChosen, former_track="A", answers=answers)
    assert (run.stage, run.plan, run.leader) == ("track_chosen", None, None)


@pytest.mark.rule("I19")
def test_the_same_choice_twice_is_one_choice() -> None:
    choosing(chosen(proposed())).then_nothing()


@pytest.mark.rule("I19")
def test_the_track_stands_once_invitations_may_have_gone() -> None:
    choosing(opened(), deciding_body="KommIT-rådet").then_refused("I19", "invitations_gone")


@pytest.mark.rule("C06-01")
def test_a_leader_is_appointed_after_the_track_is_chosen() -> None:
    leader = {"leader": "p-7", "body": "983544622", "role": Role.ROLLOUT_LEADER}
    given(proposed()).when(Run.appoint_leader, GROUP, **leader).then_refused(
        "C06-01", "stage_wrong", needed="track_chosen"
    )
    given(chosen(proposed())).when(Run.appoint_leader, GROUP, **leader).then(
        Run.LeaderAppointed, leader="p-7", leader_body="983544622", leader_role="innforingsleder",
        former_leader=None,
    )  # fmt: skip


@pytest.mark.rule("C06-08")
def test_the_leader_has_the_role_that_the_track_asks_for() -> None:
    given(chosen(proposed())).when(
        Run.appoint_leader, GROUP, leader="p-7", body="983544622", role=Role.PROGRAMME
    ).then_refused("C06-08", "role_not_of_track", role="program", asked="innforingsleder")


@pytest.mark.rule("C06-08")
def test_a_run_has_one_leader_at_a_time() -> None:
    run = running()
    other = {"leader": "p-8", "body": "983544622", "role": Role.ROLLOUT_LEADER}
    given(run).when(Run.appoint_leader, GROUP, **other).then_refused("C06-08", "open_items_untold")
    changed = given(run).when(Run.appoint_leader, GROUP, open_items=["Avklare dato"], **other)
    changed.then_events(Run.LeaderAppointed, Run.LeaderReplaced)
    assert changed.events[1].open_items == ["Avklare dato"]
    assert (run.leader, run.accepted, run.stage) == ("p-8", None, "running")


@pytest.mark.rule("C06-12")
def test_the_coordinating_group_reviews_the_plan_and_nobody_else() -> None:
    run = planned(chosen(proposed()))
    given(run).when(Run.review_plan, LEADER, outcome="approved").then_refused(
        "C06-12", "not_coordinating_group", role="innforingsleder"
    )
    given(run).when(Run.review_plan, GROUP, outcome="approved").then(
        Run.PlanReviewed, outcome="approved", plan="24/00417-3"
    )
    assert run.reviewed


@pytest.mark.rule("C06-12")
def test_a_plan_without_a_leader_is_not_reviewed() -> None:
    run = chosen(proposed())
    run.draft_plan(LEADER, plan="24/00417-3")
    given(run).when(Run.review_plan, GROUP, outcome="approved").then_refused(
        "C06-01", "stage_wrong", needed="planned"
    )


@pytest.mark.rule("C06-12")
def test_a_plan_sent_back_is_drafted_and_reviewed_anew() -> None:
    run = planned(chosen(proposed()))
    given(run).when(Run.review_plan, GROUP, outcome="adjust").then_refused(
        "C06-12", "remark_missing"
    )
    run.review_plan(GROUP, outcome="adjust", remark="Kolliderer med VKP i mai")
    given(run).when(Run.review_plan, GROUP, outcome="approved").then_refused(
        "C06-12", "plan_missing"
    )
    given(run).when(Run.draft_plan, LEADER, plan="24/00417-5").then(
        Run.PlanDrafted, plan="24/00417-5"
    )
    given(run).when(Run.review_plan, GROUP, outcome="remark", remark="Si fra til region 46").then(
        Run.PlanReviewed, plan="24/00417-5"
    )


@pytest.mark.rule("C06-01")
def test_a_run_goes_through_its_stages_in_order() -> None:
    run = planned(chosen(proposed()))
    given(run).when(Run.open_sign_up, GROUP).then_refused(
        "C06-01", "stage_wrong", here="planned", needed="reviewed"
    )
    given(run).when(Run.start, LEADER, clearance=READY).then_refused("C06-01", "stage_wrong")
    given(run).when(Run.begin_follow_up, LEADER).then_refused("C06-01", "stage_wrong")
    given(run).when(Run.close, LEADER, evaluation=DELIVERED).then_refused("C06-01", "stage_wrong")


@pytest.mark.rule("I15", "I09")
def test_planning_may_go_on_before_readiness_but_the_start_may_not() -> None:
    not_ready = Clearance(False, "national", ["K4", "K5"], "readiness/1@4")
    given(opened()).when(Run.start, LEADER, clearance=not_ready).then_refused(
        "I09", "not_ready", unmet=["K4", "K5"], scope="national"
    )


@pytest.mark.rule("I66", "I09")
def test_a_start_keeps_the_trace_of_what_it_was_cleared_by() -> None:
    run = opened()
    started = given(run).when(Run.start, LEADER, clearance=READY)
    started.then(Run.Started, solution="pll")
    found = [(each["rule"], each["outcome"]) for each in started.events[0].trace]
    assert found == [
        ("C06-01", "ok"), ("I09", "ok"), ("C06-08", "ok"), ("I22", "ok"), ("C06-07", "ok"),
        ("I23", "ok"),
    ]  # fmt: skip
    assert started.events[0].trace[1]["inputs"]["readiness"] == "readiness/1@9"


@pytest.mark.rule("I09")
def test_readiness_in_a_region_clears_no_national_run() -> None:
    regional = Clearance(True, "regional:46", [], "readiness/2@9")
    given(opened()).when(Run.start, LEADER, clearance=regional).then_refused("I09", "not_ready")


@pytest.mark.rule("I35")
def test_a_run_is_not_closed_before_its_evaluation_is_delivered_and_received() -> None:
    sent = EvaluationStanding(True, False, "evaluation/1@2")
    owed = EvaluationStanding(False, False, "none")
    given(in_follow_up()).when(Run.close, LEADER, evaluation=owed).then_refused(
        "I35", "not_delivered"
    )
    given(in_follow_up()).when(Run.close, LEADER, evaluation=sent).then_refused(
        "I35", "not_received"
    )
    given(in_follow_up()).when(Run.close, LEADER, evaluation=DELIVERED).then(
        Run.Closed, evaluation="evaluation/1@3"
    )


def test_a_run_takes_sign_ups_from_the_opening_to_the_follow_up() -> None:
    taking = [run.takes_sign_ups for run in (reviewed(), opened(), running(), in_follow_up())]
    assert taking == [False, True, True, False]
