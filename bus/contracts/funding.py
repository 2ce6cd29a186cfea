"""What others may hear about grants: how much, and from when that was known; never why."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from bus.contracts.kernel import Message
from bus.contracts.words import OrganisationNumber, SolutionCode

Kroner = Annotated[int, Field(description="Whole kroner.", examples=[5_000_000])]
KnownOn = Annotated[date, Field(description="When it became known.", examples=["2024-12-10"])]
FrameNumber = Annotated[int, Field(description="Which frame of the grant, from 1.", examples=[2])]


class _Grant(Message):
    scheme: Annotated[str, Field(description="A scheme, by its code.", examples=["samhandling"])]
    year: Annotated[int, Field(description="The year it is granted for.", examples=[2025])]


class GrantAnnounced(_Grant):
    """A grant was announced with its first frame."""

    subject = "fellestakt.funding.grant-announced.v1"

    granted_by: OrganisationNumber
    amount: Kroner
    known_on: KnownOn


class FrameChanged(_Grant):
    """The frame of a grant became another; what was known until then is not rewritten."""

    subject = "fellestakt.funding.frame-changed.v1"

    frame: FrameNumber
    former_amount: Kroner
    amount: Kroner
    known_on: KnownOn


class FrameCorrected(_Grant):
    """A frame had been recorded wrongly."""

    subject = "fellestakt.funding.frame-corrected.v1"

    frame: FrameNumber
    former_amount: Kroner
    amount: Kroner


class PriceModelAdopted(Message):
    """What a solution costs in a year was decided; those who told another cost tell it anew."""

    subject = "fellestakt.funding.price-model-adopted.v1"

    solution: SolutionCode
    year: Annotated[int, Field(description="The year it is the price of.", examples=[2026])]
    total: Kroner
    decided_by: Annotated[str, Field(examples=["HOD"])]
