"""What several views over HTTP need: which municipality a number means."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel

from aggregates.kernel.refusals import Missing
from projections.municipalities import Municipalities, Municipality
from projections.tables import Tables


class Municipal(BaseModel):
    """A municipality as boards name it."""

    municipality: str
    number: str
    county: str
    name: str


def municipality_on(tables: Tables, number: str, day: date) -> Municipality:
    """The municipality that had this number on that day. Raises `Missing`."""
    for row in tables.page(Municipalities, {"number": number}):
        if row.valid(day):
            return row
    raise Missing("municipality", f"{number} on {day}")
