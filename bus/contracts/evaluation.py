"""What others may hear about evaluations, and what was learned."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bus.contracts.kernel import Message
from bus.contracts.words import (
    Deadline,
    EvaluationId,
    LearningId,
    OrganisationNumber,
    PuljeNumber,
    RoleName,
    RunId,
    SolutionCode,
    TrackName,
)


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
    type: Annotated[
        str,
        Field(
            description="model, criteria, material, vendor, communication or capacity.",
            examples=["material"],
        ),
    ]
