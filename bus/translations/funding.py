"""What is said outside of grants: amounts and dates, not the reasons."""

from __future__ import annotations

from aggregates.funding.grant import Grant
from aggregates.funding.price_model import PriceModel
from bus.contracts import funding as said
from bus.translations.wording import Words, says

WORDS: Words = {
    Grant.Announced: says(said.GrantAnnounced),
    Grant.FrameChanged: says(said.FrameChanged),
    Grant.FrameCorrected: says(said.FrameCorrected),
    PriceModel.Adopted: says(said.PriceModelAdopted),
}
