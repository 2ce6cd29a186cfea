from __future__ import annotations

import asyncio
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from aggregates.deeds import learning
from aggregates.deeds.evaluation import deliver
from aggregates.evaluation.evaluation import Evaluation
from aggregates.evaluation.learning import Learning
from aggregates.kernel.act import Role
from aggregates.runs.run import Run
from aggregates.tasks.task import Task
from bus.contracts.runs import RunProposed, TrackChosen
from log.log import Log, upon
from services.lessons import attach
from tests.kit.given import act
from tests.kit.runs import ANSWERS, GROUP, LEADER, RUN, proposed
from tests.services.past import done, happened, hear, recorded

TAUGHT: dict[str, Any] = {
    "summary": "Bra.",
    "heard": [{"party": "4601", "kind": "participant", "answered": True}],
    "learnings": [{"id": "l1", "text": "For sent.", "type": "material", "owner": "KS"}],
}


def owed(solution: str = "pll", track: str = "C") -> Evaluation:
    """What an earlier run owes."""
    return Evaluation.fall_due(
        act(Role.SYSTEM), run=UUID(int=5), solution=solution, track=track,
        responsible_role="innforingsleder", due=date(2024, 6, 30),
    )  # fmt: skip


async def taught(log: Log, **of: str) -> None:
    happened(log, owed(**of))
    await done(log, LEADER, partial(deliver, evaluation=owed(**of).id, **TAUGHT))


@pytest.mark.rule("C10-05", "I36")
def test_a_run_proposed_for_a_solution_with_open_learnings_is_given_them_to_answer(
    log: Log,
) -> None:
    async def story() -> None:
        await taught(log)
        happened(log, proposed())
        await hear(log, attach, RunProposed)

    asyncio.run(story())
    [task] = recorded(log, Task.Opened)
    assert (task.kind, task.about, task.facts["count"]) == ("answer_learnings", RUN, 1)


@pytest.mark.rule("C10-05", "I36")
def test_what_was_learned_on_the_track_is_given_once_the_track_is_chosen(log: Log) -> None:
    async def story() -> None:
        await taught(log, solution="kj", track="A")
        happened(log, proposed())
        await hear(log, attach, RunProposed)
        assert recorded(log, Task.Opened) == []
        choosing = upon(
            Run, RUN, Run.choose_track, track="A", answers=ANSWERS, deciding_body="NKG",
            dissent=None,
        )  # fmt: skip
        await done(log, GROUP, choosing)
        await hear(log, attach, TrackChosen)

    asyncio.run(story())
    assert [each.kind for each in recorded(log, Task.Opened)] == ["answer_learnings"]


def test_a_run_with_nothing_open_before_it_is_given_nothing(log: Log) -> None:
    async def story() -> None:
        await taught(log)
        settled = partial(
            learning.settle, learning=Learning.id_of(owed().id, "l1"), outcome="left", reason="Nei."
        )
        await done(log, GROUP, settled)
        happened(log, proposed())
        await hear(log, attach, RunProposed)

    asyncio.run(story())
    assert recorded(log, Task.Opened) == []
