"""What is said outside of the work in a run: what is done and owed, not what was said about it."""

from __future__ import annotations

from aggregates.execution.activity import Activity
from aggregates.execution.follow_up import FollowUp
from aggregates.execution.issue import Issue
from aggregates.execution.local_work import LocalWork
from aggregates.execution.network import ParticipantNetwork
from aggregates.execution.plan import RunPlan
from aggregates.execution.status import Status
from aggregates.execution.support import Support
from aggregates.execution.task_set import TaskSet
from aggregates.execution.terms import Terms
from aggregates.execution.theme_choice import ThemeChoice
from bus.contracts import execution as said
from bus.contracts.kernel import Message
from bus.translations.wording import ID, Words, says


def _chosen(event: ThemeChoice.Chosen | ThemeChoice.Changed) -> Message:
    """Which themes, and which not; what is done in them and why others are left out is inside."""
    return said.ThemesChosen(
        on=event.on, run=event.run, solution=event.solution,
        themes=[each["theme"] for each in event.themes], omitted=sorted(event.omitted),
    )  # fmt: skip


def _issued(event: TaskSet.Issued | TaskSet.Extended) -> Message:
    """Under which keys, not in which words."""
    return said.CommonTasksIssued(
        on=event.on, run=event.run, pulje=event.pulje, solution=event.solution,
        keys=[each["key"] for each in event.tasks],
    )  # fmt: skip


WORDS: Words = {
    RunPlan.Issued: says(said.PlanIssued, themes="template"),
    ThemeChoice.Chosen: _chosen,
    ThemeChoice.Changed: _chosen,
    Activity.Planned: says(said.ActivityPlanned, activity=ID),
    Activity.Moved: says(said.ActivityMoved, activity=ID),
    Activity.Held: says(said.ActivityHeld, activity=ID),
    Activity.Cancelled: says(said.ActivityCancelled, activity=ID),
    Activity.AttendanceRecorded: says(said.AttendanceRecorded, activity=ID),
    TaskSet.Issued: _issued,
    TaskSet.Extended: _issued,
    LocalWork.TaskDone: says(said.LocalTaskDone),
    Terms.Agreed: says(said.TermsAgreed),
    FollowUp.Planned: says(said.FollowUpPlanned),
    FollowUp.OwnerNamed: says(said.OwnerNamed),
    FollowUp.HandedOver: says(said.HandedOver),
    FollowUp.ExceptionRecorded: says(said.ExceptionRecorded),
    FollowUp.Done: says(said.FollowUpDone),
    Status.Reported: says(said.StatusReported),
    Status.Measured: says(said.StatusMeasured),
    Support.Requested: says(said.SupportRequested, support=ID),
    Support.Given: says(said.SupportGiven, support=ID),
    ParticipantNetwork.Formed: says(said.NetworkFormed),
    ParticipantNetwork.Joined: says(said.NetworkJoined),
    ParticipantNetwork.Left: says(said.NetworkLeft),
    Issue.Raised: says(said.IssueRaised, issue=ID),
    Issue.MunicipalityAffected: says(said.IssueAffects, issue=ID),
    Issue.SeverityChanged: says(said.IssueSeverityChanged, issue=ID),
    Issue.Answered: says(said.IssueAnswered, issue=ID),
}
