"""The capacity ledger: what each owner has committed, and which puljer have what of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aggregates.coordination.capacity import Capacity
from projections.kernel import Row, Rows, View, on


@dataclass(frozen=True)
class CapacityRow(Row):
    """One kind of capacity of one organisation; periods are from `since`, not including `until`.

    `excess` of a reservation is what the coordinating group let it have beyond what is committed.
    """

    kind: str
    owner: str
    committed: list[dict[str, Any]]
    reserved: list[dict[str, Any]]


CapacityRows = Rows[CapacityRow]


class Capacities(View[CapacityRow]):
    name = "capacities"
    row = CapacityRow
    order = ("kind", "owner")

    @on(Capacity.Begun)
    def begun(self, event: Capacity.Begun, rows: CapacityRows, position: int) -> None:
        rows.put(CapacityRow(str(event.originator_id), event.kind, event.owner, [], []))

    @on(Capacity.Committed)
    def committed(self, event: Capacity.Committed, rows: CapacityRows, position: int) -> None:
        row = _row(rows, event)
        others = [each for each in row.committed if each["key"] != event.key]
        stated = {"key": event.key, "source": event.source} | _period(event)
        rows.put(row.but(committed=[*others, stated]))

    @on(Capacity.Reserved)
    def reserved(self, event: Capacity.Reserved, rows: CapacityRows, position: int) -> None:
        row = _row(rows, event)
        had = next((each for each in row.reserved if _same(each, event)), None)
        excess = had["excess"] if had and event.amount <= had["amount"] else 0
        _book(rows, row, event, min(excess, event.amount))

    @on(Capacity.Overbooked)
    def overbooked(self, event: Capacity.Overbooked, rows: CapacityRows, position: int) -> None:
        _book(rows, _row(rows, event), event, event.excess)

    @on(Capacity.Released)
    def released(self, event: Capacity.Released, rows: CapacityRows, position: int) -> None:
        row = _row(rows, event)
        rows.put(row.but(reserved=[each for each in row.reserved if not _same(each, event)]))


def _book(rows: CapacityRows, row: CapacityRow, event: Any, excess: int) -> None:
    others = [each for each in row.reserved if not _same(each, event)]
    booked = {"run": str(event.run), "number": event.number, "excess": excess} | _period(event)
    rows.put(row.but(reserved=[*others, booked]))


def _period(event: Any) -> dict[str, Any]:
    return {
        "amount": event.amount,
        "since": event.since.isoformat(),
        "until": event.until.isoformat(),
    }


def _same(booked: dict[str, Any], event: Any) -> bool:
    return (booked["run"], booked["number"]) == (str(event.run), event.number)


def _row(rows: CapacityRows, event: Any) -> CapacityRow:
    row = rows.get(str(event.originator_id))
    assert row is not None, "an event before the ledger began"
    return row
