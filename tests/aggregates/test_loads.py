"""What a municipality is in at once is seen before it is invited, and blocks nobody."""

from __future__ import annotations

from typing import Any

import pytest

from aggregates.deeds import decision, halting, sign_up
from aggregates.deeds.loads import note_load
from aggregates.kernel.root import Root, derived, ref
from aggregates.territory.ceiling import LoadCeiling
from aggregates.territory.load import Load
from tests.aggregates.test_deeds_invitation import inviting, laid_out, municipality
from tests.kit.desk import MemoryDesk
from tests.kit.given import given
from tests.kit.runs import (
    BERGEN,
    GROUP,
    RUN,
    coordinator,
    decider,
    invited,
    opened,
    proposed,
)

OTHER = derived("runs", "another")


def weighed(desk: MemoryDesk) -> dict[str, Any]:
    """What the gate noted of the load of the municipality that it let be invited."""
    recorded = inviting(desk)
    assert recorded.refusal is None
    [found] = [each for each in recorded.events[0].trace if each["rule"] == "C01-09"]
    return dict(found)


def loaded(ceiling: int | None, *others: Root) -> MemoryDesk:
    """A municipality that is in another run, and has said how many it can be in."""
    desk = laid_out(*others)
    of = municipality(desk)
    load = Load.begin(decider(of), municipality=of)
    load.note(decider(of), run=OTHER, joined=True)
    desk.roots[load.id] = load
    if ceiling is not None:
        stated = LoadCeiling.state(
            coordinator(of), municipality=of, ceiling=ceiling, reason="Budsjett."
        )
        desk.roots[stated.id] = stated
    desk.recorded()
    return desk


@pytest.mark.rule("C01-09", "I66")
@pytest.mark.parametrize(("ceiling", "outcome"), [(1, "warning"), (2, "ok"), (None, "ok")])
def test_load_and_ceiling_are_in_the_trace_of_an_invitation_and_block_nobody(
    ceiling: int | None, outcome: str
) -> None:
    desk = loaded(ceiling, proposed(id=OTHER))
    found = weighed(desk)
    assert (found["outcome"], found["inputs"]["runs"]) == (outcome, 1)
    of = municipality(desk)
    assert found["inputs"]["load"] == ref(desk.get(Load, Load.id_of(of)))
    if outcome == "warning":
        assert found["facts"] == {"runs": 1, "ceiling": 1}


@pytest.mark.rule("C01-09")
def test_a_run_that_is_cancelled_loads_nobody() -> None:
    desk = loaded(1, proposed(id=OTHER))
    desk.act = GROUP
    halting.cancel(desk, run=OTHER, reason="Leverandøren trakk seg.")
    desk.recorded()
    assert weighed(desk)["inputs"]["runs"] == 0


@pytest.mark.rule("C01-09")
def test_a_run_is_on_the_list_while_the_municipality_is_in_it() -> None:
    desk = MemoryDesk(decider(), opened(), invited())
    asked = invited().id

    answer = {"participation": asked, "basis_version": 1, "level": "kommunestyre"}
    decision.decide(desk, answer="decline", **answer)  # type: ignore[arg-type]
    note_load(desk, participation=asked)
    assert desk.find(Load, Load.id_of(BERGEN)) is None
    decision.decide(desk, answer="join", **answer)  # type: ignore[arg-type]
    note_load(desk, participation=asked)
    load = desk.get(Load, Load.id_of(BERGEN))
    assert load.runs == [RUN]
    sign_up.withdraw(desk, participation=asked)
    note_load(desk, participation=asked)
    assert load.runs == []
    given(load).when(Load.note, decider(), run=RUN, joined=False).then_nothing()
