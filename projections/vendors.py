"""The vendor page: each product, how far it is with what, and each promise with its slips."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.vendors.commitment import BROKEN, KEPT, Commitment
from aggregates.vendors.product import VendorProduct
from projections.kernel import Row, Rows, View, on


@dataclass(frozen=True)
class ProductRow(Row):
    """One product. `verifier` of a status is who besides the vendor has seen that it works."""

    vendor: str
    product: str
    name: str
    modules: list[str]
    statuses: list[dict[str, Any]]


@dataclass(frozen=True)
class CommitmentRow(Row):
    """One promise: when it is due now, and every day that it was due before."""

    vendor: str
    product: str
    solution: str
    promised: str
    due: date
    slips: list[dict[str, Any]]
    puljer: list[str]
    outcome: str | None


Products = Rows[ProductRow]
Promises = Rows[CommitmentRow]


class VendorProducts(View[ProductRow]):
    name = "vendor_products"
    row = ProductRow
    order = ("vendor", "product")
    indexes = (("vendor",),)

    @on(VendorProduct.Registered)
    def registered(self, event: VendorProduct.Registered, rows: Products, position: int) -> None:
        rows.put(
            ProductRow(
                str(event.originator_id), event.vendor, event.product, event.name,
                event.modules, [],
            )
        )  # fmt: skip

    @on(VendorProduct.StatusReported)
    def reported(self, event: VendorProduct.StatusReported, rows: Products, position: int) -> None:
        _stand(rows, event, None)

    @on(VendorProduct.StatusVerified)
    def verified(self, event: VendorProduct.StatusVerified, rows: Products, position: int) -> None:
        _stand(rows, event, event.verifier)


class VendorCommitments(View[CommitmentRow]):
    name = "vendor_commitments"
    row = CommitmentRow
    order = ("due",)
    indexes = (("vendor",), ("solution",))

    @on(Commitment.Made)
    def made(self, event: Commitment.Made, rows: Promises, position: int) -> None:
        rows.put(
            CommitmentRow(
                str(event.originator_id), event.vendor, event.product, event.solution,
                event.promised, event.due, [], [], None,
            )
        )  # fmt: skip

    @on(Commitment.Moved)
    def moved(self, event: Commitment.Moved, rows: Promises, position: int) -> None:
        row = _of(rows, event)
        slip = {
            "from": event.former_due.isoformat(),
            "to": event.due.isoformat(),
            "reason": event.reason,
            "on": event.on.isoformat(),
        }
        rows.put(row.but(due=event.due, slips=[*row.slips, slip]))

    @on(Commitment.PuljeDependsOnIt)
    def depended_on(
        self, event: Commitment.PuljeDependsOnIt, rows: Promises, position: int
    ) -> None:
        row = _of(rows, event)
        rows.put(row.but(puljer=[*row.puljer, str(event.pulje)]))

    @on(Commitment.Kept)
    def kept(self, event: Commitment.Kept, rows: Promises, position: int) -> None:
        rows.put(_of(rows, event).but(outcome=KEPT))

    @on(Commitment.Broken)
    def broken(self, event: Commitment.Broken, rows: Promises, position: int) -> None:
        rows.put(_of(rows, event).but(outcome=BROKEN))


def _stand(rows: Products, event: Any, verifier: str | None) -> None:
    row = rows.get(str(event.originator_id))
    assert row is not None, "an event before the registration"
    key = (event.solution, event.solution_version)
    others = [each for each in row.statuses if (each["solution"], each["version"]) != key]
    former = [each for each in row.statuses if each not in others]
    if verifier is None and event.status == "in_operation":
        verifier = former[0]["verifier"]
    status = {
        "solution": event.solution,
        "version": event.solution_version,
        "status": event.status,
        "since": event.on.isoformat(),
        "verifier": verifier,
        "evidence": event.evidence,
    }
    rows.put(row.but(statuses=[*others, status]))


def _of(rows: Promises, event: Any) -> CommitmentRow:
    row = rows.get(str(event.originator_id))
    assert row is not None, "an event before the promise"
    return row
