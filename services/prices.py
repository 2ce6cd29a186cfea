"""When a price model is decided, the cost that municipalities were told of is older than it (R24).

The cost part tells of the new prices once whoever leads the run has confirmed that, or written
another; and once that is frozen, those who decided are told.
"""

from __future__ import annotations

from functools import partial

from aggregates.deeds.terms import outdate_cost
from aggregates.funding.price_model import PriceModel
from bus.contracts.funding import PriceModelAdopted
from bus.contracts.kernel import CloudEvent
from log.log import Log
from services.asking import ask


async def outdate(message: PriceModelAdopted, envelope: CloudEvent, log: Log) -> None:
    """Mark the cost part of each open run that rests on the prices, and propose the new ones."""
    prices = await log.read(PriceModel, PriceModel.id_of(message.solution))
    for run in list(prices.bases.values()):
        deed = partial(outdate_cost, run=run, year=message.year)
        await ask(log, "prices", envelope, deed, str(run))
