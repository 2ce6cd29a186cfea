"""What others may hear about regional groups: which there are and what is missing, never who."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from bus.contracts.kernel import Message
from bus.contracts.words import County, OrganisationNumber

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
