from __future__ import annotations

import asyncio
from functools import partial
from uuid import UUID

import pytest

from aggregates.deeds.halting import cancel, cancel_pulje, lose_place
from aggregates.deeds.sign_up import offer_place, sign_up, withdraw
from aggregates.invitations.participation import Participation
from aggregates.runs.pulje import Pulje
from aggregates.tasks.notice import Notice
from bus.contracts.runs import PuljeCancelled
from log.log import Deed, Log
from services.lost_places import tell
from tests.kit.runs import (
    BERGEN,
    GROUP,
    LEADER,
    RUN,
    SYSTEM,
    VOSS,
    decider,
    joined,
    opened,
    pulje,
)
from tests.services.past import done, happened, hear, recorded
from tests.services.test_suspensions import bergen

ASKOY = UUID(int=4627)
BERGENS, VOSSES, ASKOYS = (Participation.id_of(RUN, each) for each in (BERGEN, VOSS, ASKOY))
CALLED_OFF = partial(cancel_pulje, run=RUN, number=1, reason="For få plasser.")


async def full(log: Log) -> None:
    """Bergen has the place; Voss and Askøy wait for one, in that order."""
    happened(
        log, bergen(), opened(), pulje(capacity=1), pulje(2),
        joined(), joined(VOSS, "4621"), joined(ASKOY, "4627"),
    )  # fmt: skip
    for municipality in (BERGEN, VOSS, ASKOY):
        await done(log, decider(municipality), signing(municipality))


def signing(municipality: UUID, number: int = 1) -> Deed:
    return partial(sign_up, participation=Participation.id_of(RUN, municipality), pulje=number)


async def called_off(log: Log, deed: Deed = CALLED_OFF) -> None:
    await done(log, GROUP, deed)
    await hear(log, tell, PuljeCancelled)


@pytest.mark.rule("C08-11", "I24")
def test_who_has_a_place_in_a_pulje_that_is_cancelled_loses_it_once_and_is_told(log: Log) -> None:
    async def story() -> None:
        await full(log)
        await called_off(log)

    asyncio.run(story())
    lost = {each.originator_id: each.outcome for each in recorded(log, Participation.PlaceLost)}
    assert lost == {BERGENS: "place", VOSSES: "waiting", ASKOYS: "waiting"}
    told = {each.about: each for each in recorded(log, Notice.Sent)}
    assert told.keys() == lost.keys()
    assert told[BERGENS].to == [
        {"role": "kommunal_beslutter", "body": "964338531"},
        {"role": "kommunal_koordinator", "body": "964338531"},
    ]
    assert told[BERGENS].facts == {
        "solution": "pll", "number": "4601", "pulje": 1, "reason": "For få plasser.",
    }  # fmt: skip


@pytest.mark.rule("I01", "C08-11")
def test_the_place_is_lost_and_not_the_decision_to_join_so_it_may_sign_up_elsewhere(
    log: Log,
) -> None:
    async def story() -> None:
        await full(log)
        await called_off(log)
        await done(log, decider(), signing(BERGEN, 2))
        await hear(log, tell, PuljeCancelled)
        mine = await log.read(Participation, BERGENS)
        assert (mine.answer, mine.pulje, mine.outcome) == ("join", 2, "place")

    asyncio.run(story())
    assert len(recorded(log, Participation.DecisionMade)) == 3
    assert recorded(log, Participation.Withdrawn) == []


@pytest.mark.rule("C08-11")
def test_an_offer_in_a_pulje_that_is_cancelled_is_lost_as_well(log: Log) -> None:
    async def story() -> None:
        await full(log)
        await done(log, decider(), partial(withdraw, participation=BERGENS))
        await done(log, SYSTEM, partial(offer_place, pulje=Pulje.id_of(RUN, 1)))
        await called_off(log)
        assert (await log.read(Participation, VOSSES)).pulje is None

    asyncio.run(story())
    lost = [each.originator_id for each in recorded(log, Participation.PlaceLost)]
    assert set(lost) == {VOSSES, ASKOYS}


@pytest.mark.rule("C08-11")
def test_with_the_run_all_its_puljer_are_cancelled_and_every_place_in_them(log: Log) -> None:
    async def story() -> None:
        run = opened()
        run.lead_pulje(LEADER, number=1, leader="p-7")
        happened(log, run, pulje(), joined())
        await done(log, decider(), signing(BERGEN))
        await called_off(log, partial(cancel, run=RUN, reason="Erstattes."))

    asyncio.run(story())
    assert [each.pulje for each in recorded(log, Participation.PlaceLost)] == [1]


@pytest.mark.rule("I01")
def test_nobody_loses_a_place_in_a_pulje_that_goes_on(log: Log) -> None:
    async def story() -> None:
        happened(log, opened(), pulje(), joined())
        await done(log, decider(), signing(BERGEN))
        await done(log, GROUP, partial(lose_place, participation=BERGENS))

    asyncio.run(story())
    assert recorded(log, Participation.PlaceLost) == []
