"""What others may hear about how far municipalities have come. Introduced is not yet in use."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bus.contracts.kernel import Message
from bus.contracts.words import (
    Day,
    MunicipalityId,
    Precision,
    SolutionCode,
    SourceKind,
    StageName,
)


class StageReached(Message):
    """A municipality reached a stage, at some time from `earliest` to `latest`."""

    subject = "fellestakt.adoption.stage-reached.v1"

    municipality: MunicipalityId
    solution: SolutionCode
    stage: StageName
    former_stage: StageName | None
    reached_on: Annotated[
        str | None, Field(description="As it was told; null if unknown.", examples=["2023-11"])
    ]
    precision: Annotated[str, Field(description="day, month, year or unknown.", examples=["month"])]
    earliest: Day | None
    latest: Day | None
    source_kind: SourceKind
    implied: Annotated[
        list[str],
        Field(
            description="Earlier stages that it must have passed, nobody knows when.",
            examples=[["available"]],
        ),
    ]


class UseLapsed(Message):
    """A municipality does not use a solution any more; that nobody measured is no sign of it."""

    subject = "fellestakt.adoption.use-lapsed.v1"

    municipality: MunicipalityId
    solution: SolutionCode
    former_stage: StageName
    source_kind: SourceKind


class BenefitConfirmed(Message):
    """A municipality itself confirmed a benefit that was measured before and after."""

    subject = "fellestakt.adoption.benefit-confirmed.v1"

    municipality: MunicipalityId
    solution: SolutionCode
    former_stage: StageName


class _Figure(Message):
    solution: SolutionCode
    measure: Annotated[str, Field(description="What was counted.", examples=["in_use"])]
    value: Annotated[int, Field(examples=[284])]
    precision: Precision
    as_of: Day


class FigureReported(_Figure):
    """Somebody stated a total as of a day; no municipality gets a stage of it."""

    subject = "fellestakt.adoption.figure-reported.v1"


class FigureCorrected(_Figure):
    """A total that was stated earlier was wrong."""

    subject = "fellestakt.adoption.figure-corrected.v1"

    former_value: Annotated[int, Field(examples=[290])]
