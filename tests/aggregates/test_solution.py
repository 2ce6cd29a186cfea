from __future__ import annotations

from datetime import date

import pytest

from aggregates.portfolio.solution import Solution
from tests.kit.given import act, asked, given


def kjernejournal() -> Solution:
    return Solution.register(
        act(), code="kjernejournal", name="Kjernejournal", kind="national_solution",
        owner="994598759", source="S3 ch. 4.3",
    )  # fmt: skip


def test_a_solution_of_an_unknown_kind_is_refused() -> None:
    asked(
        lambda: Solution.register(act(), code="x", name="X", kind="toy", owner="", source="S3")
    ).then_refused("C02-01", "unknown_kind", kind="toy")


@pytest.mark.rule("C02-03")
def test_a_move_without_a_decision_reference_is_refused() -> None:
    given(kjernejournal()).when(Solution.move, act(), phase="trial", decision="").then_refused(
        "C02-03", "decision_missing"
    )


def test_a_pause_blocks_invitations_and_resuming_restores_the_phase() -> None:
    solution = kjernejournal()
    solution.move(act(), phase="rollout", decision="KS 1/24")
    solution.move(act(), phase="paused", decision="KS 2/24")
    assert solution.blocks_invitations
    given(solution).when(Solution.move, act(), phase="rollout", decision="KS 3/24").then(
        Solution.Moved, phase="rollout"
    )
    assert not solution.blocks_invitations


def test_a_move_that_is_not_listed_is_refused() -> None:
    solution = kjernejournal()
    solution.move(act(), phase="trial", decision="KS 1/24")
    given(solution).when(Solution.move, act(), phase="operation", decision="x").then_refused(
        "C02-03", "move_not_listed", here="trial", there="operation"
    )


@pytest.mark.rule("C02-07")
def test_an_ambition_keeps_its_own_date() -> None:
    given(kjernejournal()).when(
        Solution.set_ambition, act(),
        rule="all municipalities", target=356, precision="exact",
        as_of=date(2023, 12, 31), stated_by="KS", source="S3 L387",
    ).then(Solution.AmbitionSet, target=356, as_of=date(2023, 12, 31))  # fmt: skip


def test_a_solution_without_an_owner_is_refused() -> None:
    asked(
        lambda: Solution.register(act(), code="x", name="X", kind="method", owner="", source="S3")
    ).then_refused("C02-01", "field_missing", field="owner")


def test_the_same_ambition_is_recorded_once() -> None:
    solution = kjernejournal()
    ambition = {
        "rule": "all municipalities", "target": 356, "precision": "exact",
        "as_of": date(2023, 12, 31), "stated_by": "KS", "source": "S3 L387",
    }  # fmt: skip
    given(solution).when(Solution.set_ambition, act(), **ambition).then_events(Solution.AmbitionSet)
    given(solution).when(Solution.set_ambition, act(), **ambition).then_nothing()


def test_an_ambition_is_a_rule_or_a_number_and_somebody_has_stated_it() -> None:
    stated = {
        "rule": "", "target": None, "precision": "exact",
        "as_of": date(2023, 12, 31), "stated_by": "KS", "source": "S3 L387",
    }  # fmt: skip
    for wrong, reason in (
        ({}, "target_missing"),
        ({"target": -1}, "target_negative"),
        ({"stated_by": ""}, "stated_by_missing"),
        ({"precision": "roughly"}, "precision_unknown"),
    ):
        given(kjernejournal()).when(
            Solution.set_ambition, act(), **{**stated, **wrong}
        ).then_refused("C02-07", reason)
