"""The coordinating group as the tests of several contexts need it: constituted, and seated."""

from __future__ import annotations

from datetime import date

from aggregates.coordination.group import CoordinatingGroup
from tests.kit.given import MORNING, act

SEATS = {"971032146": "ks", "994598759": "national_service_provider", "310004618": "region"}
KINDS = {"ks": "ks", "national_service_provider": "service_provider", "region": "regional_group"}
REGIONS = ("46", "50")
TURN = date(2100, 1, 1)


def constituted() -> CoordinatingGroup:
    """The group, in which nobody has a seat yet."""
    return CoordinatingGroup.constitute(act(), mandate="KS 24/118")


def given_seats(*without: str) -> CoordinatingGroup:
    """The group with a seat of each standing kind, but for those named; nobody sits there."""
    group = constituted()
    for organisation, kind in SEATS.items():
        if kind not in without:
            group.give_seat(
                act(), organisation=organisation, organisation_kind=KINDS[kind], kind=kind,
                since=MORNING.date(), until=TURN if kind == "region" else None,
                region="46" if kind == "region" else None, regions=REGIONS,
            )  # fmt: skip
    return group


def seated_group(*without: str) -> CoordinatingGroup:
    """The group that can decide, unless a seat of these kinds stands empty."""
    group = given_seats()
    for organisation, kind in SEATS.items():
        if kind not in without:
            group.fill_seat(act(body=organisation), function="fagansvarlig")
    return group
