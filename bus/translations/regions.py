"""What is said outside of regional groups: which and where, never who."""

from __future__ import annotations

from aggregates.regions.assignment_letter import AssignmentLetter
from aggregates.regions.cooperation import Cooperation
from aggregates.regions.county_service import CountyService
from aggregates.regions.implementation_frame import ImplementationFrame
from aggregates.regions.implementation_plan import ImplementationPlan
from aggregates.regions.planned_runs import PlannedRuns
from aggregates.regions.regional_group import RegionalGroup
from aggregates.regions.regional_plan import RegionalPlan
from bus.contracts import regions as said
from bus.translations.wording import ID, Words, says

WORDS: Words = {
    AssignmentLetter.Issued: says(said.AssignmentLetterIssued),
    AssignmentLetter.Accepted: says(said.AssignmentLetterAccepted),
    AssignmentLetter.Reported: says(said.AssignmentLetterReported),
    PlannedRuns.Stated: says(said.PlannedRunsStated),
    RegionalPlan.Adopted: says(said.RegionalPlanAdopted),
    ImplementationFrame.FrameSet: says(said.ImplementationFrameSet),
    ImplementationPlan.Planned: says(said.ImplementationPlanned),
    Cooperation.Suggested: says(said.CooperationSuggested),
    RegionalGroup.Established: says(said.RegionalGroupEstablished, group=ID),
    RegionalGroup.Confirmed: says(said.RegionalGroupConfirmed, group=ID),
    RegionalGroup.ContactAppointed: says(said.RegionalContactAppointed, group=ID),
    RegionalGroup.TermEnded: says(said.RegionalTermEnded, group=ID),
    CountyService.Taken: says(said.CountyTaken),
    CountyService.HandedOver: says(said.CountyHandedOver),
}
