"""What is said outside of national coordination: organisations and days, never who sits there."""

from __future__ import annotations

from aggregates.coordination.group import CoordinatingGroup
from bus.contracts import coordination as said
from bus.translations.wording import Words, says

WORDS: Words = {
    CoordinatingGroup.Constituted: says(said.GroupConstituted),
    CoordinatingGroup.SeatEnded: says(said.SeatEnded),
    CoordinatingGroup.SeatFilled: says(said.SeatFilled),
    CoordinatingGroup.SeatGiven: says(said.SeatGiven),
    CoordinatingGroup.SeatVacated: says(said.SeatVacated),
}
