"""A run that tests the model itself: what it teaches binds those that come after it."""

from __future__ import annotations

from typing import Any

import pytest

from aggregates.deeds.learning import answer, unanswered
from aggregates.deeds.preparing import note_adjustment
from aggregates.evaluation.evaluation import Evaluation
from aggregates.evaluation.learning import Learning
from aggregates.kernel.root import derived
from aggregates.runs.run import Run
from tests.kit.desk import MemoryDesk
from tests.kit.given import asked
from tests.kit.runs import GROUP, LEADER, RUN, chosen, limited, proposed, pulje

NEXT = derived("runs", "pll-2025")
TAUGHT: dict[str, Any] = {"key": "T1", "text": "Gi lengre tid.", "type": "model", "owner": "NKG"}


def trial(track: str = "A") -> Run:
    """A run that is marked as a test of the model."""
    run = chosen(proposed("limited:visma" if track == "C" else "national"), track)
    run.mark_as_test(GROUP, purpose="Flere puljer.")
    return run


@pytest.mark.rule("C06-18", "I36", "C10-05")
def test_an_adjustment_that_a_test_taught_is_answered_by_the_next_run() -> None:
    desk = MemoryDesk(LEADER, trial(), following := chosen(proposed(id=NEXT)))
    learned = note_adjustment(desk, run=RUN, **TAUGHT)
    assert unanswered(desk, following)[0] == {learned.id: "T1"}
    answer(desk, run=NEXT, learning=learned.id, answer="taken_into_account", reason="To uker.")
    assert unanswered(desk, following)[0] == {}


@pytest.mark.rule("C06-18", "I36")
@pytest.mark.parametrize(("track", "number"), [("A", None), ("C", 1)])
def test_a_run_does_not_answer_what_it_has_taught_itself(track: str, number: int | None) -> None:
    run = trial(track)
    limited(run) if track == "C" else None
    run.lead_pulje(LEADER, number=1, leader="p-7")
    desk = MemoryDesk(LEADER, run, pulje())
    note_adjustment(desk, run=RUN, pulje=number, **TAUGHT)
    assert unanswered(desk, run)[0] == {}


@pytest.mark.rule("C06-18", "I37")
def test_in_track_c_an_adjustment_belongs_to_the_evaluation_of_a_pulje() -> None:
    desk = MemoryDesk(LEADER, trial("C"), pulje())
    learned = note_adjustment(desk, run=RUN, pulje=1, **TAUGHT)
    assert learned.id == Learning.id_of(Evaluation.id_of(RUN, 1), "T1")
    refused = asked(lambda: note_adjustment(desk, run=RUN, **TAUGHT | {"key": "T2"}))
    refused.then_refused("I37", "each_pulje", track="C")
    desk = MemoryDesk(LEADER, trial(), pulje())
    asked(lambda: note_adjustment(desk, run=RUN, pulje=1, **TAUGHT)).then_refused(
        "I37", "whole_run", track="A"
    )


@pytest.mark.rule("C06-18")
def test_an_adjustment_that_is_noted_twice_is_one_learning_point() -> None:
    desk = MemoryDesk(LEADER, trial())
    learned = note_adjustment(desk, run=RUN, **TAUGHT)
    desk.recorded()
    assert note_adjustment(desk, run=RUN, **TAUGHT) is learned
    assert desk.recorded() == []
