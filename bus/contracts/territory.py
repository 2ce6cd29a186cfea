"""What others may hear about municipalities, and what became of them."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from bus.contracts.kernel import Message
from bus.contracts.words import (
    County,
    MunicipalityId,
    MunicipalityNumber,
    OrganisationNumber,
    SolutionCode,
    SourceKind,
)

Municipalities = Annotated[
    list[UUID], Field(min_length=1, examples=[["5d3f6c52-0c0e-5a27-9d9b-7a3c0f1f4601"]])
]
InheritanceId = Annotated[UUID, Field(examples=["b6e46303-a001-5667-8eb8-d4b4c17f000c"])]
MunicipalityName = Annotated[str, Field(description="The official name.", examples=["Bergen"])]


class MunicipalityRegistered(Message):
    """A municipality is there, from the register's first day or from a merger or a split."""

    subject = "fellestakt.territory.municipality-registered.v1"

    municipality: MunicipalityId
    number: MunicipalityNumber
    county: County
    name: MunicipalityName


class MunicipalityRenumbered(Message):
    """A municipality has another number, and with it perhaps another county."""

    subject = "fellestakt.territory.municipality-renumbered.v1"

    municipality: MunicipalityId
    number: MunicipalityNumber
    county: County


class MunicipalityRenamed(Message):
    """A municipality has another official name; where not exact, it may have had it before."""

    subject = "fellestakt.territory.municipality-renamed.v1"

    municipality: MunicipalityId
    name: MunicipalityName
    exact: bool


class MunicipalitiesMerged(Message):
    """Municipalities went into one, which may be one of them."""

    subject = "fellestakt.territory.municipalities-merged.v1"

    predecessors: Municipalities
    successor: MunicipalityId


class MunicipalitySplit(Message):
    """A municipality went on in several parts. None takes over its adoptions by itself."""

    subject = "fellestakt.territory.municipality-split.v1"

    predecessor: MunicipalityId
    successors: Municipalities


class OrganisationNumberStated(Message):
    """A municipality has this organisation number."""

    subject = "fellestakt.territory.organisation-number-stated.v1"

    municipality: MunicipalityId
    orgnr: OrganisationNumber


class InheritanceDecided(Message):
    """It was decided whether a successor takes over how far a municipality had come."""

    subject = "fellestakt.territory.inheritance-decided.v1"

    inheritance: InheritanceId
    predecessor: MunicipalityId
    successor: MunicipalityId
    solution: SolutionCode
    inherits: bool


class InheritanceRedecided(Message):
    """An earlier decision on the same inheritance was made anew."""

    subject = "fellestakt.territory.inheritance-redecided.v1"

    inheritance: InheritanceId
    inherits: bool


class TechnologyStated(Message):
    """Somebody said what a municipality works with; what it is, is read over HTTP."""

    subject = "fellestakt.territory.technology-stated.v1"

    municipality: MunicipalityId
    key: Annotated[
        str,
        Field(
            description="epj, welfare_technology, response_centre or joint_procurement.",
            examples=["epj"],
        ),
    ]
    source_kind: SourceKind
