"""What others may hear about evaluations, and what was learned."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bus.contracts.kernel import Message
from bus.contracts.words import (
    Deadline,
    EvaluationId,
    ExperienceId,
    Gathering,
    LearningId,
    MunicipalityId,
    OrganisationNumber,
    PuljeNumber,
    RoleName,
    RunId,
    SolutionCode,
    TrackName,
    Year,
)

LearningType = Annotated[
    str,
    Field(
        description="model, criteria, material, vendor, communication or capacity.",
        examples=["material"],
    ),
]


class EvaluationDue(Message):
    """A run, or one pulje of it, is to be evaluated, by that role and by that day."""

    subject = "fellestakt.evaluation.evaluation-due.v1"

    evaluation: EvaluationId
    run: RunId
    pulje: PuljeNumber | None
    solution: SolutionCode
    track: TrackName
    responsible_role: RoleName
    responsible_body: OrganisationNumber | None
    due: Deadline


class EvaluationDueMoved(Message):
    """An evaluation is owed by another day than before."""

    subject = "fellestakt.evaluation.evaluation-due-moved.v1"

    evaluation: EvaluationId
    run: RunId
    former_due: Deadline
    due: Deadline


class EvaluationPassedOn(Message):
    """Another organisation's leader is to evaluate; none where the role alone says who."""

    subject = "fellestakt.evaluation.evaluation-passed-on.v1"

    evaluation: EvaluationId
    run: RunId
    former_body: OrganisationNumber | None
    responsible_body: OrganisationNumber | None


class EvaluationEntrusted(Message):
    """The organisations of the working group are to evaluate: a leader of any of them may."""

    subject = "fellestakt.evaluation.evaluation-entrusted.v1"

    evaluation: EvaluationId
    run: RunId
    bodies: list[OrganisationNumber]


class EvaluationDelivered(Message):
    """An evaluation was delivered to the coordinating group."""

    subject = "fellestakt.evaluation.evaluation-delivered.v1"

    evaluation: EvaluationId
    run: RunId
    pulje: PuljeNumber | None
    solution: SolutionCode
    track: TrackName


class EvaluationReceived(Message):
    """The coordinating group has taken an evaluation in; the run may now be closed."""

    subject = "fellestakt.evaluation.evaluation-received.v1"

    evaluation: EvaluationId
    run: RunId


class LearningRaised(Message):
    """Something was learned. The text is to be read in the evaluation itself."""

    subject = "fellestakt.evaluation.learning-raised.v1"

    learning: LearningId
    evaluation: EvaluationId
    run: RunId
    solution: SolutionCode
    track: TrackName
    type: LearningType


class EvaluationShared(Message):
    """What was delivered has been told at a national gathering."""

    subject = "fellestakt.evaluation.evaluation-shared.v1"

    evaluation: EvaluationId
    run: RunId
    gathering: Gathering


class LearningReclassified(Message):
    """What was learned is about something else than it was taken for."""

    subject = "fellestakt.evaluation.learning-reclassified.v1"

    learning: LearningId
    run: RunId
    solution: SolutionCode
    track: TrackName
    type: LearningType
    former_type: LearningType


class LearningSettled(Message):
    """Something came of what was learned, or it is left; new runs need not answer it any more."""

    subject = "fellestakt.evaluation.learning-settled.v1"

    learning: LearningId
    solution: SolutionCode
    track: TrackName
    outcome: Annotated[str, Field(description="improved or left.", examples=["improved"])]


class LearningAnswered(Message):
    """A new run says what it makes of something learned before it."""

    subject = "fellestakt.evaluation.learning-answered.v1"

    run: RunId
    solution: SolutionCode
    learning: LearningId
    answer: Annotated[
        str,
        Field(
            description="taken_into_account, not_relevant or rejected.",
            examples=["taken_into_account"],
        ),
    ]
    former_answer: Annotated[str, Field(examples=["not_relevant"])] | None


class ModelEvaluationDue(Message):
    """The common model itself is to be evaluated by that day."""

    subject = "fellestakt.evaluation.model-evaluation-due.v1"

    year: Year
    due: Deadline


class ModelEvaluationHeld(Message):
    """The common model was evaluated; the result is a case to KommIT-rådet."""

    subject = "fellestakt.evaluation.model-evaluation-held.v1"

    year: Year
    case: Annotated[str, Field(description="The case's reference.", examples=["KommIT 12/26"])]


class ExperiencePublished(Message):
    """A municipality's experience with a solution may be read by all, under its name."""

    subject = "fellestakt.evaluation.experience-published.v1"

    experience: ExperienceId
    municipality: MunicipalityId
    solution: SolutionCode
