from __future__ import annotations

import pytest

from aggregates.kernel.act import Role
from aggregates.kernel.gate import Gate
from aggregates.runs.simultaneity import Simultaneity, ask_confirmed
from tests.kit.given import act, given
from tests.kit.runs import LEADER, RUN

NHN = "994598759"
OTHER = act(Role.SERVICE_PROVIDER, body=NHN)


def declared() -> Simultaneity:
    simultaneity = Simultaneity.begin(LEADER, run=RUN, solution="pll")
    simultaneity.declare(LEADER, actor=NHN, what="Ny versjon i produksjon")
    return simultaneity


def finding(simultaneity: Simultaneity | None) -> str:
    gate = Gate("start")
    ask_confirmed(gate, simultaneity)
    return str(gate.trace[0]["outcome"])


@pytest.mark.rule("C06-16")
def test_only_the_other_actor_confirms_that_it_starts_at_the_same_time() -> None:
    simultaneity = declared()
    given(simultaneity).when(Simultaneity.confirm, LEADER).then_refused(
        "C06-16", "not_the_other_actor"
    )
    given(simultaneity).when(Simultaneity.confirm, OTHER).then(Simultaneity.Confirmed, actor=NHN)
    given(simultaneity).when(Simultaneity.confirm, OTHER).then_nothing()


@pytest.mark.rule("C06-16")
def test_what_is_declared_is_confirmed_before_a_start() -> None:
    assert finding(None) == "ok"
    simultaneity = declared()
    assert finding(simultaneity) == "not_ok"
    simultaneity.confirm(OTHER)
    assert finding(simultaneity) == "ok"


@pytest.mark.rule("C06-16")
def test_something_else_of_the_other_actors_is_confirmed_anew() -> None:
    simultaneity = declared()
    simultaneity.confirm(OTHER)
    given(simultaneity).when(Simultaneity.declare, LEADER, actor=NHN, what="").then_refused(
        "C06-16", "what_missing"
    )
    given(simultaneity).when(Simultaneity.declare, LEADER, actor=NHN, what="I mai").then(
        Simultaneity.Declared
    )
    assert simultaneity.unconfirmed == [NHN]


@pytest.mark.rule("C06-16")
def test_a_run_that_does_not_depend_on_another_any_more_says_why() -> None:
    simultaneity = declared()
    given(simultaneity).when(Simultaneity.lift, LEADER, actor=NHN, reason="").then_refused(
        "C06-16", "reason_missing"
    )
    given(simultaneity).when(Simultaneity.lift, LEADER, actor=NHN, reason="Alt i drift").then(
        Simultaneity.Lifted
    )
    assert finding(simultaneity) == "ok"
    given(simultaneity).when(Simultaneity.confirm, OTHER).then_refused(
        "C06-16", "not_the_other_actor"
    )
