"""What is said outside of the work in a run: what is done and owed, not what was said about it."""

from __future__ import annotations

from aggregates.execution.follow_up import FollowUp
from aggregates.execution.issue import Issue
from aggregates.execution.status import Status
from aggregates.execution.terms import Terms
from bus.contracts import execution as said
from bus.translations.wording import ID, Words, says

WORDS: Words = {
    Terms.Agreed: says(said.TermsAgreed),
    FollowUp.Planned: says(said.FollowUpPlanned),
    FollowUp.OwnerNamed: says(said.OwnerNamed),
    FollowUp.HandedOver: says(said.HandedOver),
    FollowUp.ExceptionRecorded: says(said.ExceptionRecorded),
    FollowUp.Done: says(said.FollowUpDone),
    Status.Reported: says(said.StatusReported),
    Status.Measured: says(said.StatusMeasured),
    Issue.Raised: says(said.IssueRaised, issue=ID),
    Issue.MunicipalityAffected: says(said.IssueAffects, issue=ID),
    Issue.SeverityChanged: says(said.IssueSeverityChanged, issue=ID),
    Issue.Answered: says(said.IssueAnswered, issue=ID),
}
