from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from aggregates.readiness.criteria import CriteriaSet
from aggregates.readiness.criterion import Criterion
from aggregates.readiness.scope import NATIONAL
from tests.kit.given import act, asked, given
from tests.kit.readiness import FITS, MATERIAL, SIMULTANEITY, STARTER, VENDORS, published

OCTOBER = date(2023, 10, 1)


def drafted() -> CriteriaSet:
    return CriteriaSet.draft(act(), name="klar-til-bruk", version=1, criteria=STARTER)


def anchored() -> CriteriaSet:
    criteria = drafted()
    criteria.anchor(act(), decision="KommIT 230783", on=date(2023, 9, 1))
    return criteria


def test_a_name_and_version_can_be_drafted_only_once() -> None:
    assert drafted().id == CriteriaSet.id_of("klar-til-bruk", 1) == drafted().id
    assert drafted().id != CriteriaSet.id_of("klar-til-bruk", 2)


def test_each_edit_of_a_draft_counts_up_its_revision() -> None:
    criteria = drafted()
    given(criteria).when(CriteriaSet.change, act(), criteria=[FITS]).then(
        CriteriaSet.Changed, criteria=[FITS]
    )
    assert criteria.draft_revision == 2
    given(criteria).when(CriteriaSet.change, act(), criteria=[FITS]).then_nothing()


@pytest.mark.parametrize("criteria", [anchored(), published()])
def test_what_is_anchored_or_published_is_not_edited(criteria: CriteriaSet) -> None:
    given(criteria).when(CriteriaSet.change, act(), criteria=[FITS]).then_refused(
        "C03-01", "not_a_draft", number=1
    )


def test_anchoring_needs_a_decision_that_can_be_found_again() -> None:
    given(drafted()).when(CriteriaSet.anchor, act(), decision="").then_refused(
        "C03-01", "decision_missing"
    )


def test_anchored_twice_on_one_decision_is_anchored_once() -> None:
    given(anchored()).when(CriteriaSet.anchor, act(), decision="KommIT 230783").then_nothing()
    given(anchored()).when(CriteriaSet.anchor, act(), decision="KommIT 2").then_refused(
        "C03-01", "not_a_draft"
    )


def test_criteria_are_published_after_they_are_anchored() -> None:
    given(drafted()).when(CriteriaSet.publish, act(), on=OCTOBER).then_refused(
        "C03-01", "not_anchored"
    )
    given(anchored()).when(CriteriaSet.publish, act(), on=date(2023, 8, 31)).then_refused(
        "C03-01", "published_before_anchored", anchored="2023-09-01"
    )
    given(anchored()).when(CriteriaSet.publish, act(), on=OCTOBER).then(
        CriteriaSet.Published, on=OCTOBER, name="klar-til-bruk", version=1
    )


def test_published_is_published_once_and_on_one_day() -> None:
    given(published()).when(CriteriaSet.publish, act(), on=OCTOBER).then_nothing()
    given(published()).when(CriteriaSet.publish, act(), on=date(2023, 11, 1)).then_refused(
        "C03-01", "published_already", published="2023-10-01"
    )


def test_a_published_version_points_to_the_one_that_supersedes_it() -> None:
    second = CriteriaSet.id_of("klar-til-bruk", 2)
    criteria = published()
    given(criteria).when(CriteriaSet.supersede, act(), successor=second).then(
        CriteriaSet.Superseded, successor=second
    )
    given(criteria).when(CriteriaSet.supersede, act(), successor=second).then_nothing()
    given(drafted()).when(CriteriaSet.supersede, act(), successor=UUID(int=2)).then_refused(
        "C03-01", "not_in_force"
    )


def test_a_criterion_applies_to_its_kinds_or_to_all() -> None:
    assert drafted().applicable("municipal_system", NATIONAL) == STARTER
    assert drafted().applicable("national_solution", NATIONAL) == [FITS, MATERIAL, SIMULTANEITY]


@pytest.mark.parametrize(
    ("criteria", "reason"),
    [
        ([FITS, FITS], "criterion_doubled"),
        ([{**FITS, "text": ""}], "text_missing"),
        ([{**MATERIAL, "evidence_type": "shared_materials"}], "evidence_type_unknown"),
        ([SIMULTANEITY], "nothing_mandatory"),
        ([], "nothing_mandatory"),
    ],
)
def test_criteria_that_nothing_could_be_judged_by_are_refused(
    criteria: list[Criterion], reason: str
) -> None:
    asked(
        lambda: CriteriaSet.draft(act(), name="klar-til-bruk", version=1, criteria=criteria)
    ).then_refused("C03-01", reason)
    given(drafted()).when(CriteriaSet.change, act(), criteria=criteria).then_refused(
        "C03-01", reason
    )


def test_an_assessment_is_told_the_version_as_it_stands() -> None:
    version = published().version_for("national_solution", NATIONAL)
    assert (version.name, version.version, version.published_on) == ("klar-til-bruk", 1, OCTOBER)
    assert VENDORS not in version.criteria
    assert version.source == f"criteria-set/{version.id}@3"


REGIONAL_ONLY = {**FITS, "id": "K9", "applies_in": ["regional", "limited"]}


@pytest.mark.rule("C03-01")
def test_a_criterion_applies_in_the_scopes_that_it_names_or_in_all() -> None:
    criteria = CriteriaSet.draft(
        act(), name="klar-til-bruk", version=3, criteria=[FITS, REGIONAL_ONLY]
    )
    levels = {"national": ["K1"], "regional": ["K1", "K9"], "limited": ["K1", "K9"]}
    for level, expected in levels.items():
        applying = criteria.applicable("national_solution", level)
        assert [each["id"] for each in applying] == expected


@pytest.mark.rule("C03-01")
def test_a_criterion_that_applies_in_no_known_scope_is_refused() -> None:
    strange = {**FITS, "id": "K9", "applies_in": ["county"]}
    asked(
        lambda: CriteriaSet.draft(act(), name="nye", version=1, criteria=[FITS, strange])
    ).then_refused("C03-01", "level_unknown", levels=["county"])
