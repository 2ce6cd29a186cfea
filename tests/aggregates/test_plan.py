"""The detailed plan of a run: what it covers, and whose each part of it is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from aggregates.deeds.planning import draft_plan, plan
from aggregates.execution.plan import RunPlan
from aggregates.execution.theme_choice import ThemeChoice
from aggregates.execution.themes import THEMES
from aggregates.kernel.desk import Desk
from tests.kit.desk import MemoryDesk
from tests.kit.given import Recorded, asked, given
from tests.kit.runs import LEADER, RUN, chosen, opened, proposed

TRAINING: dict[str, Any] = {
    "key": "opplaring", "theme": "training", "title": "Opplæring", "groups": ["super_users"],
    "materials": ["opplaeringspakke"], "since": date(2024, 4, 1), "until": date(2024, 4, 30),
    "common": "Tre digitale samlinger.", "local": "Egen opplæring på hvert sted.",
}  # fmt: skip
EVALUATION = TRAINING | {"key": "evaluering", "theme": "evaluation", "title": "Evaluering"}
REST = {"training": "Egen opplæring.", "use_over_time": "Måles.", "evaluation": "Felles."}


def begun() -> RunPlan:
    return RunPlan.begin(LEADER, run=RUN, solution="pll")


def stating(on: RunPlan, **instead: Any) -> Recorded:
    return given(on).when(RunPlan.state, LEADER, **TRAINING | instead)


@pytest.mark.rule("C06-11")
def test_an_activity_says_for_whom_it_is_when_and_what_is_common_and_what_is_local() -> None:
    planned = begun()
    for wrong, rule, reason in (
        ({"theme": "coffee"}, "C08-01", "unknown_theme"),
        ({"groups": ["mayors"]}, "C08-02", "unknown_group"),
        ({"groups": []}, "C06-11", "groups_missing"),
        ({"until": date(2024, 3, 31)}, "C06-11", "backwards"),
        ({"common": " "}, "C06-11", "parts_untold"),
        ({"local": ""}, "C06-11", "parts_untold"),
    ):
        stating(planned, **wrong).then_refused(rule, reason)
    stating(planned).then(RunPlan.ActivityStated, **TRAINING)
    stating(planned).then_nothing()
    stating(planned, title="Opplæring i mai").then(RunPlan.ActivityStated)
    assert [each["title"] for each in planned.lines.values()] == ["Opplæring i mai"]


@pytest.mark.rule("C06-11")
def test_a_plan_is_issued_in_versions_that_stay_as_they_were() -> None:
    planned = begun()
    planned.state(LEADER, **TRAINING)
    issuing = given(planned).when
    issuing(RunPlan.issue, LEADER, template=["training"]).then(RunPlan.Issued, version=1)
    issuing(RunPlan.issue, LEADER, template=["training"]).then_nothing()
    first, activities = planned.reference, planned.issued
    planned.state(LEADER, **EVALUATION)
    planned.drop(LEADER, key="opplaring")
    assert planned.issued == activities
    given(planned).when(RunPlan.drop, LEADER, key="opplaring").then_nothing()
    issuing(RunPlan.issue, LEADER, template=["training"]).then_refused(
        "C06-11", "themes_uncovered", themes=["training"]
    )
    issuing(RunPlan.issue, LEADER, template=["evaluation"]).then(RunPlan.Issued, version=2)
    assert planned.reference != first


def planning(desk: Desk, *activities: dict[str, Any]) -> None:
    for each in activities:
        said = each
        plan(desk, run=RUN, decide=lambda planned, said=said: planned.state(desk.act, **said))  # type: ignore[misc]


def choice() -> ThemeChoice:
    """A run that works with training, use over time and evaluation, and leaves out the rest."""
    themes = [
        {"theme": theme, "groups": ["super_users"], "common": "Ja.", "local": "Ja."}
        for theme in REST
    ]
    left_out = {theme: "Ikke i dette løpet." for theme in THEMES if theme not in REST}
    return ThemeChoice.choose(
        LEADER, run=RUN, solution="pll", themes=themes, omitted=left_out, kept=[]
    )


@pytest.mark.rule("C06-11")
def test_the_plan_that_is_put_forward_covers_the_themes_that_the_run_chose() -> None:
    desk = MemoryDesk(LEADER, chosen(proposed()), choice())
    planning(desk, TRAINING, EVALUATION)
    asked(lambda: draft_plan(desk, run=RUN)).then_refused(
        "C06-11", "themes_uncovered", themes=["use_over_time"]
    )
    planning(desk, TRAINING | {"key": "bruk", "theme": "use_over_time"})
    drafted = draft_plan(desk, run=RUN)
    assert drafted.plan == desk.get(RunPlan, RunPlan.id_of(RUN)).reference
    assert str(drafted.plan).endswith("/v1")


@pytest.mark.rule("C06-11")
def test_without_a_choice_the_template_is_all_thirteen_themes() -> None:
    desk = MemoryDesk(LEADER, chosen(proposed()))
    planning(desk, TRAINING)
    refused = asked(lambda: draft_plan(desk, run=RUN))
    refused.then_refused("C06-11", "themes_uncovered")
    assert refused.refusal is not None
    assert len(refused.refusal.facts["themes"]) == 12


@pytest.mark.rule("C06-11", "C06-12")
def test_a_plan_that_is_kept_here_is_not_passed_by_with_a_reference_to_another() -> None:
    desk = MemoryDesk(LEADER, chosen(proposed()))
    assert draft_plan(desk, run=RUN, plan="KS 26/114").plan == "KS 26/114"
    planning(desk, TRAINING)
    asked(lambda: draft_plan(desk, run=RUN, plan="KS 26/115")).then_refused(
        "C06-11", "planned_here"
    )


@pytest.mark.rule("C06-12")
def test_a_run_without_a_plan_puts_none_forward_and_an_open_one_changes_none() -> None:
    asked(lambda: draft_plan(MemoryDesk(LEADER, chosen(proposed())), run=RUN)).then_refused(
        "C06-12", "plan_missing"
    )
    desk = MemoryDesk(LEADER, opened(), choice())
    for key in REST:
        planning(desk, TRAINING | {"key": key, "theme": key})
    asked(lambda: draft_plan(desk, run=RUN)).then_refused("C06-12", "plan_in_force")
