from __future__ import annotations

from datetime import date

import pytest

from aggregates.deeds.solutions import register
from aggregates.kernel.refusals import Missing
from aggregates.portfolio.solution import REQUIRED, Solution
from tests.kit.desk import MemoryDesk
from tests.kit.given import Recorded, act, asked, given


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


@pytest.mark.rule("C02-01")
@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("kjernejournal", "national_solution"),
        ("digihelsestasjon", "municipal_shared_solution"),
        ("vkp", "national_solution"),
        ("pll", "national_solution"),
        ("htm", "method"),
    ],
)
def test_the_solutions_of_the_report_are_registered_with_what_their_kind_asks_for(
    code: str, kind: str
) -> None:
    asked(
        lambda: Solution.register(act(), code=code, name=code, kind=kind, owner="1", source="S3")
    ).then(Solution.Registered, kind=kind)


@pytest.mark.rule("C02-01")
@pytest.mark.parametrize(("kind", "fields"), REQUIRED.items(), ids=str)
def test_a_kind_asks_for_what_it_needs_and_for_nothing_else(
    kind: str, fields: tuple[str, ...]
) -> None:
    def register(details: dict[str, str]) -> Recorded:
        said = {"code": "x", "name": "X", "kind": kind, "owner": "1", "source": "S3"}
        return asked(lambda: Solution.register(act(), **said, details=details))

    [field] = fields
    register({}).then_refused("C02-01", "field_missing", field=field)
    whole = {field: "Sagt."}
    register(whole | {"color": "Rød"}).then_refused("C02-01", "not_of_this_kind", fields=["color"])
    register(whole).then_events(Solution.Registered, Solution.Specified)


@pytest.mark.rule("C02-01")
def test_new_functionality_is_part_of_a_solution_that_there_is() -> None:
    desk = MemoryDesk(act(), kjernejournal())
    said = {"code": "video", "name": "Video", "kind": "new_functionality", "owner": "1",
            "source": "S3 L332"}  # fmt: skip
    with pytest.raises(Missing):
        register(desk, **said, details={"part_of": "ukjent"})
    assert register(desk, **said, details={"part_of": "kjernejournal"}).details == {
        "part_of": "kjernejournal"
    }
