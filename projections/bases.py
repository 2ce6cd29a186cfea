"""Every frozen version of every decision basis, as it was sent, and the prices beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.funding.price_model import PriceModel
from aggregates.invitations.basis import COST, DecisionBasis
from projections.kernel import Row, Rows, View, on


@dataclass(frozen=True)
class Frozen(Row):
    """One version. `outdated` is the year of a price model that its cost part does not tell of."""

    run: str
    version: int
    frozen_on: date
    content_hash: str
    parts: dict[str, Any]
    outdated: int | None


@dataclass(frozen=True)
class Enclosure(Row):
    """What was known when a version was frozen; `passport` is the scope of that readiness."""

    run: str
    version: int
    price_years: list[int]
    readiness: str | None
    passport: str | None


@dataclass(frozen=True)
class Price(Row):
    """The price model of a solution for one year; `shares` are whole kroner, and are the total."""

    solution: str
    year: int
    total: int
    shares: list[dict[str, Any]]
    decided_by: str
    document: str


class Bases(View[Frozen]):
    name = "bases"
    row = Frozen
    order = ("run", "version")
    indexes = (("run", "version"),)

    @on(DecisionBasis.Frozen)
    def frozen(self, event: DecisionBasis.Frozen, rows: Rows[Frozen], position: int) -> None:
        former = rows.get(f"{event.run}/{event.basis_version - 1}")
        same = former is not None and former.parts[COST] == event.parts[COST]
        rows.put(
            Frozen(
                f"{event.run}/{event.basis_version}", str(event.run), event.basis_version,
                event.on, event.content_hash, event.parts,
                former.outdated if former is not None and same else None,
            )
        )  # fmt: skip

    @on(DecisionBasis.CostOutdated)
    def outdated(
        self, event: DecisionBasis.CostOutdated, rows: Rows[Frozen], position: int
    ) -> None:
        for each in rows.where("run", str(event.run)):
            rows.put(each.but(outdated=event.year))


class Enclosures(View[Enclosure]):
    name = "basis_enclosures"
    row = Enclosure
    order = ("run", "version")

    @on(DecisionBasis.Enclosed)
    def enclosed(self, event: DecisionBasis.Enclosed, rows: Rows[Enclosure], position: int) -> None:
        rows.put(
            Enclosure(
                f"{event.run}/{event.basis_version}", str(event.run), event.basis_version,
                event.price_years, event.readiness, event.scope_code,
            )
        )  # fmt: skip


class Prices(View[Price]):
    name = "prices"
    row = Price
    order = ("solution", "year")
    indexes = (("solution", "year"),)

    @on(PriceModel.Adopted)
    def adopted(self, event: PriceModel.Adopted, rows: Rows[Price], position: int) -> None:
        rows.put(
            Price(
                f"{event.solution}/{event.year}", event.solution, event.year, event.total,
                event.shares, event.decided_by, event.document,
            )
        )  # fmt: skip
