from __future__ import annotations

import asyncio
from functools import partial
from uuid import UUID

from aggregates.deeds.sign_up import decline_offer, sign_up, withdraw
from aggregates.invitations.participation import Participation
from aggregates.runs.pulje import Pulje
from bus.contracts.runs import CapacityChanged, OfferDeclined, PlaceReleased
from log.log import Log, upon
from services.offers import offer
from tests.kit.runs import BERGEN, LEADER, RUN, VOSS, decider, joined, opened, pulje
from tests.services.past import done, happened, hear, recorded

ASKOY = UUID(int=4627)
PULJE = Pulje.id_of(RUN, 1)
BERGENS, VOSSES, ASKOYS = (Participation.id_of(RUN, each) for each in (BERGEN, VOSS, ASKOY))


async def full(log: Log, capacity: int = 1) -> None:
    """Bergen has the place; Voss and Askøy wait for one, in that order."""
    happened(
        log, opened(), pulje(capacity=capacity), pulje(2),
        joined(), joined(VOSS, "4621"), joined(ASKOY, "4627"),
    )  # fmt: skip
    for municipality in (BERGEN, VOSS, ASKOY):
        signing = partial(sign_up, participation=Participation.id_of(RUN, municipality), pulje=1)
        await done(log, decider(municipality), signing)


def offered(log: Log) -> list[object]:
    return [each.participation for each in recorded(log, Pulje.PlaceOffered)]


def test_a_place_given_up_is_offered_once_to_the_first_who_waits(log: Log) -> None:
    async def story() -> None:
        await full(log)
        await done(log, decider(), partial(withdraw, participation=BERGENS))
        await hear(log, offer, PlaceReleased)

    asyncio.run(story())
    assert offered(log) == [VOSSES]


def test_an_offer_has_the_puljes_own_time_to_decide(log: Log) -> None:
    async def story() -> None:
        await full(log)
        await done(log, decider(), partial(withdraw, participation=BERGENS))
        await hear(log, offer, PlaceReleased)

    asyncio.run(story())
    [made] = recorded(log, Pulje.PlaceOffered)
    assert made.until is not None
    assert (made.until - made.on).days == 30


def test_an_offer_turned_down_goes_to_the_next(log: Log) -> None:
    async def story() -> None:
        await full(log)
        await done(log, decider(), partial(withdraw, participation=BERGENS))
        await hear(log, offer, PlaceReleased)
        await done(log, decider(VOSS), partial(decline_offer, participation=VOSSES))
        await hear(log, offer, OfferDeclined)
        await hear(log, offer, PlaceReleased)

    asyncio.run(story())
    assert offered(log) == [VOSSES, ASKOYS]


def test_more_room_is_offered_to_as_many_as_it_holds(log: Log) -> None:
    async def story() -> None:
        await full(log)
        await done(log, LEADER, upon(Pulje, PULJE, Pulje.change_capacity, capacity=3))
        await hear(log, offer, CapacityChanged)

    asyncio.run(story())
    assert offered(log) == [VOSSES, ASKOYS]


def test_a_place_that_nobody_waits_for_is_offered_to_nobody(log: Log) -> None:
    async def story() -> None:
        await full(log, capacity=3)
        await done(log, decider(), partial(withdraw, participation=BERGENS))
        await hear(log, offer, PlaceReleased)

    asyncio.run(story())
    assert offered(log) == []
