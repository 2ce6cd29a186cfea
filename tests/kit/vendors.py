"""A vendor, its product and a promise of it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from aggregates.kernel.act import Role
from aggregates.vendors.commitment import Commitment
from aggregates.vendors.product import VendorProduct
from tests.kit.given import act

VENDOR, OTHER, NHN = "320000718", "320000726", "994598759"
SELLER = act(Role.VENDOR, body=VENDOR)
VERIFIER = act(Role.SERVICE_PROVIDER, body=NHN)
OF: dict[str, Any] = {"solution": "pll", "solution_version": "2.0"}
DUE = date(2024, 4, 1)


def product() -> VendorProduct:
    return VendorProduct.register(act(), vendor=VENDOR, product="epj", name="EPJ", modules=[])


def promise() -> Commitment:
    return Commitment.make(
        SELLER, id=UUID(int=5), product="epj", solution="pll", promised="Støtte", due=DUE
    )
