"""What others may hear about regional groups: which there are and what is missing, never who."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from bus.contracts.kernel import Message
from bus.contracts.words import County, OrganisationNumber, RunId, ScopeCode, SolutionCode

GroupId = Annotated[
    UUID, Field(description="A regional group.", examples=["83399618-d3f4-533a-a7db-a7098692000a"])
]
Counties = Annotated[list[str], Field(description="Numbers of counties.", examples=[["46"]])]
Function = Annotated[
    str,
    Field(
        description="regional_kontakt, innforingsleder or nettverksressurs.",
        examples=["regional_kontakt"],
    ),
]


class RegionalGroupEstablished(Message):
    """A regional group was established, attached to a digital network."""

    subject = "fellestakt.regions.regional-group-established.v1"

    group: GroupId
    organisation: OrganisationNumber
    network: OrganisationNumber
    counties: Counties


class RegionalGroupConfirmed(Message):
    """KS confirmed that the group is established."""

    subject = "fellestakt.regions.regional-group-confirmed.v1"

    group: GroupId
    organisation: OrganisationNumber


class CountyTaken(Message):
    """A county that no group served is served by this one."""

    subject = "fellestakt.regions.county-taken.v1"

    county: County
    group: GroupId


class CountyHandedOver(Message):
    """A county is served by another group from now on."""

    subject = "fellestakt.regions.county-handed-over.v1"

    county: County
    group: GroupId
    former_group: GroupId


class RegionalContactAppointed(Message):
    """The group has a contact from `on`, perhaps an acting one, until that day if there is one."""

    subject = "fellestakt.regions.regional-contact-appointed.v1"

    group: GroupId
    organisation: OrganisationNumber
    acting: Annotated[bool, Field(description="Only for a transition.", examples=[False])]
    until: Annotated[
        date | None, Field(description="The first day without it.", examples=["2024-06-01"])
    ]


class RegionalTermEnded(Message):
    """Somebody's function in the group ends; `vacant` where nobody has it from then on."""

    subject = "fellestakt.regions.regional-term-ended.v1"

    group: GroupId
    organisation: OrganisationNumber
    function: Function
    until: Annotated[date, Field(description="The first day without it.", examples=["2024-06-01"])]
    vacant: Annotated[bool, Field(description="Whether nobody follows.", examples=[True])]


class _Letter(Message):
    group: GroupId
    year: Annotated[int, Field(description="The year it is for.", examples=[2027])]


class AssignmentLetterIssued(_Letter):
    """KS gave a digital network its assignment for a year, with the nine common principles."""

    subject = "fellestakt.regions.assignment-letter-issued.v1"

    network: OrganisationNumber


class AssignmentLetterAccepted(_Letter):
    """The network accepted its assignment, having seen which areas of competence are missing."""

    subject = "fellestakt.regions.assignment-letter-accepted.v1"

    gaps: Annotated[
        list[str], Field(description="Areas that nobody covers.", examples=[["procurement"]])
    ]


class AssignmentLetterReported(_Letter):
    """The network reported; `doubts` are principles said to be met which the register does not."""

    subject = "fellestakt.regions.assignment-letter-reported.v1"

    doubts: Annotated[
        list[str], Field(description="Keys of principles.", examples=[["three_functions"]])
    ]


class PlannedRunsStated(_Letter):
    """A region said which regional runs it wants in a year, or in so many words none."""

    subject = "fellestakt.regions.planned-runs-stated.v1"

    none: Annotated[bool, Field(description="Whether it wants none.", examples=[False])]


class RegionalPlanAdopted(_Letter):
    """A region adopted its plan for a year."""

    subject = "fellestakt.regions.regional-plan-adopted.v1"


class ImplementationFrameSet(Message):
    """KS set the frame within which every region plans how it is put in place that year."""

    subject = "fellestakt.regions.implementation-frame-set.v1"

    year: Annotated[int, Field(description="The year it is for.", examples=[2027])]
    starts: Annotated[date, Field(description="Its first day.", examples=["2027-01-01"])]
    ends: Annotated[date, Field(description="Its last day.", examples=["2027-12-31"])]


class ImplementationPlanned(_Letter):
    """A region planned how it is put in place, within the frame of that year."""

    subject = "fellestakt.regions.implementation-planned.v1"

    starts: Annotated[date, Field(description="When it begins.", examples=["2027-01-15"])]
    owner: OrganisationNumber


class CooperationSuggested(Message):
    """Two regions plan a run for the same solution at the same time; they decide themselves."""

    subject = "fellestakt.regions.cooperation-suggested.v1"

    solution: SolutionCode
    run: RunId
    other: RunId
    scope_code: ScopeCode
    other_scope_code: ScopeCode
