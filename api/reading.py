"""What several views over HTTP need: which municipality a number means."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Annotated, Any

import orjson
from pydantic import AfterValidator, BaseModel

from aggregates.kernel.refusals import Missing
from projections.kernel import View
from projections.municipalities import Municipalities, Municipality
from projections.region_board import RegionBoard, Standing
from projections.stages import Stages, StageTold, stood
from projections.tables import Tables


def _in_order(said: Any) -> Any:
    return orjson.loads(orjson.dumps(said, option=orjson.OPT_SORT_KEYS))


# An aggregate that was read back from the log has its keys in another order than one that was
# not; what is answered is the same to the byte.
Said = Annotated[dict[str, Any], AfterValidator(_in_order)]


BOARD: tuple[type[View[Any]], ...] = (RegionBoard, Stages)
"""What standings on a day are read from."""


class Municipal(BaseModel):
    """A municipality as boards name it."""

    municipality: str
    number: str
    county: str
    name: str


def standings_on(tables: Tables, where: dict[str, Any], day: date, today: date) -> list[Standing]:
    """The standings as they were on a day: those of today, or with the stages reached by then."""
    standings = tables.page(RegionBoard, where)
    if day >= today:
        return standings
    told: dict[tuple[str, str], list[StageTold]] = defaultdict(list)
    for each in tables.page(Stages, where):
        told[each.municipality, each.solution].append(each)
    return [stood(each, told[each.municipality, each.solution], day) for each in standings]


def municipality_on(tables: Tables, number: str, day: date) -> Municipality:
    """The municipality that had this number on that day. Raises `Missing`."""
    for row in tables.page(Municipalities, {"number": number}):
        if row.valid(day):
            return row
    raise Missing("municipality", f"{number} on {day}")
