from __future__ import annotations

from typing import Any

import pytest

from aggregates.adoption.use_rule import UseRule
from tests.kit.given import Recorded, act, given

ONE = {"definition": "Oppslag per måned", "threshold": 1, "decision": "KS 26/201"}
WEIGHED = {"rule": "majority", "services": ["sykehjem", "legevakt"], "decision": "KS 26/202"}


def opened() -> UseRule:
    return UseRule.open(act(), solution="kjernejournal")


def publishing(rule: UseRule, **instead: Any) -> Recorded:
    return given(rule).when(UseRule.publish, act(), **{**ONE, **instead})


def weighing(of: UseRule, **instead: Any) -> Recorded:
    return given(of).when(UseRule.weigh_services, act(), **{**WEIGHED, **instead})


@pytest.mark.rule("I34")
def test_an_active_use_rule_has_versions_and_says_what_holds_by_default() -> None:
    rule = opened()
    assert rule.active is None
    publishing(rule).then(
        UseRule.Published, version=1, threshold=1, within=3, lapse_after=3, expected_weeks=12
    )
    publishing(rule, threshold=5).then(UseRule.Published, version=2, threshold=5)


@pytest.mark.rule("I34")
def test_a_rule_needs_a_threshold_limits_and_a_decision() -> None:
    publishing(opened(), threshold=0).then_refused("I34", "threshold_malformed")
    publishing(opened(), lapse_after=0).then_refused("I34", "limits_malformed", most=60)
    publishing(opened(), within=61).then_refused("I34", "limits_malformed")
    publishing(opened(), decision="").then_refused("I34", "decision_missing")
    publishing(opened(), definition="").then_refused("I34", "decision_missing")


@pytest.mark.rule("C09-03")
def test_how_service_areas_are_weighed_has_versions_too() -> None:
    rule = opened()
    weighing(rule).then(UseRule.ServicesWeighed, version=1, rule="majority")
    weighing(rule).then_nothing()
    weighing(rule, rule="all").then(UseRule.ServicesWeighed, version=2, rule="all")
    weighing(rule, rule="most").then_refused("C09-03", "unknown_weight", weight="most")
    weighing(rule, services=["x"]).then_refused("C09-03", "unknown_service", service="x")
    weighing(rule, rule="any", decision="").then_refused("C09-03", "decision_missing")
