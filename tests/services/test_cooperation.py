from __future__ import annotations

import asyncio

import pytest

from aggregates.kernel.root import derived
from aggregates.regions.cooperation import Cooperation
from bus.contracts.runs import RegionalRunNotified
from log.log import Log
from services.cooperation import suggest
from tests.kit.runs import chosen, notified, proposed
from tests.services.past import happened, hear, recorded


@pytest.mark.rule("C13-04")
def test_two_regions_that_tell_of_similar_runs_are_suggested_to_cooperate_once(log: Log) -> None:
    async def story() -> None:
        for scope in ("regional:46", "regional:50"):
            own = proposed(scope, id=derived("runs", scope))
            happened(log, notified(chosen(own, "B")))
        await hear(log, suggest, RegionalRunNotified)

    asyncio.run(story())
    assert len(recorded(log, Cooperation.RunNoticed)) == 2
    assert len(recorded(log, Cooperation.Suggested)) == 1
