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


class TermsAgreed(Message):
    """How often the use is measured, and how long nobody is let go, in runs of a solution."""

    subject = "fellestakt.execution.terms-agreed.v1"

    solution: SolutionCode
    measurements: Annotated[int, Field(description="Of use, for each participant.", examples=[2])]
    stale_days: Annotated[int, Field(description="After which a report is old.", examples=[90])]
    measure_weeks: Annotated[int, Field(description="To the first measurement.", examples=[12])]


class _OfParticipant(Message):
    participation: ParticipationId
    run: RunId
    solution: SolutionCode
    municipality: MunicipalityId


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
