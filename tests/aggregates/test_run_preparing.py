"""What a run has in place before it opens and starts, by track."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from aggregates.kernel.act import Role
from aggregates.kernel.clearance import Clearance
from aggregates.runs.run import Run
from tests.kit.given import Recorded, act, given
from tests.kit.runs import (
    APPOINTED,
    BERGEN,
    CONTACT,
    GROUP,
    LEADER,
    RUN,
    VOSS,
    chosen,
    limited,
    notified,
    opened,
    planned,
    proposed,
    reviewed,
    worked_out,
)

READY = Clearance(True, "national", [], "readiness/1@9")
TODAY = LEADER.today


def regional() -> Run:
    return chosen(proposed("regional:46"), "B")


def partial_run() -> Run:
    return chosen(proposed("limited:vkp"), "C")


def process() -> Run:
    return Run.propose(
        act(), id=RUN, title="Helhetlig tjenestemodell", kind="common_process", solution="htm",
        solution_kind="method", scope_code="regional:46", proposer="310004618",
    )  # fmt: skip


def group(*seats: str, **instead: Any) -> dict[str, Any]:
    members = [
        {"seat": seat, "body": str(971032146 + number), "ground": "Egne erfaringer"}
        for number, seat in enumerate(seats)
    ]
    return {"mandate": "Detaljplan", "members": members, "ends": date(2024, 12, 31), **instead}


def starting(run: Run, scope_code: str = "national") -> Recorded:
    clearance = Clearance(True, scope_code, [], "readiness/1@9")
    return given(run).when(Run.start, LEADER, clearance=clearance)


@pytest.mark.rule("C06-08")
def test_only_the_one_who_was_appointed_takes_on_to_lead() -> None:
    run = chosen(proposed())
    given(run).when(Run.accept_leadership, APPOINTED).then_refused("C06-08", "no_leader")
    run.appoint_leader(GROUP, leader="p-7", body="983544622", role=Role.ROLLOUT_LEADER)
    given(run).when(Run.accept_leadership, LEADER).then_refused("C06-08", "not_the_appointed")
    given(run).when(Run.accept_leadership, APPOINTED).then(Run.LeaderAccepted, leader="p-7")
    given(run).when(Run.accept_leadership, APPOINTED).then_nothing()


@pytest.mark.rule("C06-08")
def test_a_run_does_not_start_before_its_leader_has_accepted_also_a_new_one() -> None:
    run = opened()
    run.appoint_leader(
        GROUP, leader="p-8", body="983544622", role=Role.ROLLOUT_LEADER, open_items=[]
    )
    starting(run).then_refused("C06-08", "not_accepted")
    run.accept_leadership(act(Role.ROLLOUT_LEADER, by="p-8"))
    starting(run).then(Run.Started)


@pytest.mark.rule("I22")
def test_empty_seats_of_a_working_group_are_shown_and_stop_the_start() -> None:
    run = reviewed()
    run.open_sign_up(GROUP)
    given(run).when(Run.appoint_working_group, GROUP, **group("ks", "service_provider")).then(
        Run.WorkingGroupAppointed, mandate="Detaljplan"
    )
    assert run.empty_seats == ["experienced_region", "low_spread_region"]
    starting(run).then_refused("I22", "seats_empty", missing=run.empty_seats)
    worked_out(run)
    assert run.empty_seats == []
    starting(run).then(Run.Started)


@pytest.mark.rule("I22")
def test_a_seat_is_known_and_says_what_shows_that_it_fits() -> None:
    run = chosen(proposed())
    given(run).when(Run.appoint_working_group, GROUP, **group("chair")).then_refused(
        "I22", "unknown_seat", seat="chair"
    )
    bare = [{"seat": "low_spread_region", "body": "310004618", "ground": None}]
    given(run).when(Run.appoint_working_group, GROUP, **group(members=bare)).then_refused(
        "I22", "ground_missing", seat="low_spread_region"
    )
    both = [
        {"seat": seat, "body": "310004618", "ground": "Begge deler"}
        for seat in ("experienced_region", "low_spread_region")
    ]
    given(run).when(Run.appoint_working_group, GROUP, **group(members=both)).then_refused(
        "I22", "one_region_in_both"
    )


@pytest.mark.rule("C06-07", "C13-02")
def test_a_working_group_has_a_mandate_and_an_end() -> None:
    run = chosen(proposed())
    given(run).when(Run.appoint_working_group, GROUP, **group(mandate="")).then_refused(
        "C06-07", "mandate_missing"
    )
    over = group(ends=date(2024, 1, 1))
    given(run).when(Run.appoint_working_group, GROUP, **over).then_refused(
        "C06-07", "group_ended", ends="2024-01-01"
    )


@pytest.mark.rule("C13-02")
def test_a_working_group_has_somebody_in_it_though_seats_may_be_empty() -> None:
    appointing = given(reviewed()).when
    appointing(Run.appoint_working_group, GROUP, **group()).then_refused(
        "C13-02", "members_missing"
    )
    appointing(Run.appoint_working_group, GROUP, **group("ks")).then(Run.WorkingGroupAppointed)


@pytest.mark.rule("I21")
def test_the_coordinating_group_is_told_of_a_regions_run_before_it_is_carried_out() -> None:
    run = planned(regional())
    given(run).when(Run.open_sign_up, GROUP).then_refused("I21", "not_notified")
    told = {"starts": date(2024, 9, 1), "ends": date(2025, 3, 1)}
    given(run).when(Run.notify, CONTACT, reason="", **told).then_refused("I21", "reason_missing")
    backwards = {"starts": date(2025, 9, 1), "ends": date(2025, 3, 1)}
    given(run).when(Run.notify, CONTACT, reason="Samtidig", **backwards).then_refused(
        "I21", "period_backwards"
    )
    given(run).when(Run.notify, CONTACT, reason="Samtidig med sykehuset", **told).then(
        Run.RegionalNotified, scope_code="regional:46", region="46", starts=told["starts"]
    )
    assert run.stage == "notified"
    run.open_sign_up(GROUP)
    starting(run, "regional:46").then(Run.Started)


@pytest.mark.rule("I21")
def test_of_a_regions_run_the_group_may_only_remark_and_that_opens_nothing() -> None:
    run = planned(regional())
    for outcome in ("approved", "adjust"):
        given(run).when(Run.review_plan, GROUP, outcome=outcome, remark="Nei").then_refused(
            "I21", "remarks_only", outcome=outcome
        )
    given(run).when(Run.review_plan, GROUP, outcome="remark", remark="Se til region 50").then(
        Run.PlanReviewed, outcome="remark"
    )
    assert not run.reviewed
    notified(run).review_plan(GROUP, outcome="remark", remark="Vent til mai")
    assert run.stage == "notified"


@pytest.mark.rule("I21")
def test_a_region_may_tell_before_it_has_a_plan_and_a_leader() -> None:
    run = notified(regional())
    assert run.stage == "track_chosen"
    assert planned(run).stage == "notified"


@pytest.mark.rule("I21")
def test_a_national_run_is_not_told_of_but_reviewed() -> None:
    told = {"starts": date(2024, 9, 1), "ends": date(2025, 3, 1), "reason": "x"}
    given(chosen(proposed())).when(Run.notify, CONTACT, **told).then_refused(
        "I21", "nothing_to_notify"
    )


@pytest.mark.rule("C06-04")
def test_a_regions_run_may_take_other_actors_of_the_region_along() -> None:
    joining = {"actor": "983544622", "part": "Opplæring"}
    given(regional()).when(Run.include_actor, CONTACT, **joining).then(Run.ActorIncluded, **joining)
    given(opened()).when(Run.include_actor, CONTACT, **joining).then_refused("I21", "not_regional")


@pytest.mark.rule("C06-06")
def test_a_common_process_shares_its_sketch_with_the_coordinating_group() -> None:
    run = planned(process())
    told = {"starts": date(2024, 9, 1), "ends": date(2025, 3, 1), "reason": "Felles behov"}
    given(run).when(Run.notify, CONTACT, **told).then_refused("C06-06", "sketch_missing")
    given(run).when(Run.notify, CONTACT, sketch="Region 46/12", **told).then(
        Run.RegionalNotified, sketch="Region 46/12"
    )


@pytest.mark.rule("I20", "C05-07")
def test_a_track_c_run_is_not_reviewed_before_it_tells_whom_it_is_for_and_who_completes_it() -> (
    None
):
    run = planned(partial_run())
    given(run).when(Run.review_plan, GROUP, outcome="approved").then_refused(
        "I20", "not_told", missing=["limits", "completion", "communication"]
    )
    given(run).when(Run.review_plan, GROUP, outcome="adjust", remark="Si hvem").then(
        Run.PlanReviewed, outcome="adjust"
    )
    given(limited(planned(run))).when(Run.review_plan, GROUP, outcome="approved").then(
        Run.PlanReviewed
    )


@pytest.mark.rule("I20")
@pytest.mark.parametrize(
    ("instead", "reason"),
    [
        ({"available_for": []}, "available_for_missing"),
        ({"keys": {}, "municipalities": []}, "keys_missing"),
        ({"keys": {"epj": []}, "municipalities": []}, "keys_missing"),
    ],
)
def test_a_track_c_run_says_who_it_is_for_and_what_they_share(
    instead: dict[str, Any], reason: str
) -> None:
    said = {"available_for": ["Med VKP"], "keys": {"epj": ["DIPS"]}, "municipalities": [BERGEN]}
    given(partial_run()).when(Run.state_limits, LEADER, **{**said, **instead}).then_refused(
        "I20", reason
    )
    given(partial_run()).when(Run.state_limits, LEADER, **said).then(
        Run.LimitsStated, keys={"epj": ["DIPS"]}, municipalities=[str(BERGEN)]
    )
    given(opened()).when(Run.state_limits, LEADER, **said).then_refused("I20", "not_limited")


@pytest.mark.rule("I20")
def test_whom_a_run_is_for_stands_once_invitations_may_have_gone() -> None:
    run = limited(planned(partial_run()))
    run.review_plan(GROUP, outcome="approved")
    run.open_sign_up(GROUP)
    said = {"available_for": ["Andre"], "keys": {}, "municipalities": [VOSS]}
    given(run).when(Run.state_limits, LEADER, **said).then_refused("I20", "limits_in_force")


@pytest.mark.rule("C05-07")
def test_who_completes_what_is_only_for_some_has_a_plan_and_a_day_on_which_it_is_looked_at() -> (
    None
):
    said = {"owner": "994598759", "plan": "NHN 24/14", "review_on": date(2025, 1, 15)}
    run = partial_run()
    given(run).when(Run.assign_completion, GROUP, **{**said, "plan": ""}).then_refused(
        "C05-07", "completion_missing"
    )
    given(run).when(Run.assign_completion, GROUP, **{**said, "review_on": TODAY}).then_refused(
        "C05-07", "review_past", on=TODAY.isoformat()
    )
    given(run).when(Run.assign_completion, GROUP, **said).then(Run.CompletionAssigned, **said)
    given(run).when(Run.plan_communication, GROUP, plan="").then_refused(
        "I20", "communication_missing"
    )


@pytest.mark.rule("I20")
def test_in_track_c_puljer_come_after_it_is_stated_whom_the_run_is_for() -> None:
    given(partial_run()).when(Run.lead_pulje, LEADER, number=1, leader="p-7").then_refused(
        "I20", "limits_before_puljer"
    )


@pytest.mark.rule("I23")
def test_in_track_c_each_pulje_has_a_leader_of_its_own() -> None:
    run = limited(planned(partial_run()))
    given(run).when(Run.lead_pulje, LEADER, number=1, leader="p-7").then(Run.PuljeLed, number=1)
    given(run).when(Run.lead_pulje, LEADER, number=2, leader="p-7").then_refused(
        "I23", "leads_another", pulje=1
    )
    given(run).when(Run.lead_pulje, LEADER, number=2, leader="p-8").then(Run.PuljeLed, number=2)
    run.drop_pulje(GROUP, number=1)
    given(run).when(Run.lead_pulje, LEADER, number=3, leader="p-7").then(Run.PuljeLed, number=3)


@pytest.mark.rule("I23")
def test_in_track_a_and_a_common_process_one_leader_leads_all() -> None:
    for run in (planned(chosen(proposed())), planned(process())):
        given(run).when(Run.lead_pulje, LEADER, number=1, leader="p-8").then_refused(
            "I23", "not_the_one_leader", pulje=1
        )
        given(run).when(Run.lead_pulje, LEADER, number=1, leader="p-7").then(Run.PuljeLed)


@pytest.mark.rule("I23")
def test_a_run_does_not_start_with_puljer_that_somebody_else_leads() -> None:
    run = chosen(proposed())
    run.lead_pulje(LEADER, number=1, leader="p-9")
    worked_out(planned(run)).review_plan(GROUP, outcome="approved")
    run.open_sign_up(GROUP)
    starting(run).then_refused("I23", "puljer_wrongly_led", puljer=[1])


@pytest.mark.rule("I27")
def test_a_deviation_says_why_who_decided_it_and_where() -> None:
    said = {"reason": "Utprøving", "deciding_body": "NKG", "decision": "NKG 4/24"}
    run = proposed()
    for untold in said:
        given(run).when(Run.record_deviation, GROUP, **{**said, untold: ""}).then_refused(
            "I27", "deviation_untold"
        )
    given(run).when(Run.record_deviation, GROUP, **said).then(Run.DeviationRecorded, **said)
    given(run).when(Run.record_deviation, GROUP, **said).then_nothing()


@pytest.mark.rule("C06-09")
def test_whom_a_run_is_for_is_frozen_as_of_a_day_that_has_been() -> None:
    frozen = {"municipalities": [BERGEN, VOSS], "target": 357}
    run = proposed()
    given(run).when(Run.freeze_population, LEADER, as_of=date(2024, 2, 17), **frozen).then_refused(
        "C06-09", "as_of_future", as_of="2024-02-17"
    )
    given(run).when(Run.freeze_population, LEADER, as_of=TODAY, **frozen).then(
        Run.PopulationFrozen, as_of=TODAY, target=357
    )


@pytest.mark.rule("C06-14")
def test_an_early_notice_goes_once_to_each_and_only_ahead_of_invitations() -> None:
    run = chosen(proposed())
    soon = {"starts": date(2024, 9, 1)}
    given(run).when(Run.send_advance_notice, LEADER, municipalities=[], **soon).then_refused(
        "C06-14", "nobody_to_tell"
    )
    run.send_advance_notice(LEADER, municipalities=[BERGEN], **soon)
    given(run).when(Run.send_advance_notice, LEADER, municipalities=[BERGEN, VOSS], **soon).then(
        Run.AdvanceNoticeSent, municipalities=[str(VOSS)]
    )
    given(run).when(Run.send_advance_notice, LEADER, municipalities=[VOSS], **soon).then_nothing()
    for other in (proposed(), opened()):
        given(other).when(
            Run.send_advance_notice, LEADER, municipalities=[VOSS], **soon
        ).then_refused("C06-14", "not_ahead")


@pytest.mark.rule("C06-18")
def test_a_test_of_the_model_stays_marked_as_one() -> None:
    run = opened()
    given(run).when(Run.mark_as_test, GROUP, purpose="").then_refused("C06-18", "purpose_missing")
    given(run).when(Run.mark_as_test, GROUP, purpose="Spor A").then(Run.MarkedAsTest)
    run.cancel(GROUP, reason="Løsningen erstattes")
    assert run.test_of == "Spor A"


@pytest.mark.rule("C08-11")
def test_a_stopped_run_takes_nobody_in_and_starts_nothing_until_it_is_resumed() -> None:
    run = opened()
    given(run).when(Run.stop, GROUP, reason="").then_refused("C08-11", "reason_missing")
    given(run).when(Run.stop, GROUP, reason="Feil i oppslaget").then(
        Run.Stopped, former_stage="open"
    )
    assert (run.takes_sign_ups, run.takes_answers) == (False, True)
    starting(run).then_refused("C06-01", "stage_wrong", here="stopped")
    given(run).when(Run.stop, GROUP, reason="Igjen").then_nothing()
    given(run).when(Run.resume, GROUP, reason="Rettet").then(Run.Resumed, stage="open")
    starting(run).then(Run.Started)


@pytest.mark.rule("C08-11")
def test_what_is_cancelled_goes_on_no_more() -> None:
    run = opened()
    given(run).when(Run.cancel, GROUP, reason="Erstattes").then(Run.Cancelled, former_stage="open")
    for decide in (Run.stop, Run.resume):
        given(run).when(decide, GROUP, reason="x").then_refused("C08-11", "run_ended")
    given(run).when(Run.cancel, GROUP, reason="x").then_nothing()
    starting(run).then_refused("C06-01", "stage_wrong")


@pytest.mark.rule("I19")
def test_another_track_asks_for_its_own_leader_group_and_notification() -> None:
    run = notified(planned(regional()))
    run.choose_track(
        GROUP, track="B", answers=dict.fromkeys(run.choice[1] if run.choice else (), "Nytt svar"),
        deciding_body="310004618", dissent=None,
    )  # fmt: skip
    assert (run.stage, run.leader, run.accepted, run.notified) == (
        "track_chosen", None, None, None
    )  # fmt: skip
