"""What is said outside of national coordination: organisations, days and amounts, never persons."""

from __future__ import annotations

from aggregates.coordination.body import BodyStanding
from aggregates.coordination.calendar import Calendar
from aggregates.coordination.capacity import Capacity
from aggregates.coordination.common_message import CommonMessage
from aggregates.coordination.group import CoordinatingGroup
from bus.contracts import coordination as said
from bus.contracts.kernel import Message
from bus.translations.wording import Words, says


def _clash(event: Calendar.ClashDetected) -> Message:
    """A clash without whose it is: who leads stays inside."""
    return said.RunClashDetected(
        on=event.on, run=event.run, number=event.number, since=event.since, until=event.until,
        kinds=sorted({each["kind"] for each in event.clashes}),
        others=sorted({other for each in event.clashes for other in each["others"]}),
    )  # fmt: skip


def _sent(event: CommonMessage.Sent) -> Message:
    roles = sorted({str(each["role"]) for each in event.recipients if each["role"]})
    return said.CommonMessageSent(on=event.on, sender=event.sender, roles=roles)


WORDS: Words = {
    BodyStanding.Changed: says(said.BodyStandingStated),
    BodyStanding.Stated: says(said.BodyStandingStated),
    Calendar.ClashDetected: _clash,
    Capacity.Committed: says(said.CapacityCommitted),
    Capacity.Overbooked: says(said.CapacityOverbooked),
    Capacity.Released: says(said.CapacityReleased),
    Capacity.Reserved: says(said.CapacityReserved),
    CommonMessage.Sent: _sent,
    CoordinatingGroup.Constituted: says(said.GroupConstituted),
    CoordinatingGroup.SeatEnded: says(said.SeatEnded),
    CoordinatingGroup.SeatFilled: says(said.SeatFilled),
    CoordinatingGroup.SeatGiven: says(said.SeatGiven),
    CoordinatingGroup.SeatVacated: says(said.SeatVacated),
}
