from __future__ import annotations

import pytest

from aggregates.deeds.clearing import clearance_for
from aggregates.deeds.readiness import open_assessment
from aggregates.kernel.act import Role
from aggregates.kernel.clearance import unassessed
from aggregates.kernel.root import ref
from aggregates.portfolio.solution import Solution
from aggregates.readiness.readiness import Readiness
from aggregates.readiness.scope import NATIONAL
from tests.kit.desk import MemoryDesk
from tests.kit.given import Recorded, act, given
from tests.kit.readiness import (
    ASSESSORS,
    FOR_GPS,
    KS,
    NATION,
    PROGRAMME,
    VESTLAND,
    WHY,
    answered,
    answering,
    judged,
    judging,
    opened,
    published,
    ready,
    recommended,
)

OWNER = act(Role.PROGRAMME, body=PROGRAMME)
STRANGER = act(Role.HEALTH_ASSESSOR, body=ASSESSORS)


def findings(recorded: Recorded) -> dict[str, str]:
    """Of a refused gate: the reasons (or rules, where they hold) and their outcomes."""
    assert recorded.refusal is not None
    assert recorded.refusal.trace is not None
    trace = recorded.refusal.trace
    return {str(each.get("reason", each["rule"])): each["outcome"] for each in trace}


def pll() -> Solution:
    return Solution.register(
        act(), code="pll", name="Pasientens legemiddelliste", kind="national_solution",
        owner=PROGRAMME, source="S3 L467",
    )  # fmt: skip


@pytest.mark.rule("I10", "I66")
def test_ready_when_every_mandatory_criterion_is_met_and_the_whole_trace_is_kept() -> None:
    readiness = recommended(judged(answered(opened(), K10="not_met")))
    consulted = ref(readiness)
    recorded = given(readiness).when(Readiness.declare, act(), reason=WHY)
    recorded.then(
        Readiness.DeclaredReady, outcome="ready", recommendation="ready", reason=WHY, conditions=[]
    )
    trace = recorded.events[0].trace
    assert {each["outcome"] for each in trace} == {"ok"}
    assert [each["rule"] for each in trace] == [
        "I10", "I11", "C03-05", "C02-06", "C02-10", "C03-08", "I12", "C03-08", "C03-08",
    ]  # fmt: skip
    assert trace[0]["inputs"]["readiness"] == consulted
    assert trace[0]["inputs"]["criteria"] == readiness.round.criteria_source
    assert (readiness.standing, readiness.clearance().ready) == ("ready", True)


@pytest.mark.rule("I10")
@pytest.mark.parametrize("answer", ["partly", "not_met"])
def test_each_unmet_mandatory_criterion_is_named(answer: str) -> None:
    readiness = judged(answered(opened(), K1=answer, K3=answer))
    recorded = given(readiness).when(Readiness.declare, act(), reason=WHY)
    recorded.then_refused("I10", "criteria_unmet", unmet=["K1", "K3"])
    assert findings(recorded)["not_recommended"] == "not_ok"


@pytest.mark.rule("I10")
def test_an_unanswered_mandatory_criterion_is_unmet() -> None:
    recorded = given(opened()).when(Readiness.declare, act(), reason="")
    recorded.then_refused("I10", "criteria_unmet", unmet=["K1", "K3"])
    assert findings(recorded) == {
        "criteria_unmet": "not_ok",
        "verdict_missing": "not_ok",
        "C03-05": "not_assessed",
        "C02-06": "ok",
        "C02-10": "ok",
        "not_recommended": "not_ok",
        "I12": "ok",
        "C03-08": "ok",
        "reason_missing": "not_ok",
    }


@pytest.mark.rule("I10")
def test_the_programme_cannot_waive_a_mandatory_criterion_as_not_relevant() -> None:
    readiness = answered(opened())
    answering(readiness, answer="not_relevant", reason="Gjelder ikke oss.")
    assert readiness.unmet() == ["K1"]


@pytest.mark.rule("I11")
def test_not_sound_blocks_whatever_else_is_met() -> None:
    readiness = recommended(judged(answered(opened()), "not_sound"))
    given(readiness).when(Readiness.declare, act(), reason=WHY).then_refused("I11", "not_sound")


@pytest.mark.rule("I11")
def test_the_conditions_of_the_verdict_go_with_the_decision() -> None:
    readiness = recommended(judged(answered(opened()), "sound_with_conditions"))
    own = {"id": "v1", "text": "Brukerstøtte på plass", "due": "2024-05-01"}
    recorded = given(readiness).when(Readiness.declare, act(), reason=WHY, conditions=[own])
    recorded.then(Readiness.DeclaredReady, outcome="ready_with_conditions")
    assert [each["id"] for each in recorded.events[0].conditions] == ["c1", "v1"]
    assert (readiness.standing, readiness.clearance().ready) == ("ready_with_conditions", True)


@pytest.mark.rule("C03-05")
def test_soundness_is_judged_once_before_the_trial_ends_or_it_is_said_why_not() -> None:
    readiness = recommended(judged(answered(opened()), point="at_closing"))
    given(readiness).when(Readiness.declare, act(), reason=WHY).then_refused(
        "C03-05", "judged_only_at_closing"
    )
    why = "Løsningen var i bruk før kriteriene kom."
    given(readiness).when(
        Readiness.declare, act(), reason=WHY, late_verdict_reason=why
    ).then(Readiness.DeclaredReady, late_verdict_reason=why)  # fmt: skip


def test_a_limited_scope_may_be_judged_at_closing_only() -> None:
    readiness = recommended(judged(answered(opened(FOR_GPS)), point="at_closing"))
    given(readiness).when(Readiness.declare, act(), reason=WHY).then(
        Readiness.DeclaredReady, scope_code="limited:fastleger"
    )


@pytest.mark.rule("I12")
def test_the_programme_owner_does_not_decide_readiness() -> None:
    readiness = recommended(judged(answered(opened())))
    given(readiness).when(Readiness.declare, OWNER, reason=WHY).then_refused("I12", "owner_decides")
    given(readiness).when(Readiness.declare_not_ready, OWNER, reason="Ikke nå.").then_refused(
        "I12", "owner_decides"
    )


@pytest.mark.rule("C03-08")
def test_the_body_that_was_named_decides() -> None:
    readiness = recommended(judged(answered(opened())))
    given(readiness).when(Readiness.declare, STRANGER, reason=WHY).then_refused(
        "C03-08", "not_the_decider", decider=KS
    )


@pytest.mark.rule("C03-08")
def test_a_decision_follows_a_recommendation_and_states_its_reason() -> None:
    readiness = judged(answered(opened()))
    given(readiness).when(Readiness.declare, act(), reason=WHY).then_refused(
        "C03-08", "not_recommended"
    )
    recommended(readiness)
    given(readiness).when(Readiness.declare, act(), reason="").then_refused(
        "C03-08", "reason_missing"
    )
    given(readiness).when(Readiness.declare_not_ready, act(), reason="").then_refused(
        "C03-08", "reason_missing"
    )


def test_the_decider_may_depart_from_the_advice_and_both_are_recorded() -> None:
    readiness = recommended(judged(answered(opened())), "not_ready")
    given(readiness).when(Readiness.declare, act(), reason="Gruppens innvending er løst.").then(
        Readiness.DeclaredReady, recommendation="not_ready", outcome="ready"
    )


def test_not_ready_names_what_is_unmet_and_waits_for_no_advice() -> None:
    readiness = answered(opened(), K3="partly")
    given(readiness).when(
        Readiness.declare_not_ready, act(), reason="Malene mangler."
    ).then(Readiness.DeclaredNotReady, unmet=["K3"], recommendation=None)  # fmt: skip
    assert readiness.standing == "not_ready"


def test_a_decision_asked_twice_is_made_once_and_then_the_round_is_closed() -> None:
    readiness = ready()
    given(readiness).when(Readiness.declare, act(), reason=WHY).then_nothing()
    given(readiness).when(Readiness.declare, act(), reason="Noe annet.").then_refused(
        "C03-08", "round_closed"
    )
    answering(readiness, answer="not_met").then_refused("C03-08", "round_closed", round=1)
    judging(readiness).then_refused("C03-08", "round_closed")
    refused = answered(opened())
    refused.declare_not_ready(act(), reason="Nei.")
    given(refused).when(Readiness.declare_not_ready, act(), reason="Nei.").then_nothing()


def test_a_later_round_changes_the_decision_only_when_it_is_decided() -> None:
    readiness = ready()
    again = published(version=2).version_for("national_solution", NATIONAL)
    given(readiness).when(
        Readiness.open_round, act(), programme_owner=PROGRAMME, criteria=again, decider=KS
    ).then(Readiness.RoundOpened, round=2, criteria_version=2)  # fmt: skip
    assert (readiness.standing, readiness.clearance().unmet) == ("ready", [])
    readiness.declare_not_ready(act(), reason="Alvorlig feil i ny versjon.")
    assert (readiness.standing, readiness.clearance().unmet) == ("not_ready", ["K1", "K3"])


@pytest.mark.rule("I13")
def test_an_open_round_keeps_the_criteria_it_began_with() -> None:
    readiness = opened()
    first, second = (
        published(number).version_for("national_solution", NATIONAL) for number in (1, 2)
    )
    given(readiness).when(
        Readiness.open_round, act(), programme_owner=PROGRAMME, criteria=first, decider=KS
    ).then_nothing()
    given(readiness).when(
        Readiness.open_round, act(), programme_owner=PROGRAMME, criteria=second, decider=KS
    ).then_refused("I13", "round_is_open", round=1)


@pytest.mark.rule("I13")
def test_a_criteria_change_never_alters_an_earlier_assessment() -> None:
    criteria = published()
    readiness = ready()
    before = readiness.round.criteria
    criteria.supersede(act(), successor=published(version=2).id)
    assert (readiness.standing, readiness.round.criteria) == ("ready", before)


def test_a_solution_is_on_trial_until_assessed_and_in_assessment_until_decided() -> None:
    readiness = opened()
    assert (readiness.standing, readiness.round.phase) == ("trial", "opened")
    answered(readiness)
    assert (readiness.standing, readiness.round.phase) == ("in_assessment", "self_assessed")
    judged(readiness)
    assert (readiness.standing, readiness.round.phase) == ("in_assessment", "assessed")
    recommended(readiness)
    assert (readiness.standing, readiness.round.phase) == ("in_assessment", "recommended")
    readiness.declare(act(), reason=WHY)
    assert (readiness.standing, readiness.round.phase) == ("ready", "decided")


def test_who_wants_to_invite_is_told_the_unmet_criteria() -> None:
    clearance = opened().clearance()
    assert (clearance.ready, clearance.scope_code) == (False, "national")
    assert clearance.unmet == ["K1", "K3"]
    assert clearance.source == ref(opened())


def test_who_wants_to_invite_is_told_the_missing_step_when_all_criteria_are_met() -> None:
    assert answered(opened()).clearance().unmet == ["helsefaglig vurdering"]
    assert judged(answered(opened()), "not_sound").clearance().unmet == ["helsefaglig vurdering"]
    assert judged(answered(opened())).clearance().unmet == ["vedtak"]


def test_opening_looks_at_the_solution_and_the_criteria_that_apply_to_its_kind() -> None:
    criteria = published()
    desk = MemoryDesk(act(), pll(), criteria)
    readiness = open_assessment(desk, solution="pll", scope=NATION, criteria_set=criteria.id)
    assert desk.get(Readiness, Readiness.id_of("pll", "national")) is readiness
    assert [each["id"] for each in readiness.round.criteria] == ["K1", "K3", "K10"]
    assert (readiness.round.programme_owner, readiness.round.decider) == (PROGRAMME, KS)


def test_opening_again_after_a_decision_begins_the_next_round() -> None:
    criteria = published(version=2)
    desk = MemoryDesk(act(), pll(), criteria, ready())
    readiness = open_assessment(desk, solution="pll", scope=NATION, criteria_set=criteria.id)
    assert (readiness.round.number, readiness.standing) == (2, "ready")


def test_one_solution_has_one_answer_for_each_scope() -> None:
    desk = MemoryDesk(act(), ready(FOR_GPS), opened())
    assert clearance_for(desk, solution="pll", scope_code="limited:fastleger").ready
    assert not clearance_for(desk, solution="pll", scope_code="national").ready


@pytest.mark.rule("C03-07")
def test_a_region_is_covered_by_national_readiness_unless_it_was_decided_otherwise() -> None:
    nation, region = ready(), opened(VESTLAND)
    assert clearance_for(
        MemoryDesk(act(), nation), solution="pll", scope_code="regional:46"
    ).source == ref(nation)
    desk = MemoryDesk(act(), nation, region)
    assert clearance_for(desk, solution="pll", scope_code="regional:46").ready
    region.declare_not_ready(act(), reason="Leverandøren i regionen mangler.")
    assert not clearance_for(desk, solution="pll", scope_code="regional:46").ready


@pytest.mark.rule("C03-07", "I09")
def test_a_limited_scope_is_not_covered_by_national_readiness() -> None:
    clearance = clearance_for(
        MemoryDesk(act(), ready()), solution="pll", scope_code="limited:fastleger"
    )
    assert clearance == unassessed("limited:fastleger")


@pytest.mark.rule("I09")
def test_where_nothing_was_assessed_nothing_is_ready() -> None:
    clearance = clearance_for(MemoryDesk(act()), solution="vkp", scope_code="regional:46")
    assert (clearance.ready, clearance.unmet, clearance.source) == (False, ["vurdering"], "none")
