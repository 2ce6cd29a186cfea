"""What is said outside of regional groups: which and where, never who."""

from __future__ import annotations

from aggregates.regions.county_service import CountyService
from aggregates.regions.regional_group import RegionalGroup
from bus.contracts import regions as said
from bus.translations.wording import ID, Words, says

WORDS: Words = {
    RegionalGroup.Established: says(said.RegionalGroupEstablished, group=ID),
    RegionalGroup.Confirmed: says(said.RegionalGroupConfirmed, group=ID),
    RegionalGroup.ContactAppointed: says(said.RegionalContactAppointed, group=ID),
    RegionalGroup.TermEnded: says(said.RegionalTermEnded, group=ID),
    CountyService.Taken: says(said.CountyTaken),
    CountyService.HandedOver: says(said.CountyHandedOver),
}
