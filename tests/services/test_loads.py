from __future__ import annotations

import asyncio
from functools import partial

import pytest

from aggregates.deeds.decision import decide
from aggregates.deeds.sign_up import withdraw
from aggregates.invitations.participation import Participation
from aggregates.territory.load import Load
from bus.contracts.invitations import MunicipalDecisionMade, Withdrawn
from log.log import Log
from services.loads import note
from tests.kit.runs import BERGEN, RUN, decider, invited, opened
from tests.services.past import done, happened, hear, recorded

ASKED = Participation.id_of(RUN, BERGEN)
JOINING = partial(
    decide, participation=ASKED, answer="join", basis_version=1, level="kommunedirektor"
)


@pytest.mark.rule("C01-09")
def test_what_a_municipality_joins_and_leaves_is_noted_once_among_all_that_it_is_in(
    log: Log,
) -> None:
    async def story() -> None:
        happened(log, opened(), invited())
        await done(log, decider(), JOINING)
        await hear(log, note, MunicipalDecisionMade)
        assert (await log.read(Load, Load.id_of(BERGEN))).runs == [RUN]
        await done(log, decider(), partial(withdraw, participation=ASKED))
        await hear(log, note, Withdrawn)
        assert (await log.read(Load, Load.id_of(BERGEN))).runs == []

    asyncio.run(story())
    assert len(recorded(log, Load.RunJoined)) == len(recorded(log, Load.RunLeft)) == 1


@pytest.mark.rule("C01-09")
def test_a_joining_that_is_heard_of_after_the_leaving_is_not_noted(log: Log) -> None:
    async def story() -> None:
        happened(log, opened(), invited())
        await done(log, decider(), JOINING)
        await done(log, decider(), partial(withdraw, participation=ASKED))
        await hear(log, note, MunicipalDecisionMade)

    asyncio.run(story())
    assert recorded(log, Load.Begun) == []
