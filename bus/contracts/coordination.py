"""What others may hear about the national coordinating group: whose seats are given and filled."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from bus.contracts.kernel import Message
from bus.contracts.words import County, Day, OrganisationNumber

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
