"""The networks and fora there are: what for, who pays, and what became of those that closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.territory.network import Network
from projections.kernel import Row, Rows, View, on


@dataclass(frozen=True)
class NetworkRow(Row):
    """One network. A resource whose `to` is null has been carried over to nobody."""

    name: str
    mandate: str
    topics: list[str]
    funding_line: str
    reports_to: str
    resources: list[dict[str, Any]]
    closed_on: date | None
    successor: str | None


NetworkRows = Rows[NetworkRow]


class Networks(View[NetworkRow]):
    name = "networks"
    row = NetworkRow

    @on(Network.Registered)
    def registered(self, event: Network.Registered, rows: NetworkRows, position: int) -> None:
        rows.put(
            NetworkRow(
                event.code, event.name, event.mandate, event.topics, event.funding_line,
                event.reports_to, [], None, None,
            )
        )  # fmt: skip

    @on(Network.ResourceListed)
    def listed(self, event: Network.ResourceListed, rows: NetworkRows, position: int) -> None:
        row = _of(rows, event)
        resource = {"resource": event.resource, "what": event.what, "to": None}
        rows.put(row.but(resources=[*row.resources, resource]))

    @on(Network.Closed)
    def closed(self, event: Network.Closed, rows: NetworkRows, position: int) -> None:
        rows.put(_of(rows, event).but(closed_on=event.on, successor=event.successor))

    @on(Network.ResourceCarriedOver)
    def carried(self, event: Network.ResourceCarriedOver, rows: NetworkRows, position: int) -> None:
        row = _of(rows, event)
        resources = [
            each | {"to": event.to} if each["resource"] == event.resource else each
            for each in row.resources
        ]
        rows.put(row.but(resources=resources))


def _of(rows: NetworkRows, event: Any) -> NetworkRow:
    row = rows.get(event.code)
    assert row is not None, "an event before the registration"
    return row
