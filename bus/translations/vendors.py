"""What is said outside of vendors. Evidence and reasons stay inside."""

from __future__ import annotations

from aggregates.vendors.commitment import Commitment
from aggregates.vendors.product import VendorProduct
from bus.contracts import vendors as said
from bus.translations.wording import ID, Words, says

WORDS: Words = {
    VendorProduct.Registered: says(said.VendorProductRegistered),
    VendorProduct.StatusReported: says(said.VendorStatusReported),
    VendorProduct.StatusVerified: says(said.VendorStatusVerified),
    Commitment.Made: says(said.VendorCommitmentMade, commitment=ID),
    Commitment.Moved: says(said.VendorCommitmentMoved, commitment=ID),
    Commitment.PuljeDependsOnIt: says(said.PuljeDependsOnCommitment, commitment=ID),
    Commitment.Kept: says(said.VendorCommitmentKept, commitment=ID),
    Commitment.Broken: says(said.VendorCommitmentBroken, commitment=ID),
}
