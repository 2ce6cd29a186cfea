"""The municipalities: who was which, with what number and county, and from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from aggregates.territory.register import Register
from projections.kernel import Row, Rows, View, on


@dataclass(frozen=True)
class Municipality(Row):
    """One municipality as it was from `since` until (not including) `until`."""

    municipality: str
    number: str
    county: str
    name: str
    name_norwegian: str | None
    parallel_names: dict[str, Any]
    since: date
    until: date | None

    def valid(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


Spans = Rows[Municipality]


class Municipalities(View[Municipality]):
    name = "municipalities"
    row = Municipality
    order = ("number",)
    indexes = (("municipality",), ("number",), ("county",))

    @on(Register.MunicipalityRegistered)
    def registered(
        self, event: Register.MunicipalityRegistered, rows: Spans, position: int
    ) -> None:
        rows.put(
            Municipality(
                _span(event.municipality, event.on), str(event.municipality), event.number,
                event.county, event.name, event.name_norwegian, event.parallel_names,
                event.on, None,
            )
        )  # fmt: skip

    @on(Register.MunicipalityRenumbered)
    def renumbered(
        self, event: Register.MunicipalityRenumbered, rows: Spans, position: int
    ) -> None:
        _change(rows, event.municipality, event.on, number=event.number, county=event.county)

    @on(Register.MunicipalityRenamed)
    def renamed(self, event: Register.MunicipalityRenamed, rows: Spans, position: int) -> None:
        _change(
            rows, event.municipality, event.on, name=event.name,
            name_norwegian=event.name_norwegian, parallel_names=event.parallel_names,
        )  # fmt: skip

    @on(Register.MunicipalitiesMerged)
    def merged(self, event: Register.MunicipalitiesMerged, rows: Spans, position: int) -> None:
        for old in event.predecessors:
            if old != str(event.successor):
                _end(rows, old, event.on)

    @on(Register.MunicipalitySplit)
    def split(self, event: Register.MunicipalitySplit, rows: Spans, position: int) -> None:
        if str(event.predecessor) not in event.successors:
            _end(rows, str(event.predecessor), event.on)


def _span(municipality: UUID | str, since: date) -> str:
    return f"{municipality}/{since}"


def _change(rows: Spans, municipality: UUID, day: date, **changed: Any) -> None:
    """A new span from `day`; two changes of one day make one span."""
    for span in rows.where("municipality", str(municipality)):
        if span.until is None:
            if span.since < day:
                rows.put(span.but(until=day))
            rows.put(span.but(id=_span(municipality, day), since=day, **changed))


def _end(rows: Spans, municipality: str, day: date) -> None:
    for span in rows.where("municipality", municipality):
        if span.until is None:
            rows.put(span.but(until=day))
