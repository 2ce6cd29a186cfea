"""Who sits in a run's working group, and which seats it takes (arbeidsgruppe)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aggregates.kernel.refusals import Refused
from aggregates.rules import I22

Member = Mapping[str, str | None]
"""{seat, body: its organisation number, ground: what shows that it fits the seat}"""

EXPERIENCED, LOW_SPREAD = "experienced_region", "low_spread_region"
PROVIDER, KS = "service_provider", "ks"
INTRODUCED, PLANNING = "introduced_municipality", "planning_municipality"
OTHER = "other"
NATIONAL_SEATS = (EXPERIENCED, LOW_SPREAD, PROVIDER, KS)
"""Of a run in track A (S3 L391)."""
LIMITED_SEATS = (PROVIDER, INTRODUCED, PLANNING)
"""Of a run in track C (S3 L459)."""

SITS = {
    EXPERIENCED: "regional_group",
    LOW_SPREAD: "regional_group",
    PROVIDER: "service_provider",
    KS: "ks",
    INTRODUCED: "municipality",
    PLANNING: "municipality",
}
"""The kind of organisation that can hold each seat; any other seat is open to all."""
GROUNDED = frozenset({EXPERIENCED, LOW_SPREAD, INTRODUCED, PLANNING})
"""Seats that somebody holds for what it has done or not done yet, and so says what shows it."""


def missing_seats(members: Sequence[Member], seats: Sequence[str]) -> list[str]:
    """Those of `seats` that nobody holds."""
    held = {each["seat"] for each in members}
    return [seat for seat in seats if seat not in held]


def check_members(members: Sequence[Member]) -> None:
    """Refuse an unknown seat, one that nothing shows the right to, one region in both (I22)."""
    for each in members:
        seat = str(each["seat"])
        if seat not in {*SITS, OTHER}:
            raise Refused(I22, "unknown_seat", seat=seat)
        if seat in GROUNDED and not each.get("ground"):
            raise Refused(I22, "ground_missing", seat=seat)
    if _bodies(members, EXPERIENCED) & _bodies(members, LOW_SPREAD):
        raise Refused(I22, "one_region_in_both")


def _bodies(members: Sequence[Member], seat: str) -> set[str | None]:
    return {each["body"] for each in members if each["seat"] == seat}
