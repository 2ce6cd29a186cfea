from __future__ import annotations

import asyncio
from datetime import date
from functools import partial

import pytest

from aggregates.deeds.pulje import begin_follow_up
from aggregates.evaluation.evaluation import Evaluation
from aggregates.runs.pulje import Pulje
from bus.contracts.evaluation import EvaluationDelivered
from log.log import Log, upon
from services.evaluated import note
from tests.kit.runs import GROUP, LEADER, RUN, placed, pulje, started
from tests.services.past import done, happened, hear, recorded

HEARD = [{"party": "4601", "kind": "participant", "answered": True}]
FOLLOWING = partial(begin_follow_up, run=RUN, number=1)
DELIVERED = upon(
    Evaluation, Evaluation.id_of(RUN), Evaluation.deliver,
    summary="Bra.", heard=HEARD, learnings=[],
)  # fmt: skip


def under_way(log: Log) -> None:
    """Bergen goes through pulje 1, pulje 2 is still open; the run owes its evaluation."""
    bergen = placed()
    owed = Evaluation.fall_due(
        GROUP, run=RUN, pulje=None, solution="pll", track="A",
        responsible_role="innforingsleder", due=date(2100, 1, 1),
    )  # fmt: skip
    happened(log, *started(bergen), pulje(2), bergen, owed)


@pytest.mark.rule("C08-11")
def test_when_an_evaluation_is_delivered_the_puljer_in_follow_up_are_evaluated_once(
    log: Log,
) -> None:
    async def story() -> None:
        under_way(log)
        await done(log, LEADER, FOLLOWING)
        await done(log, LEADER, DELIVERED)
        await hear(log, note, EvaluationDelivered)
        assert (await log.read(Pulje, Pulje.id_of(RUN, 2))).stage == "open"

    asyncio.run(story())
    assert [each.number for each in recorded(log, Pulje.Evaluated)] == [1]


@pytest.mark.rule("C08-11")
def test_a_pulje_that_goes_on_to_its_follow_up_later_is_evaluated_as_it_does(log: Log) -> None:
    async def story() -> None:
        under_way(log)
        await done(log, LEADER, DELIVERED)
        await hear(log, note, EvaluationDelivered)
        await done(log, LEADER, FOLLOWING)

    asyncio.run(story())
    assert [each.evaluation for each in recorded(log, Pulje.Evaluated)] == [Evaluation.id_of(RUN)]
