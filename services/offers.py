"""When a place in a pulje comes free, the first who waits is offered it (R7)."""

from __future__ import annotations

from functools import partial

from aggregates.deeds.sign_up import offer_place
from bus.contracts.kernel import CloudEvent
from bus.contracts.runs import (
    CapacityChanged,
    OfferDeclined,
    OfferLapsed,
    PlaceReleased,
    PuljeThawed,
)
from log.log import Log
from services.asking import ask

Freed = PlaceReleased | OfferDeclined | OfferLapsed | CapacityChanged | PuljeThawed


async def offer(message: Freed, envelope: CloudEvent, log: Log) -> None:
    """Offer what is free in the pulje by now, to those who wait by now, in their order (I24)."""
    await ask(log, "offers", envelope, partial(offer_place, pulje=message.pulje))
