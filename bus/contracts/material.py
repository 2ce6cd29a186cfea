"""What others may hear about shared material. Municipalities' own copies are told to nobody."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from bus.contracts.kernel import Message
from bus.contracts.words import OrganisationNumber, RunId, SolutionCode

PackageId = Annotated[UUID, Field(examples=["c7f57414-b112-5668-95a9-d5d4b281000e"])]
MaterialType = Annotated[str, Field(description="ros, dpia, training and so on.", examples=["ros"])]
VersionNumber = Annotated[int, Field(description="Which version of the type.", examples=[2])]
ReviewDay = Annotated[
    date, Field(description="When it is looked through next.", examples=["2024-06-01"])
]


class MaterialVersionPublished(Message):
    """A version became valid; the one before it is superseded. What is new is read in itself."""

    subject = "fellestakt.material.version-published.v1"

    material: PackageId
    solution: SolutionCode
    type: MaterialType
    version: VersionNumber
    supersedes: Annotated[int | None, Field(examples=[1])]


class MaterialVersionWithdrawn(Message):
    """A version is not to be used any more."""

    subject = "fellestakt.material.version-withdrawn.v1"

    material: PackageId
    solution: SolutionCode
    type: MaterialType
    version: VersionNumber


class MaintainerAppointed(Message):
    """A national actor maintains the material of a solution from now on."""

    subject = "fellestakt.material.maintainer-appointed.v1"

    solution: SolutionCode
    maintainer: OrganisationNumber
    review_on: ReviewDay


class MaintenanceHandedOver(Message):
    """Another actor maintains the material of a solution from now on."""

    subject = "fellestakt.material.maintenance-handed-over.v1"

    solution: SolutionCode
    former_maintainer: OrganisationNumber
    maintainer: OrganisationNumber
    review_on: ReviewDay


class MaterialErrorReported(Message):
    """Somebody found an error in shared material; it waits for the maintainer's answer."""

    subject = "fellestakt.material.error-reported.v1"

    error: Annotated[UUID, Field(examples=["d8068525-c223-5779-a6b1-e6e5c392000f"])]
    solution: SolutionCode
    type: MaterialType
    version: VersionNumber


class MaterialErrorAnswered(Message):
    """The maintainer answered an error report."""

    subject = "fellestakt.material.error-answered.v1"

    error: Annotated[UUID, Field(examples=["d8068525-c223-5779-a6b1-e6e5c392000f"])]
    solution: SolutionCode
    corrected_in: Annotated[int | None, Field(examples=[2])]


class MaterialAttached(Message):
    """A run works with this version."""

    subject = "fellestakt.material.attached.v1"

    run: RunId
    solution: SolutionCode
    type: MaterialType
    version: VersionNumber
