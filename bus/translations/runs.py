"""What is said outside of runs and puljer. Who leads is told by role and body, never by person."""

from __future__ import annotations

from aggregates.runs.pulje import Pulje
from aggregates.runs.run import Run
from aggregates.runs.simultaneity import Simultaneity
from aggregates.runs.survey import Survey
from bus.contracts import runs as said
from bus.translations.wording import ID, Words, says

WORDS: Words = {
    Run.Proposed: says(said.RunProposed, run=ID),
    Run.TrackChosen: says(said.TrackChosen, run=ID),
    Run.LeaderAppointed: says(said.LeaderAppointed, run=ID),
    Run.PlanReviewed: says(said.PlanReviewed, run=ID),
    Run.WorkingGroupAppointed: says(said.WorkingGroupAppointed, run=ID),
    Run.LeaderAccepted: says(said.LeaderAccepted, run=ID),
    Run.LeaderReplaced: says(said.LeaderReplaced, run=ID),
    Run.RegionalNotified: says(said.RegionalRunNotified, run=ID),
    Run.LimitsStated: says(said.LimitsStated, run=ID),
    Run.CompletionAssigned: says(said.CompletionAssigned, run=ID),
    Run.CommunicationPlanned: says(said.CommunicationPlanned, run=ID),
    Run.DeviationRecorded: says(said.DeviationRecorded, run=ID),
    Run.ActorIncluded: says(said.ActorIncluded, run=ID),
    Run.PopulationFrozen: says(said.PopulationFrozen, run=ID),
    Run.AdvanceNoticeSent: says(said.AdvanceNoticeSent, run=ID),
    Survey.Opened: says(said.SurveyOpened),
    Survey.MoreAsked: says(said.SurveyExtended),
    Survey.Answered: says(said.SurveyAnswered),
    Survey.OpenedInRegion: says(said.RegionalSurveyOpened),
    Survey.AnsweredInRegion: says(said.RegionalSurveyAnswered),
    Simultaneity.Declared: says(said.SimultaneityDeclared),
    Simultaneity.Confirmed: says(said.SimultaneityConfirmed),
    Simultaneity.Lifted: says(said.SimultaneityLifted),
    Run.MarkedAsTest: says(said.MarkedAsTest, run=ID),
    Run.Stopped: says(said.RunStopped, run=ID),
    Run.Resumed: says(said.RunResumed, run=ID),
    Run.Cancelled: says(said.RunCancelled, run=ID),
    Run.SignUpOpened: says(said.SignUpOpened, run=ID),
    Run.Started: says(said.RunStarted, run=ID),
    Run.FollowUpBegun: says(said.FollowUpBegun, run=ID),
    Run.Closed: says(said.RunClosed, run=ID),
    Pulje.Planned: says(said.PuljePlanned, pulje=ID),
    Pulje.Opened: says(said.PuljeOpened, pulje=ID),
    Pulje.Started: says(said.PuljeStarted, pulje=ID),
    Pulje.FollowUpBegun: says(said.PuljeFollowUpBegun, pulje=ID),
    Pulje.MatchingStated: says(said.PuljeMatchingStated, pulje=ID),
    Pulje.Evaluated: says(said.PuljeEvaluated, pulje=ID),
    Pulje.Closed: says(said.PuljeClosed, pulje=ID),
    Pulje.LeaderChanged: says(said.PuljeLeaderChanged, pulje=ID),
    Pulje.Cancelled: says(said.PuljeCancelled, pulje=ID),
    Pulje.CapacityChanged: says(said.CapacityChanged, pulje=ID),
    Pulje.PromiseLater: says(said.PuljePromiseLater, pulje=ID),
    Pulje.PromiseInTime: says(said.PuljePromiseInTime, pulje=ID),
    Pulje.Frozen: says(said.PuljeFrozen, pulje=ID),
    Pulje.Thawed: says(said.PuljeThawed, pulje=ID),
    Pulje.PlaceTaken: says(said.PlaceTaken, pulje=ID),
    Pulje.WaitlistJoined: says(said.WaitlistJoined, pulje=ID),
    Pulje.PlaceOffered: says(said.PlaceOffered, pulje=ID),
    Pulje.OfferAccepted: says(said.OfferAccepted, pulje=ID),
    Pulje.OfferDeclined: says(said.OfferDeclined, pulje=ID),
    Pulje.OfferLapsed: says(said.OfferLapsed, pulje=ID),
    Pulje.PlaceReleased: says(said.PlaceReleased, pulje=ID),
    Pulje.WaitlistLeft: says(said.WaitlistLeft, pulje=ID),
}
