"""A vendor's product, and how far it is with each version of a solution."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C05_01, C05_03, I18

APPROVED, IN_OPERATION = "approved", "in_operation"
STATUSES = ("not_started", "in_development", "in_test", APPROVED, IN_OPERATION)


@dataclass(frozen=True, slots=True)
class VendorStatus:
    """How far it is, since when, and who besides the vendor has seen that it works, if anybody."""

    status: str
    since: date
    verifier: str | None


class StatusEvent(Root.Event):
    """How far a product is with one version of a solution."""

    vendor: str
    product: str
    solution: str
    solution_version: str
    status: str
    evidence: str


class VendorProduct(Root):
    TOPIC = "vendor-product"

    class Registered(Founding):
        TOPIC = "vendor-product.registered"
        vendor: str
        product: str
        name: str
        modules: list[str]

        def apply(self, product: VendorProduct) -> None:
            product.vendor, product.product, product.name = self.vendor, self.product, self.name
            product.statuses = {}

    class StatusReported(StatusEvent):
        TOPIC = "vendor-product.status-reported"

        def apply(self, product: VendorProduct) -> None:
            known = product.statuses.get((self.solution, self.solution_version))
            verifier = None if known is None else known.verifier
            product._stand(self, verifier if self.status == IN_OPERATION else None)

    class StatusVerified(StatusEvent):
        TOPIC = "vendor-product.status-verified"
        verifier: str

        def apply(self, product: VendorProduct) -> None:
            product._stand(self, self.verifier)

    # State

    vendor: str
    product: str
    name: str
    statuses: dict[tuple[str, str], VendorStatus]

    @staticmethod
    def id_of(vendor: str, product: str) -> UUID:
        return derived("vendor-products", vendor, product)

    def _stand(self, event: StatusEvent, verifier: str | None) -> None:
        key = (event.solution, event.solution_version)
        self.statuses[key] = VendorStatus(event.status, event.on, verifier)

    # Decisions

    @classmethod
    def register(
        cls, act: Act, *, vendor: str, product: str, name: str, modules: list[str]
    ) -> Self:
        """Enter a product of a vendor. Refuses one without a name (C05-01)."""
        if not name:
            raise Refused(C05_01, "name_missing", product=product)
        return cls.found(
            cls.Registered, cls.id_of(vendor, product), act,
            vendor=vendor, product=product, name=name, modules=sorted(set(modules)),
        )  # fmt: skip

    def report(
        self, act: Act, *,
        solution: str, solution_version: str, status: str, evidence: str, on: date | None = None,
    ) -> None:  # fmt: skip
        """The vendor tells how far its product is, and what shows it (C05-03).

        Refuses everybody but the vendor, an unknown status, no evidence, and what is not the
        vendor's to say: that it is approved, or in operation before somebody else approved it
        (I18).
        """
        known = self.statuses.get((solution, solution_version))
        if known is not None and known.status == status:
            return
        if act.body != self.vendor:
            raise Refused(C05_03, "not_the_vendor", vendor=self.vendor)
        self._check(status, evidence)
        if status == APPROVED:
            raise Refused(I18, "verifier_is_vendor", product=self.name, solution=solution)
        if status == IN_OPERATION and (known is None or known.verifier is None):
            raise Refused(I18, "not_verified", product=self.name, solution=solution)
        self.record(
            self.StatusReported, act, on=on, vendor=self.vendor, product=self.product,
            solution=solution, solution_version=solution_version, status=status, evidence=evidence,
        )  # fmt: skip

    def verify(
        self, act: Act, *,
        solution: str, solution_version: str, evidence: str, on: date | None = None,
    ) -> None:  # fmt: skip
        """Approve it, as somebody other than its vendor who has seen that it works (I18)."""
        known = self.statuses.get((solution, solution_version))
        if known is not None and known.verifier is not None:
            return
        if act.body == self.vendor:
            raise Refused(I18, "verifier_is_vendor", product=self.name, solution=solution)
        self._check(APPROVED, evidence)
        self.record(
            self.StatusVerified, act, on=on, vendor=self.vendor, product=self.product,
            solution=solution, solution_version=solution_version, status=APPROVED,
            evidence=evidence, verifier=act.body,
        )  # fmt: skip

    def _check(self, status: str, evidence: str) -> None:
        if status not in STATUSES:
            raise Refused(C05_03, "unknown_status", status=status)
        if not evidence:
            raise Refused(C05_03, "evidence_missing", status=status)
