"""What others may hear about functions: that one has ended in an organisation, never whose."""

from __future__ import annotations

from bus.contracts.kernel import Message
from bus.contracts.words import Day, OrganisationNumber, RoleName


class FunctionEnded(Message):
    """Somebody no longer acts in a function for an organisation, from `until` on."""

    subject = "fellestakt.mandates.function-ended.v1"

    organisation: OrganisationNumber
    function: RoleName
    until: Day
