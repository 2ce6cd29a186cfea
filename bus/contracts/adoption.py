"""What others may hear about how far municipalities have come. Introduced is not yet in use."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from bus.contracts.kernel import Message
from bus.contracts.words import (
    Day,
    MunicipalityId,
    OrganisationNumber,
    Precision,
    SolutionCode,
    SourceKind,
    StageName,
)

SeriesId = Annotated[
    UUID,
    Field(
        description="Measurements by one definition.",
        examples=["83179616-d3f4-53a7-a9ed-a70986920009"],
    ),
]
ExpectationId = Annotated[
    UUID,
    Field(description="What is expected.", examples=["94068525-c2e3-54b6-bafe-b81a97a3000a"]),
]


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


class StageLost(Message):
    """A stage that was reached stands no more; `stage` is what is left, null where nothing is."""

    subject = "fellestakt.adoption.stage-lost.v1"

    municipality: MunicipalityId
    solution: SolutionCode
    lost: StageName
    former_stage: StageName
    stage: StageName | None
    source_kind: SourceKind


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


ServiceArea = Annotated[
    str, Field(description="A service area; kommunen: not parted.", examples=["sykehjem"])
]
Definition = Annotated[int, Field(description="By which version of what is counted.", examples=[1])]
Period = Annotated[str, Field(description="A month.", examples=["2024-03"])]
RuleVersion = Annotated[int, Field(description="The version of the rule.", examples=[2])]


class ServiceStageReached(Message):
    """A service area of a municipality reached a stage; the municipality's own is told apart."""

    subject = "fellestakt.adoption.service-stage-reached.v1"

    municipality: MunicipalityId
    solution: SolutionCode
    service: ServiceArea
    stage: StageName
    reached_on: Annotated[str | None, Field(description="As told.", examples=["2023-11"])]
    precision: Annotated[str, Field(description="day, month, year or unknown.", examples=["month"])]
    source_kind: SourceKind


class ServiceUseLapsed(Message):
    """A service area of a municipality does not use a solution any more."""

    subject = "fellestakt.adoption.service-use-lapsed.v1"

    municipality: MunicipalityId
    solution: SolutionCode
    service: ServiceArea
    source_kind: SourceKind


class _Use(Message):
    municipality: MunicipalityId
    solution: SolutionCode
    service: ServiceArea
    definition: Definition


class UseMeasured(_Use):
    """So much use in a month. A month of which nothing is told was not measured, and is not 0."""

    subject = "fellestakt.adoption.use-measured.v1"

    series: SeriesId
    period: Period
    value: Annotated[int, Field(examples=[412])]


class UseCorrected(_Use):
    """A measurement was wrong; the first one stays on record."""

    subject = "fellestakt.adoption.use-corrected.v1"

    series: SeriesId
    period: Period
    value: Annotated[int, Field(examples=[398])]
    former_value: Annotated[int, Field(examples=[412])]


class UseLapseSuggested(_Use):
    """So many measured months in a row were below the rule. Nothing has lapsed by that."""

    subject = "fellestakt.adoption.use-lapse-suggested.v1"

    periods: Annotated[list[str], Field(examples=[["2024-01", "2024-02", "2024-03"]])]
    rule_version: RuleVersion


class UseReturnSuggested(_Use):
    """Use that had lapsed was measured again."""

    subject = "fellestakt.adoption.use-return-suggested.v1"

    period: Period
    rule_version: RuleVersion


class UseRulePublished(Message):
    """What counts as active use of a solution from now on; what was published earlier stays."""

    subject = "fellestakt.adoption.use-rule-published.v1"

    solution: SolutionCode
    version: RuleVersion
    threshold: Annotated[int, Field(description="At least so much in a month.", examples=[1])]
    within: Annotated[int, Field(description="One of the last so many months.", examples=[3])]
    lapse_after: Annotated[int, Field(description="Months below in a row.", examples=[3])]


class ServicesWeighed(Message):
    """How the stages of service areas make that of the municipality."""

    subject = "fellestakt.adoption.services-weighed.v1"

    solution: SolutionCode
    version: RuleVersion
    rule: Annotated[str, Field(description="any, all or majority.", examples=["majority"])]
    services: Annotated[
        list[str], Field(description="Those asked; empty: all told of.", examples=[["sykehjem"]])
    ]


class UseExpected(Message):
    """After a technical introduction, a measurement of use is expected by a day."""

    subject = "fellestakt.adoption.use-expected.v1"

    municipality: MunicipalityId
    solution: SolutionCode
    due: Day


class UseNotMeasured(Message):
    """The day has passed, and nobody has measured. It says nothing of use."""

    subject = "fellestakt.adoption.use-not-measured.v1"

    expectation: ExpectationId
    municipality: MunicipalityId
    solution: SolutionCode
    due: Day


class AdoptionInherited(Message):
    """A municipality took over, by a decision, how far one before it had come."""

    subject = "fellestakt.adoption.adoption-inherited.v1"

    municipality: MunicipalityId
    predecessor: MunicipalityId
    solution: SolutionCode
    stage: StageName
    former_stage: StageName | None


class InheritedAdoptionWithdrawn(Message):
    """It was decided otherwise; `stage` is what stands without it."""

    subject = "fellestakt.adoption.inherited-adoption-withdrawn.v1"

    municipality: MunicipalityId
    predecessor: MunicipalityId
    solution: SolutionCode
    stage: StageName | None
    former_stage: StageName


class ServiceAdoptionInherited(Message):
    """What was told of a service area was taken over with the decision on the solution."""

    subject = "fellestakt.adoption.service-adoption-inherited.v1"

    municipality: MunicipalityId
    predecessor: MunicipalityId
    solution: SolutionCode
    service: ServiceArea
    stage: StageName
    former_stage: StageName | None


class InheritedServiceAdoptionWithdrawn(Message):
    """It was decided otherwise; `stage` is what stands of the service area without it."""

    subject = "fellestakt.adoption.inherited-service-adoption-withdrawn.v1"

    municipality: MunicipalityId
    predecessor: MunicipalityId
    solution: SolutionCode
    service: ServiceArea
    stage: StageName | None
    former_stage: StageName


class FiguresPublished(Message):
    """What was counted on a day by a version of the rule; it stays, whatever rule comes."""

    subject = "fellestakt.adoption.figures-published.v1"

    solution: SolutionCode
    as_of: Day
    municipalities: Annotated[int, Field(examples=[357])]
    introduced: Annotated[int, Field(examples=[166])]
    active: Annotated[int, Field(examples=[160])]
    unknown: Annotated[int, Field(description="Nobody has told of them.", examples=[191])]
    use_rule: Annotated[int | None, Field(description="Null: by what is told.", examples=[1])]


class StudyRegistered(Message):
    """There is a study of what a solution does. It changes no stage."""

    subject = "fellestakt.adoption.study-registered.v1"

    solution: SolutionCode
    criterion: Annotated[str, Field(description="What it is evidence for.", examples=["K2"])]


StudyId = Annotated[UUID, Field(examples=["0b0e5a3e-5f52-5a94-8a7e-0d3f6b0a0009"])]
Strength = Annotated[
    str, Field(description="high, moderate, low or very_low.", examples=["moderate"])
]


class StudyGraded(Message):
    """How strong the evidence of a study is; null before where nobody had graded it."""

    subject = "fellestakt.adoption.study-graded.v1"

    study: StudyId
    solution: SolutionCode
    strength: Strength
    former_strength: Strength | None


class StudyPartnersNamed(Message):
    """These organisations did the research of a study together."""

    subject = "fellestakt.adoption.study-partners-named.v1"

    study: StudyId
    solution: SolutionCode
    partners: list[OrganisationNumber]


class CategoriesPublished(Message):
    """There is another version of the categories of mature welfare technology."""

    subject = "fellestakt.adoption.categories-published.v1"

    version: RuleVersion
