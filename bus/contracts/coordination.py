"""What others may hear about national coordination: seats, capacity, and runs that clash."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from bus.contracts.kernel import Message
from bus.contracts.words import County, Day, OrganisationNumber, PuljeNumber, RoleName, RunId

SeatKind = Annotated[
    str,
    Field(description="ks, national_service_provider, region or other.", examples=["region"]),
]
LastDay = Annotated[
    date | None, Field(description="The day it ends; null where none is set.", examples=[None])
]


class GroupConstituted(Message):
    """The coordinating group was constituted; it decides nothing before its seats are filled."""

    subject = "fellestakt.coordination.group-constituted.v1"


class _OfSeat(Message):
    organisation: OrganisationNumber
    kind: SeatKind


class SeatGiven(_OfSeat):
    """An organisation has a seat from a day on; a region has it for a turn."""

    subject = "fellestakt.coordination.seat-given.v1"

    region: County | None
    since: Day
    until: LastDay


class SeatFilled(_OfSeat):
    """An organisation has somebody in its seat."""

    subject = "fellestakt.coordination.seat-filled.v1"


class SeatVacated(_OfSeat):
    """An organisation's seat stands empty; if it is a standing one, the group cannot decide."""

    subject = "fellestakt.coordination.seat-vacated.v1"


class SeatEnded(_OfSeat):
    """An organisation has its seat until that day."""

    subject = "fellestakt.coordination.seat-ended.v1"

    until: Day


CapacityKind = Annotated[
    str,
    Field(
        description="onboarding_slots, leader_hours, network_resources or municipality_load.",
        examples=["onboarding_slots"],
    ),
]
Amount = Annotated[int, Field(description="So much on each day of the period.", examples=[20])]


class _OfCapacity(Message):
    kind: CapacityKind
    owner: OrganisationNumber
    amount: Amount


class _OfBooking(_OfCapacity):
    run: RunId
    number: PuljeNumber


class CapacityCommitted(_OfCapacity):
    """Who owns a capacity has committed so much of it, in place of what the key said before."""

    subject = "fellestakt.coordination.capacity-committed.v1"

    key: Annotated[str, Field(description="Which statement of the owner's.", examples=["2027-1"])]
    since: Day
    until: Day


class CapacityReserved(_OfBooking):
    """A pulje has so much of a capacity from now on."""

    subject = "fellestakt.coordination.capacity-reserved.v1"

    since: Day
    until: Day


class CapacityOverbooked(_OfBooking):
    """A pulje has more than was committed; the coordinating group decided it."""

    subject = "fellestakt.coordination.capacity-overbooked.v1"

    since: Day
    until: Day
    excess: Annotated[
        int, Field(description="How much is beyond what was committed.", examples=[5])
    ]


class CapacityReleased(_OfBooking):
    """A pulje has given back what it had."""

    subject = "fellestakt.coordination.capacity-released.v1"


class RunClashDetected(Message):
    """All that a pulje clashes with from now on; no kinds where it no longer does."""

    subject = "fellestakt.coordination.run-clash-detected.v1"

    run: RunId
    number: PuljeNumber
    since: Day
    until: Day
    kinds: Annotated[
        list[str],
        Field(description="leader, capacity, municipalities or holiday.", examples=[["leader"]]),
    ]
    others: Annotated[
        list[str],
        Field(
            description="Puljer of other runs, as run#number.",
            examples=[["0b9f1f6e-5f0c-5b52-8f43-2f6f0c1a0001#1"]],
        ),
    ]


class BodyStandingStated(Message):
    """A body advises or decides, as stated for the first time or anew."""

    subject = "fellestakt.coordination.body-standing-stated.v1"

    name: Annotated[str, Field(examples=["Styringsråd"])]
    standing: Annotated[str, Field(description="advisory or deciding.", examples=["advisory"])]


class CommonMessageSent(Message):
    """Something was told in common, by one sender, to these."""

    subject = "fellestakt.coordination.common-message-sent.v1"

    sender: OrganisationNumber
    roles: Annotated[list[RoleName], Field(examples=[["kommunal_koordinator"]])]
