"""What others may hear about vendors: how far products are, and which days were moved."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bus.contracts.kernel import Message
from bus.contracts.words import (
    CommitmentId,
    Day,
    Deadline,
    OrganisationNumber,
    PuljeId,
    SolutionCode,
)

Vendor = Annotated[
    str, Field(description="The vendor's organisation number.", examples=["320000718"])
]
ProductCode = Annotated[str, Field(description="A vendor's product.", examples=["epj-x"])]
SolutionVersion = Annotated[str, Field(description="Of the solution.", examples=["2.0"])]
VendorStatusName = Annotated[
    str,
    Field(
        description="not_started, in_development, in_test, approved or in_operation.",
        examples=["in_test"],
    ),
]


class VendorProductRegistered(Message):
    """A product of a vendor was entered."""

    subject = "fellestakt.vendors.product-registered.v1"

    vendor: Vendor
    product: ProductCode


class VendorStatusReported(Message):
    """A vendor says how far its product is. Nobody else has seen that it works."""

    subject = "fellestakt.vendors.status-reported.v1"

    vendor: Vendor
    product: ProductCode
    solution: SolutionCode
    solution_version: SolutionVersion
    status: VendorStatusName


class VendorStatusVerified(Message):
    """Somebody other than the vendor approved it."""

    subject = "fellestakt.vendors.status-verified.v1"

    vendor: Vendor
    product: ProductCode
    solution: SolutionCode
    solution_version: SolutionVersion
    verifier: OrganisationNumber


class VendorCommitmentMade(Message):
    """A vendor promised something by a day."""

    subject = "fellestakt.vendors.commitment-made.v1"

    commitment: CommitmentId
    vendor: Vendor
    product: ProductCode
    solution: SolutionCode
    due: Deadline


class VendorCommitmentMoved(Message):
    """The day of a promise was moved."""

    subject = "fellestakt.vendors.commitment-moved.v1"

    commitment: CommitmentId
    vendor: Vendor
    solution: SolutionCode
    former_due: Day
    due: Deadline


class PuljeDependsOnCommitment(Message):
    """A pulje rests on a vendor's promise."""

    subject = "fellestakt.vendors.pulje-depends-on-it.v1"

    commitment: CommitmentId
    solution: SolutionCode
    pulje: PuljeId


class VendorCommitmentKept(Message):
    """A promise was kept."""

    subject = "fellestakt.vendors.commitment-kept.v1"

    commitment: CommitmentId
    vendor: Vendor
    solution: SolutionCode


class VendorCommitmentBroken(Message):
    """A promise was not kept."""

    subject = "fellestakt.vendors.commitment-broken.v1"

    commitment: CommitmentId
    vendor: Vendor
    solution: SolutionCode
