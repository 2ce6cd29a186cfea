"""Shared material of Kjernejournal, as the tests of several kinds need it."""

from __future__ import annotations

from datetime import date
from typing import Any

from aggregates.kernel.act import Role
from aggregates.material.copies import LocalCopies
from aggregates.material.maintenance import Maintenance
from aggregates.material.package import Package
from aggregates.territory.organisation import Organisation
from tests.kit.given import act

NHN, PROGRAMME = "994598759", "320000300"
PROVIDER = act(Role.SERVICE_PROVIDER, body=NHN)
REVIEW = date(2025, 6, 1)
NEW = {"change_note": "Nytt kapittel 3.", "to_do": "Fyll ut kapittel 3."}


def package(*types: str, kind: str = "national_solution") -> Package:
    """A package in which these types have a valid version, each in its order."""
    opened = Package.open(PROVIDER, solution="kj", solution_kind=kind)
    for number, each in enumerate(types):
        drafted(opened, each, f"NHN 24/{number}")
        version = len(opened.versions[each])
        publish(opened, type=each, version_number=version)
    return opened


def drafted(package: Package, type: str, reference: str = "NHN 24/9") -> Package:
    package.draft(PROVIDER, type=type, title=type, reference=reference, made_with=["4601"])
    return package


def publish(package: Package, **how: Any) -> None:
    package.publish(PROVIDER, **{"maintainer": NHN, **NEW, **how})


def maintenance(by: str = NHN, kind: str = "service_provider") -> Maintenance:
    """The package of Kjernejournal is maintained."""
    opened = Maintenance.open(act())
    opened.appoint(
        act(), package=Package.id_of("kj"), solution="kj", maintainer=by, maintainer_kind=kind,
        review_on=REVIEW, reason="",
    )  # fmt: skip
    return opened


def copies() -> LocalCopies:
    """Of the package of Kjernejournal, nobody has taken any yet."""
    return LocalCopies.open(PROVIDER, package=Package.id_of("kj"), solution="kj")


def organisation(number: str, kind: str) -> Organisation:
    return Organisation.register(act(), number=number, name=kind, kind=kind)
