"""What others may hear about the work in a run, and about following up those who took part."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from bus.contracts.kernel import Message
from bus.contracts.words import (
    Day,
    MunicipalityId,
    MunicipalityNumber,
    ParticipationId,
    PuljeNumber,
    RunId,
    SolutionCode,
)

IssueId = Annotated[UUID, Field(examples=["8b0d5c1c-1f5e-5d7e-9a3f-3f0b6a1d0010"])]
Severity = Annotated[str, Field(description="minor, major or severe.", examples=["severe"])]
Affected = Annotated[
    list[MunicipalityId],
    Field(description="Who has it.", examples=[["5d3f6c52-0c0e-5a27-9d9b-7a3c0f1f4601"]]),
]


ActivityId = Annotated[UUID, Field(examples=["9c1e6d2d-206f-5e8f-8b40-4a1c7b2e0011"])]
ThemeName = Annotated[str, Field(description="One of thirteen.", examples=["training"])]
Groups = Annotated[list[str], Field(description="Whom it is for.", examples=[["middle_managers"]])]
Form = Annotated[str, Field(description="digital or physical.", examples=["digital"])]
PuljeOrAll = Annotated[
    int | None, Field(description="Of that pulje, or of the whole run.", examples=[1])
]


class ThemesChosen(Message):
    """A run works with these themes, and leaves those out."""

    subject = "fellestakt.execution.themes-chosen.v1"

    run: RunId
    solution: SolutionCode
    themes: Annotated[list[str], Field(examples=[["training", "use_over_time", "evaluation"]])]
    omitted: Annotated[list[str], Field(examples=[["procurement"]])]


class PlanIssued(Message):
    """A version of a run's detailed plan was put forward; it has activities on these themes."""

    subject = "fellestakt.execution.plan-issued.v1"

    run: RunId
    solution: SolutionCode
    version: Annotated[int, Field(description="The how-manieth.", examples=[1])]
    themes: Annotated[list[str], Field(examples=[["training", "use_over_time", "evaluation"]])]


class _OfActivity(Message):
    activity: ActivityId
    run: RunId
    solution: SolutionCode
    pulje: PuljeOrAll
    theme: ThemeName
    groups: Groups


class ActivityPlanned(_OfActivity):
    """Something is to be done together in a run."""

    subject = "fellestakt.execution.activity-planned.v1"

    day: Day
    form: Form


class ActivityMoved(_OfActivity):
    """It is to be another day, or in another way."""

    subject = "fellestakt.execution.activity-moved.v1"

    former: Day
    day: Day
    form: Form


class ActivityHeld(_OfActivity):
    """It was held that day."""

    subject = "fellestakt.execution.activity-held.v1"

    form: Form


class ActivityCancelled(_OfActivity):
    """It was called off."""

    subject = "fellestakt.execution.activity-cancelled.v1"


class AttendanceRecorded(_OfActivity):
    """A municipality came with so many of each group."""

    subject = "fellestakt.execution.attendance-recorded.v1"

    participation: ParticipationId
    municipality: MunicipalityId
    number: MunicipalityNumber
    attended: Annotated[dict[str, int], Field(examples=[{"middle_managers": 3}])]


class CommonTasksIssued(Message):
    """Those in a pulje have common tasks to do, each for itself; the words are not told here."""

    subject = "fellestakt.execution.common-tasks-issued.v1"

    run: RunId
    pulje: PuljeNumber
    solution: SolutionCode
    keys: Annotated[list[str], Field(examples=[["ros", "opplaering"]])]


class TermsAgreed(Message):
    """How often the use is measured, and how long nobody is let go, in runs of a solution."""

    subject = "fellestakt.execution.terms-agreed.v1"

    solution: SolutionCode
    measurements: Annotated[int, Field(description="Of use, for each participant.", examples=[2])]
    stale_days: Annotated[int, Field(description="After which a report is old.", examples=[90])]


class _OfParticipant(Message):
    participation: ParticipationId
    run: RunId
    solution: SolutionCode
    municipality: MunicipalityId


class LocalTaskDone(_OfParticipant):
    """A participant has closed a task, of its own or a common one."""

    subject = "fellestakt.execution.local-task-done.v1"

    key: Annotated[str, Field(examples=["ros"])]
    common: Annotated[bool, Field(description="Whether all in the pulje have it.")]


class _OfFollowUp(_OfParticipant):
    number: MunicipalityNumber


class FollowUpPlanned(_OfFollowUp):
    """It is said how a participant is followed up, and until when."""

    subject = "fellestakt.execution.follow-up-planned.v1"

    until: Day
    measurements: Annotated[int, Field(description="Planned, of its use.", examples=[2])]


class OwnerNamed(_OfFollowUp):
    """A participant has named the role in it that owns the use, and its next review."""

    subject = "fellestakt.execution.owner-named.v1"

    next_review: Day


class HandedOver(_OfFollowUp):
    """The handover to a participant's own operation is confirmed."""

    subject = "fellestakt.execution.handed-over.v1"

    next_review: Day


class ExceptionRecorded(_OfFollowUp):
    """A participant itself does without something that it is owed."""

    subject = "fellestakt.execution.exception-recorded.v1"

    lacks: Annotated[
        str,
        Field(description="follow_up_plan, use_measurements or handover.", examples=["handover"]),
    ]


class FollowUpDone(_OfFollowUp):
    """A participant is owed nothing any more; `exceptions` is what it does without."""

    subject = "fellestakt.execution.follow-up-done.v1"

    pulje: PuljeNumber | None
    exceptions: Annotated[list[str], Field(examples=[["handover"]])]


class StatusReported(_OfParticipant):
    """A participant itself said how its use goes, as of that day; it is no stage of adoption."""

    subject = "fellestakt.execution.status-reported.v1"

    state: Annotated[
        str,
        Field(
            description="not_begun, preparing, introduced, partly_used, used or stopped.",
            examples=["partly_used"],
        ),
    ]


class StatusMeasured(_OfParticipant):
    """A participant's use was measured that day; a day without a measurement is no zero."""

    subject = "fellestakt.execution.status-measured.v1"

    value: Annotated[int, Field(examples=[412])]
    unit: Annotated[str, Field(examples=["oppslag"])]


SupportId = Annotated[UUID, Field(examples=["ad2f7e3e-317f-5f9a-8c51-5b2d8c3f0012"])]
Topic = Annotated[str, Field(description="What it is about, as a tag.", examples=["paalogging"])]


class SupportRequested(_OfFollowUp):
    """A municipality asked for help; what it said is between it and those who help."""

    subject = "fellestakt.execution.support-requested.v1"

    support: SupportId
    topic: Topic


class SupportGiven(_OfFollowUp):
    """Help was given, together with others or to one alone."""

    subject = "fellestakt.execution.support-given.v1"

    support: SupportId
    topic: Topic
    kind: Annotated[str, Field(description="common or individual.", examples=["common"])]
    minutes: Annotated[int, Field(description="How long it took.", examples=[45])]


class NetworkFormed(Message):
    """Those who go through a run may keep in touch, also when it is closed."""

    subject = "fellestakt.execution.network-formed.v1"

    run: RunId
    solution: SolutionCode


class NetworkJoined(NetworkFormed):
    """A municipality that took part joined."""

    subject = "fellestakt.execution.network-joined.v1"

    municipality: MunicipalityId


class NetworkLeft(NetworkFormed):
    """A municipality left, by itself."""

    subject = "fellestakt.execution.network-left.v1"

    municipality: MunicipalityId


class IssueRaised(Message):
    """Something does not work in a solution; a severe one may put its readiness in doubt."""

    subject = "fellestakt.execution.issue-raised.v1"

    issue: IssueId
    solution: SolutionCode
    run: RunId | None
    severity: Severity
    affected: Affected


class IssueAffects(Message):
    """Another municipality has it, too."""

    subject = "fellestakt.execution.issue-affects.v1"

    issue: IssueId
    solution: SolutionCode
    municipality: MunicipalityId


class IssueSeverityChanged(Message):
    """It is worse, or less bad, than it was thought to be."""

    subject = "fellestakt.execution.issue-severity-changed.v1"

    issue: IssueId
    solution: SolutionCode
    former: Severity
    severity: Severity


class IssueAnswered(Message):
    """Those who make the solution answered; the answer goes back to all who are affected."""

    subject = "fellestakt.execution.issue-answered.v1"

    issue: IssueId
    solution: SolutionCode
    affected: Affected
