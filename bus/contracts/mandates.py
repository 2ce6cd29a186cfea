"""What others may hear about functions and mandates: that one has ended, never whose."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from bus.contracts.kernel import Message
from bus.contracts.words import Day, OrganisationNumber, RoleName


class FunctionEnded(Message):
    """Somebody no longer acts in a function for an organisation, from `until` on."""

    subject = "fellestakt.mandates.function-ended.v1"

    organisation: OrganisationNumber
    function: RoleName
    until: Day


class MandateEnded(Message):
    """Nobody speaks for the municipal sector under a mandate any more, from `until` on."""

    subject = "fellestakt.mandates.mandate-ended.v1"

    mandate: Annotated[UUID, Field(examples=["b7c3a2e4-6d0f-5b1e-9a51-1f0c2b3d0021"])]
    until: Day
