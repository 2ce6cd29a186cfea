"""Closing a network, and carrying what it has over: the one that comes after must go on."""

from __future__ import annotations

from datetime import date

from aggregates.kernel.desk import Desk
from aggregates.territory.network import Network


def close_network(desk: Desk, *, code: str, successor: str, decision: str, on: date) -> Network:
    """Close a network, with one that goes on as its successor (C01-10)."""
    closing = desk.get(Network, Network.id_of(code))
    closing.close(
        desk.act, successor=successor, decision=decision, successor_open=_open(desk, successor),
        on=on,
    )  # fmt: skip
    return closing


def carry_over(desk: Desk, *, code: str, resource: str, to: str) -> Network:
    """Carry one resource over to a network that goes on (C01-10)."""
    network = desk.get(Network, Network.id_of(code))
    network.carry_over(desk.act, resource=resource, to=to, to_open=_open(desk, to))
    return network


def _open(desk: Desk, code: str) -> bool:
    return desk.get(Network, Network.id_of(code)).closed_on is None
