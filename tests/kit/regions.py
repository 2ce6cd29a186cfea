"""A regional group and those around it, as the tests of several contexts need them."""

from __future__ import annotations

from aggregates.kernel.act import Role
from aggregates.regions.county_service import CountyService
from aggregates.regions.regional_group import RegionalGroup
from aggregates.territory.organisation import Organisation
from aggregates.territory.register import Register
from aggregates.territory.timeline import Name
from tests.kit.given import MORNING, act

VESTLAND, TROMS, FINNMARK = "310004618", "310005509", "310005606"
DIGIVESTLAND = "330004606"
PERSON, CONTACT = "p-kontakt", "regional_kontakt"
NETWORK = act(Role.DIGITAL_NETWORK, body=DIGIVESTLAND)
FOUNDERS = {
    "diginettverk": "Programleder", "fpu": "Representanten", "e_komp": "To ressurser",
    "kommunenettverk": "Koordinator",
}  # fmt: skip


def group(organisation: str = VESTLAND, *counties: str) -> RegionalGroup:
    """A group that DigiVestland established."""
    return RegionalGroup.establish(
        NETWORK, organisation=organisation, counties=counties or ["46"], founders=FOUNDERS
    )


def serving(
    organisation: str = VESTLAND, county: str = "46"
) -> tuple[RegionalGroup, CountyService]:
    """A group that serves a county, and that it does."""
    established = group(organisation, county)
    return established, CountyService.take(NETWORK, county=county, group=established.id)


def register(*numbers: str) -> Register:
    """A register with these municipalities in it."""
    made = Register.open(act(Role.SYSTEM), on=MORNING.date())
    for number in numbers:
        made.register(act(Role.SYSTEM), number=number, name=Name(number, None, {}))
    return made


def organisation(number: str, region: str) -> Organisation:
    """The organisation of a regional group."""
    return Organisation.register(
        act(Role.SYSTEM), number=number, name=f"Regional gruppe {region}", kind="regional_group",
        region=region,
    )  # fmt: skip
