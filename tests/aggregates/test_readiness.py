from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from aggregates.kernel.act import Role
from aggregates.readiness.criteria import CriteriaSet
from aggregates.readiness.readiness import Readiness
from aggregates.readiness.scope import NATIONAL, Scope
from tests.kit.given import act, asked, given
from tests.kit.readiness import (
    FOR_GPS,
    INDEPENDENT,
    KS,
    NATION,
    PROGRAMME,
    PROOF,
    VESTLAND,
    WHY,
    answered,
    answering,
    judged,
    judging,
    opened,
    published,
    recommended,
)

GROUP = act(Role.COORDINATING_GROUP)


def test_there_is_one_assessment_for_each_solution_and_scope() -> None:
    assert opened().id == Readiness.id_of("pll", "national")
    assert opened(VESTLAND).id == Readiness.id_of("pll", "regional:46")
    assert opened(FOR_GPS).id == Readiness.id_of("pll", "limited:fastleger")
    assert Scope("regional", regions=("50", "46")).code == "regional:46+50"


@pytest.mark.parametrize(
    ("scope", "reason"),
    [
        (Scope("limited", slug="fastleger"), "available_for_missing"),
        (Scope("limited", available_for=("fastleger",)), "slug_does_not_fit"),
        (Scope("regional"), "regions_do_not_fit"),
        (Scope("national", regions=("46",)), "regions_do_not_fit"),
        (Scope("regional", regions=("46",), slug="vest"), "slug_does_not_fit"),
        (Scope("local"), "unknown_level"),
    ],
)
def test_a_scope_says_where_or_for_whom(scope: Scope, reason: str) -> None:
    asked(lambda: opened(scope)).then_refused("C03-07", reason)


@pytest.mark.rule("I10", "I13")
def test_an_assessment_binds_to_a_published_criteria_version() -> None:
    draft = CriteriaSet.draft(act(), name="nye", version=1, criteria=published().criteria)
    asked(lambda: opened(criteria=draft)).then_refused("I10", "criteria_not_published")


@pytest.mark.rule("I10")
def test_criteria_are_published_before_the_assessment_starts() -> None:
    later = published(on=date(2024, 3, 1))
    asked(lambda: opened(criteria=later)).then_refused(
        "I10", "criteria_published_later", published="2024-03-01", start="2024-02-16"
    )


@pytest.mark.rule("I10")
def test_an_assessment_cannot_be_dated_ahead_to_await_its_criteria() -> None:
    later = published(on=date(2024, 3, 1)).version_for("national_solution", NATIONAL)
    asked(
        lambda: Readiness.open(
            act(), solution="pll", solution_kind="national_solution", programme_owner=PROGRAMME,
            scope=NATION, criteria=later, decider=KS, on=date(2024, 4, 1),
        )
    ).then_refused("I10", "criteria_published_later")  # fmt: skip


@pytest.mark.rule("I10")
def test_criteria_with_nothing_mandatory_for_the_kind_judge_nothing() -> None:
    welfare_only = [{**published().criteria[0], "applies_to": ["welfare_technology"]}]
    criteria = CriteriaSet.draft(act(), name="vft", version=1, criteria=welfare_only)
    criteria.anchor(act(), decision="KommIT 1/24", on=date(2023, 9, 1))
    criteria.publish(act(), on=date(2023, 10, 1))
    asked(lambda: opened(criteria=criteria)).then_refused("I10", "nothing_to_meet")


@pytest.mark.rule("I13", "C03-01")
def test_what_is_judged_by_one_version_stands_when_the_next_is_published() -> None:
    first = published()
    readiness = recommended(judged(answered(opened(criteria=first))))
    readiness.declare(act(), reason=WHY)
    judged_by = list(readiness.round.criteria)
    harder = [*first.criteria, {**first.criteria[0], "id": "K2"}]
    second = CriteriaSet.draft(act(), name="klar-til-bruk", version=2, criteria=harder)
    second.anchor(act(), decision="KommIT 1/24", on=date(2024, 1, 1))
    second.publish(act(), on=date(2024, 2, 1))
    first.supersede(act(), successor=second.id)
    given(first).when(CriteriaSet.change, act(), criteria=harder).then_refused(
        "C03-01", "not_a_draft"
    )
    assert (readiness.standing, readiness.unmet()) == ("ready", [])
    assert readiness.round.criteria == judged_by
    assert [each["id"] for each in first.criteria] == [each["id"] for each in published().criteria]


@pytest.mark.rule("I13")
def test_a_superseded_version_still_binds_who_worked_towards_it() -> None:
    first = published()
    first.supersede(act(), successor=CriteriaSet.id_of("klar-til-bruk", 2))
    assert opened(criteria=first).standing == "trial"


@pytest.mark.rule("C03-04")
def test_met_without_evidence_is_refused() -> None:
    answering(opened(), answer="met").then_refused("C03-04", "evidence_missing", criterion="K1")


@pytest.mark.rule("C03-04")
def test_evidence_can_be_found_again() -> None:
    unfound = [{"kind": "document", "title": "Analyse", "reference": ""}]
    answering(opened(), answer="met", evidence=unfound).then_refused(
        "C03-04", "reference_missing", titles=["Analyse"]
    )


@pytest.mark.rule("C03-04")
def test_not_relevant_without_a_reason_is_refused() -> None:
    answering(opened(), answer="not_relevant").then_refused("C03-04", "reason_missing")


def test_planned_material_does_not_meet_the_criterion_of_shared_material() -> None:
    planned = [{"kind": "planned", "title": "Mal for DPIA", "reference": "24/2"}, *PROOF]
    answering(opened(), criterion="K3", answer="met", evidence=planned).then_refused(
        "C03-04", "material_planned", titles=["Mal for DPIA"]
    )
    answering(opened(), criterion="K3", answer="partly", evidence=planned).then(
        Readiness.Answered, answer="partly"
    )


def test_only_the_programme_answers() -> None:
    given(opened()).when(
        Readiness.answer, act(), criterion="K1", answer="met", evidence=PROOF
    ).then_refused("C03-04", "not_the_programme", programme=PROGRAMME)


def test_only_known_answers_to_the_criteria_at_hand_count() -> None:
    answering(opened(), answer="soon").then_refused("C03-04", "unknown_answer", answer="soon")
    answering(opened(), criterion="K4", answer="not_met").then_refused(
        "C03-04", "unknown_criterion", criterion="K4"
    )


def test_the_same_answer_twice_is_recorded_once_and_an_edit_is_a_new_event() -> None:
    readiness = answered(opened())
    answering(readiness, answer="met", evidence=PROOF).then_nothing()
    answering(readiness, answer="partly").then(Readiness.Answered, criterion="K1", answer="partly")


@pytest.mark.rule("I11")
def test_a_member_with_a_tie_to_programme_or_vendor_is_refused() -> None:
    tied = [*INDEPENDENT, {"ref": "p-10", "competence": "clinical", "ties": ["vendor"]}]
    judging(opened(), members=tied).then_refused("I11", "member_tied", members=["p-10"])


@pytest.mark.rule("I11")
def test_all_three_competences_judge_soundness() -> None:
    judging(opened(), members=INDEPENDENT[:1]).then_refused(
        "C03-05", "competence_missing", missing=["administrative", "health_professional"]
    )


@pytest.mark.rule("I11")
def test_the_programme_does_not_judge_itself() -> None:
    judging(opened(), body=PROGRAMME).then_refused("I11", "programme_judges_itself")


@pytest.mark.rule("I11")
def test_dissent_and_conditions_are_part_of_the_verdict() -> None:
    conditions = [{"id": "c1", "text": "Ny opplæring", "due": "2024-06-01"}]
    doubt = "Ett medlem tviler."
    judging(
        opened(), verdict="sound_with_conditions", conditions=conditions, dissent=doubt
    ).then(Readiness.VerdictGiven, conditions=conditions, dissent=doubt)  # fmt: skip


@pytest.mark.parametrize(
    ("verdict", "reason"),
    [
        ({"verdict": "sound_with_conditions"}, "conditions_missing"),
        ({"conditions": [{"id": "c1", "text": "x", "due": "2024-06-01"}]}, "conditions_unexpected"),
        ({"verdict": "fine"}, "unknown_verdict"),
        ({"point": "some_day"}, "unknown_point"),
    ],
)
def test_a_verdict_is_told_in_the_agreed_words(verdict: dict[str, Any], reason: str) -> None:
    judging(opened(), **verdict).then_refused("C03-05", reason)


@pytest.mark.rule("I11")
def test_a_verdict_from_the_trial_does_not_overrule_one_from_its_closing() -> None:
    readiness = judged(opened(), "not_sound", "at_closing")
    judging(readiness).then_refused("C03-05", "trial_is_over")
    judging(readiness, verdict="not_sound", point="at_closing").then_nothing()


def test_only_the_coordinating_group_recommends_and_with_a_reason() -> None:
    readiness = judged(answered(opened()))
    given(readiness).when(
        Readiness.recommend, act(), recommendation="ready", reason="Klar."
    ).then_refused("C03-08", "not_the_coordinating_group")
    given(readiness).when(
        Readiness.recommend, GROUP, recommendation="ready", reason=""
    ).then_refused("C03-08", "reason_missing")
    given(readiness).when(
        Readiness.recommend, GROUP, recommendation="soon", reason="Snart."
    ).then_refused("C03-08", "unknown_recommendation")


@pytest.mark.parametrize("readiness", [opened(), answered(opened()), judged(opened())])
def test_ready_is_not_recommended_before_the_assessment_is_complete(readiness: Readiness) -> None:
    given(readiness).when(
        Readiness.recommend, GROUP, recommendation="ready", reason="Klar."
    ).then_refused("C03-08", "not_assessed")
    given(readiness).when(
        Readiness.recommend,
        GROUP,
        recommendation="not_ready",
        reason="Under utprøving.",
    ).then(Readiness.Recommended, recommendation="not_ready")


def test_the_same_advice_twice_is_recorded_once() -> None:
    given(recommended(judged(answered(opened())))).when(
        Readiness.recommend,
        GROUP,
        recommendation="ready",
        reason="Utprøvingen er gjort.",
    ).then_nothing()


def test_advice_falls_with_the_answers_it_was_given_on() -> None:
    readiness = recommended(judged(answered(opened())))
    answering(readiness, answer="met", reason="Ny analyse", evidence=PROOF)
    given(readiness).when(Readiness.declare, act(), reason=WHY).then_refused(
        "C03-08", "not_recommended"
    )
