"""The service areas of a municipality, and what their stages come to for all of it (C09-03)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aggregates.adoption.reports import height
from aggregates.kernel.refusals import Refused
from aggregates.rules import C09_03

WHOLE = "kommunen"
"""A measurement that is not parted by service area."""
SERVICES = (
    "sykehjem", "hjemmetjeneste", "helsestasjon", "skolehelsetjeneste", "legevakt", "fastlege",
    "rehabilitering", "barnevern",
)  # fmt: skip
ANY, ALL, MAJORITY = "any", "all", "majority"
WEIGHTS = (ANY, ALL, MAJORITY)


def check_service(service: str) -> None:
    """Refuse a service area that is not known (C09-03)."""
    if service not in SERVICES:
        raise Refused(C09_03, "unknown_service", service=service)


def weighed(rule: str, services: Sequence[str], stages: Mapping[str, str]) -> str | None:
    """The municipality's stage by what is told of its service areas; None where nobody can say.

    `any` is the furthest of them. `all` and `majority` ask the areas that the rule names, and one
    of which nothing is told is unknown: it has come nowhere, as far as anybody knows.
    """
    told = [stages[each] for each in services if each in stages] if services else [*stages.values()]
    if rule == ANY:
        return max(told, key=height, default=None)
    asked = len(services) or len(told)
    needed = asked if rule == ALL else asked // 2 + 1
    reached = sorted(told, key=height, reverse=True)[needed - 1 : needed]
    return reached[0] if needed and reached else None
