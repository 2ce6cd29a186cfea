from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from aggregates.deeds import follow_up, sign_up
from aggregates.deeds import pulje as deeds
from aggregates.deeds import run as runs
from aggregates.evaluation.evaluation import Evaluation
from aggregates.execution.follow_up import FollowUp
from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Act, Role
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Root
from aggregates.portfolio.solution import Solution
from aggregates.runs.pulje import Pulje
from aggregates.runs.run import Run
from tests.kit.desk import MemoryDesk
from tests.kit.given import Recorded, act, asked
from tests.kit.readiness import ready
from tests.kit.runs import (
    BERGEN,
    GROUP,
    LEADER,
    RUN,
    VOSS,
    coordinator,
    decider,
    opened,
    placed,
    pulje,
    started,
)

NHN = act(Role.SERVICE_PROVIDER, body="994598759")
LATER = date(2025, 2, 1)


def desk(*roots: Root) -> MemoryDesk:
    made = MemoryDesk(LEADER, *roots)
    made.recorded()
    return made


def under_way() -> MemoryDesk:
    """Bergen and Voss go through pulje 1, which is in follow-up."""
    both = (placed(), placed(VOSS, "4621"))
    run, cohort = started(*both)
    cohort.begin_follow_up(LEADER)
    return desk(run, cohort, *both)


def did(there: MemoryDesk, who: Act, deed: Callable[..., Any], **said: Any) -> Any:
    there.act = who
    return deed(there, **said)


def followed_through(on: MemoryDesk, municipality: UUID) -> None:
    """All that a participant is owed."""
    id = Participation.id_of(RUN, municipality)
    did(on, LEADER, follow_up.plan, participation=id, text="Ja.", until=LATER, measurements=2)
    for day in (10, 11):
        did(on, NHN, follow_up.measure, participation=id, on=date(2024, 2, day), value=day,
            unit="oppslag", source="NHN")  # fmt: skip
    did(on, coordinator(municipality), follow_up.name_owner, participation=id,
        owner_role="Helsesjef", support_line="Støtte", next_review=LATER)  # fmt: skip
    did(on, LEADER, follow_up.hand_over, participation=id)


def closing(on: MemoryDesk) -> Refused:
    with pytest.raises(Refused) as refused:
        did(on, LEADER, deeds.close, run=RUN, number=1)
    return refused.value


@pytest.mark.rule("I32")
def test_closing_is_refused_naming_each_participant_and_what_it_lacks() -> None:
    on = under_way()
    followed_through(on, BERGEN)
    refusal = closing(on)
    assert (refusal.rule.id, refusal.reason) == ("I32", "participants_lack")
    assert refusal.facts["lacking"] == [
        "follow_up_plan:4621", "handover:4621", "use_measurements:4621",
    ]  # fmt: skip
    assert refusal.trace is not None
    bergen = on.get(FollowUp, FollowUp.id_of(Participation.id_of(RUN, BERGEN)))
    assert refusal.trace[-1]["inputs"]["4601"] == f"follow-up/{bergen.id}@{bergen.version}"
    assert refusal.trace[-1]["inputs"]["4621"] == "none"


@pytest.mark.rule("I32")
def test_a_pulje_is_closed_when_nobody_in_it_is_owed_anything() -> None:
    on = under_way()
    for each in (BERGEN, VOSS):
        followed_through(on, each)
    on.recorded()
    did(on, LEADER, deeds.close, run=RUN, number=1)
    [closed] = on.recorded()
    assert isinstance(closed, Pulje.Closed)
    assert [each["rule"] for each in closed.trace] == ["C06-01", "I32"]
    did(on, LEADER, deeds.close, run=RUN, number=1)
    assert on.recorded() == []


@pytest.mark.rule("I32")
def test_a_municipalitys_own_exception_counts_and_nobody_elses() -> None:
    on, voss = under_way(), Participation.id_of(RUN, VOSS)
    followed_through(on, BERGEN)
    without = {"participation": voss, "lacks": "handover", "reason": "Egen drift."}
    for who in (LEADER, GROUP, coordinator(BERGEN)):
        with pytest.raises(Refused, match="not_own_municipality"):
            did(on, who, follow_up.do_without, **without)
    for lacks in ("follow_up_plan", "use_measurements", "handover"):
        did(on, decider(VOSS), follow_up.do_without, **without | {"lacks": lacks})
    did(on, LEADER, deeds.close, run=RUN, number=1)


@pytest.mark.rule("I32", "I03")
def test_who_has_withdrawn_does_not_hold_the_others() -> None:
    on = under_way()
    followed_through(on, BERGEN)
    assert closing(on).facts["lacking"]
    did(on, decider(VOSS), sign_up.withdraw, participation=Participation.id_of(RUN, VOSS))
    did(on, LEADER, deeds.close, run=RUN, number=1)


@pytest.mark.rule("I32")
def test_the_agreed_number_of_measurements_is_what_is_owed() -> None:
    on = under_way()
    on.found(Solution.register(act(), code="pll", name="PLL", kind="national_solution",
                               owner="994598759", source="S3"))  # fmt: skip
    for each in (BERGEN, VOSS):
        followed_through(on, each)
    terms = {
        "solution": "pll", "stale_days": 60, "check_weeks": [], "kept": [],
        "decision": "NKG 9/24",
    }  # fmt: skip
    did(on, GROUP, follow_up.agree, measurements=3, **terms)
    assert closing(on).facts["lacking"] == ["use_measurements:4601", "use_measurements:4621"]
    did(on, GROUP, follow_up.agree, measurements=1, **terms)
    did(on, LEADER, deeds.close, run=RUN, number=1)


@pytest.mark.rule("I32")
def test_the_last_thing_owed_makes_the_follow_up_done_whatever_it_is() -> None:
    on, id = under_way(), Participation.id_of(RUN, BERGEN)
    did(on, LEADER, follow_up.plan, participation=id, text="Ja.", until=LATER, measurements=2)
    did(on, decider(), follow_up.do_without, participation=id, lacks="handover", reason="Egen.")
    on.recorded()
    for day in (10, 11):
        did(on, NHN, follow_up.measure, participation=id, on=date(2024, 2, day), value=1,
            unit="oppslag", source="NHN")  # fmt: skip
    [done] = [each for each in on.recorded() if isinstance(each, FollowUp.Done)]
    assert (done.pulje, done.exceptions) == (1, ["handover"])


@pytest.mark.rule("I32")
def test_only_who_has_a_place_is_followed_up() -> None:
    on = desk(opened(), pulje(), waiting := placed())
    waiting.withdraw(decider())
    with pytest.raises(Refused, match="no_place"):
        did(on, LEADER, follow_up.begin, participation=waiting.id)


@pytest.mark.rule("I09", "C06-01")
def test_a_pulje_starts_only_when_its_run_has_and_the_solution_is_ready_at_that_moment() -> None:
    run, cohort = opened(), pulje()
    on = desk(run, cohort)
    with pytest.raises(Refused, match="stage_wrong") as refused:
        did(on, LEADER, deeds.start, run=RUN, number=1)
    assert refused.value.trace is not None
    assert [each["outcome"] for each in refused.value.trace] == ["ok", "not_ok", "not_ok"]
    unready = desk(*started()[:1], pulje())
    with pytest.raises(Refused, match="I09 not_ready"):
        did(unready, LEADER, deeds.start, run=RUN, number=1)
    fine = desk(*started()[:1], pulje(), ready())
    did(fine, LEADER, deeds.start, run=RUN, number=1)
    [event] = fine.recorded()
    assert isinstance(event, Pulje.Started)
    assert [each["outcome"] for each in event.trace] == ["ok", "ok", "ok"]
    did(fine, LEADER, deeds.start, run=RUN, number=1)
    assert fine.recorded() == []


@pytest.mark.rule("C06-01")
def test_a_pulje_goes_through_its_stages_in_order_and_takes_nobody_in_its_follow_up() -> None:
    run, cohort = started(bergen := placed())
    on = desk(run, cohort, bergen)
    assert closing(on).reason == "pulje_stage_wrong"
    did(on, LEADER, deeds.begin_follow_up, run=RUN, number=1)
    [event] = on.recorded()
    assert isinstance(event, Pulje.FollowUpBegun)
    assert event.participations == [str(placed().id)]
    with pytest.raises(Refused, match="pulje_not_open"):
        cohort.take(LEADER, participation=UUID(int=5), municipality=VOSS)
    with pytest.raises(Refused, match="pulje_stage_wrong"):
        cohort.open(GROUP)
    with pytest.raises(Refused, match="pulje_stage_wrong"):
        cohort.start(LEADER, trace=[])


@pytest.mark.rule("I37")
def test_a_pulje_in_track_c_is_closed_only_after_its_own_evaluation_is_received() -> None:
    both = (placed(), placed(VOSS, "4621"))
    run, cohort = started(*both)
    run.track = "C"
    cohort.begin_follow_up(LEADER)
    on = desk(run, cohort, *both)
    for each in (BERGEN, VOSS):
        followed_through(on, each)
    refusal = closing(on)
    assert (refusal.rule.id, refusal.reason) == ("I37", "pulje_not_evaluated")
    evaluation = on.found(
        Evaluation.fall_due(
            GROUP, run=RUN, pulje=1, solution="pll", track="C",
            responsible_role="innforingsleder", due=LATER,
        )
    )  # fmt: skip
    heard = [{"party": "4601", "kind": "participant", "answered": True}]
    evaluation.deliver(LEADER, summary="Bra.", heard=heard, learnings=[])
    evaluation.receive(GROUP, case="NKG 1/25")
    assert did(on, LEADER, deeds.close, run=RUN, number=1).stage == "closed"


def evaluated(on: MemoryDesk) -> None:
    """The run is in its follow-up, and its evaluation is received."""
    on.get(Run, RUN).begin_follow_up(LEADER)
    evaluation = on.found(
        Evaluation.fall_due(
            GROUP, run=RUN, pulje=None, solution="pll", track="A",
            responsible_role="innforingsleder", due=LATER,
        )
    )  # fmt: skip
    heard = [{"party": "4601", "kind": "participant", "answered": True}]
    evaluation.deliver(LEADER, summary="Bra.", heard=heard, learnings=[])
    evaluation.receive(GROUP, case="NKG 1/25")


def ending(on: MemoryDesk) -> Recorded:
    on.act = GROUP
    on.recorded()
    return asked(lambda: runs.close(on, run=RUN), on.get(Run, RUN))


@pytest.mark.rule("I32", "I35")
def test_a_run_is_not_closed_while_somebody_in_one_of_its_puljer_is_still_followed_up() -> None:
    on = under_way()
    evaluated(on)
    ending(on).then_refused("I32", "puljer_open", puljer=[1])
    for each in (BERGEN, VOSS):
        followed_through(on, each)
    ending(on).then_refused("I32", "puljer_open", puljer=[1])
    did(on, LEADER, deeds.close, run=RUN, number=1)
    ending(on).then(Run.Closed, solution="pll")


@pytest.mark.rule("I32")
def test_an_empty_pulje_holds_no_run_and_neither_does_one_that_everybody_has_left() -> None:
    on = under_way()
    on.found(pulje(2))
    evaluated(on)
    for municipality in (BERGEN, VOSS):
        did(on, decider(municipality), sign_up.withdraw,
            participation=Participation.id_of(RUN, municipality))  # fmt: skip
    ending(on).then(Run.Closed, solution="pll")
